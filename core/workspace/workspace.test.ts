import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DataFolder, openDataFolder } from '../owned-folder.ts';
import { processStart } from '../process-start.ts';
import { DEFAULT_SETTINGS, SettingsStore } from './settings.ts';

let dir: string;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gantry-workspace-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

const unexpected = (fileName: string): void => {
  throw new Error(`set aside ${fileName}`);
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
    const { pid, ppid } = process;
    const others = [`${pid} of another boot`, `${ppid} of another boot`, String(pid)];
    for (const left of ['999999999', 'garbage', '', ...others]) {
      fs.writeFileSync(path.join(dir, 'lock'), left);
      const folder = openDataFolder(dir);
      expect(folder.writable).toBe(true);
      folder.release();
    }
  });
});

describe('the lock of another process', () => {
  it('holds as long as that lives, also one that does not say when it started', () => {
    for (const left of [String(process.ppid), `${process.ppid} ${processStart(process.ppid)}`]) {
      fs.writeFileSync(path.join(dir, 'lock'), left);
      const folder = openDataFolder(dir);
      expect(folder.writable).toBe(false);
      folder.release();
      expect(fs.readFileSync(path.join(dir, 'lock'), 'utf8')).toBe(left);
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
