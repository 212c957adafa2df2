import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { Recents } from './recents.ts';
import { memoryOnly, type SecretBox } from './secret-box.ts';
import { DEFAULT_SETTINGS, SettingsStore } from './settings.ts';

let dir: string;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gantry-workspace-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

const unexpected = (fileName: string): void => {
  throw new Error(`set aside ${fileName}`);
};
/** Reverses the text: enough to tell stored from sealed. */
const keychain: SecretBox = {
  kind: 'keychain',
  encrypt: async (text) => Buffer.from([...text].reverse().join('')),
  decrypt: async (bytes) => [...Buffer.from(bytes).toString()].reverse().join(''),
};

describe('data folder', () => {
  it('belongs to one living process at a time', () => {
    const first = openDataFolder(dir);
    const second = openDataFolder(dir);
    expect([first.writable, second.writable]).toEqual([true, false]);
    second.release();
    expect(openDataFolder(dir).writable).toBe(false);
    first.release();
    expect(openDataFolder(dir).writable).toBe(true);
  });

  it('takes over the lock of a process that is gone, or one that makes no sense', () => {
    for (const left of ['999999999', 'garbage', '']) {
      fs.writeFileSync(path.join(dir, 'lock'), left);
      const folder = openDataFolder(dir);
      expect(folder.writable).toBe(true);
      folder.release();
    }
  });
});

describe('settings', () => {
  it('come back after a restart', () => {
    const folder = openDataFolder(dir);
    new SettingsStore(folder, unexpected).set({ theme: 'dark', language: 'zh' });
    expect(new SettingsStore(folder, unexpected).get()).toEqual({
      ...DEFAULT_SETTINGS,
      theme: 'dark',
      language: 'zh',
    });
  });

  it('set a damaged file aside, keep its bytes and open with the defaults', () => {
    const folder = openDataFolder(dir);
    for (const damaged of [
      '{"schema":1,"settings":{"theme":',
      '{"schema":1,"settings":{"rowLimit":-5}}',
      '[]',
    ]) {
      fs.writeFileSync(path.join(dir, 'settings.json'), damaged);
      const aside: string[] = [];
      expect(new SettingsStore(folder, (fileName) => aside.push(fileName)).get()).toEqual(DEFAULT_SETTINGS);
      expect(fs.readFileSync(path.join(dir, aside[0] ?? ''), 'utf8')).toBe(damaged);
    }
  });

  it('write nothing into a folder that another process holds', () => {
    const owner = openDataFolder(dir);
    const second: DataFolder = openDataFolder(dir);
    const settings = new SettingsStore(second, unexpected);
    expect(settings.set({ theme: 'light' }).theme).toBe('light');
    expect(fs.readdirSync(dir)).toEqual(['lock']);
    owner.release();
  });
});

describe('recents', () => {
  const used = { nameServers: 'a:9876', accessKey: 'reader', channel: 'ALIYUN', lastUsedMs: 1 };

  it('keep a secret in memory only when there is no keychain', async () => {
    const folder = openDataFolder(dir);
    const recents = new Recents(folder, memoryOnly, unexpected);
    await recents.remember(used, 'planted-secret');
    expect(await recents.secretOf('a:9876', 'reader')).toBe('planted-secret');
    expect(fs.readFileSync(path.join(dir, 'profiles.json'), 'utf8')).not.toContain('planted-secret');
    expect(await new Recents(folder, memoryOnly, unexpected).secretOf('a:9876', 'reader')).toBeUndefined();
  });

  it('seal a secret with the keychain, show it to nobody, and open it again', async () => {
    const folder = openDataFolder(dir);
    await new Recents(folder, keychain, unexpected).remember(used, 'planted-secret');
    expect(fs.readFileSync(path.join(dir, 'profiles.json'), 'utf8')).not.toContain('planted-secret');
    const later = new Recents(folder, keychain, unexpected);
    expect(later.list()).toEqual([used]);
    expect(await later.secretOf('a:9876', 'reader')).toBe('planted-secret');
    expect(await later.secretOf('a:9876', 'writer')).toBeUndefined();
  });

  it('keep the newest eight, each address once, and forget on request', async () => {
    const recents = new Recents(openDataFolder(dir), memoryOnly, unexpected);
    for (let n = 0; n < 10; n++)
      await recents.remember({ nameServers: `host${n}:9876`, lastUsedMs: n }, undefined);
    await recents.remember({ nameServers: 'host5:9876', lastUsedMs: 99 }, undefined);
    expect(recents.list().map((item) => item.nameServers.slice(4, 5))).toEqual([
      '5',
      '9',
      '8',
      '7',
      '6',
      '4',
      '3',
      '2',
    ]);
    recents.forget('host9:9876');
    expect(recents.list()).toHaveLength(7);
  });
});
