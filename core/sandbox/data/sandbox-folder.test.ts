import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../clock.ts';
import { SandboxBroker } from '../broker.ts';
import { SandboxFolder } from './sandbox-folder.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gantry-folder-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('a sandbox’s folder', () => {
  it('is one sandbox’s at a time', async () => {
    const first = await SandboxBroker.start({ host: systemClock, dataFolder: dir });
    await expect(SandboxBroker.start({ host: systemClock, dataFolder: dir })).rejects.toThrow(/in use/);
    await first.stop();
    await (await SandboxBroker.start({ host: systemClock, dataFolder: dir })).stop();
  });

  it('is given back by one that could not start', async () => {
    const taken = await SandboxBroker.start({ host: systemClock });
    const brokerPort = Number(taken.broker.split(':')[1]);
    await expect(
      SandboxBroker.start({ host: systemClock, dataFolder: dir, brokerPort }),
    ).rejects.toMatchObject({ data: { code: 'CONNECT' } });
    new SandboxFolder(dir).release();
    await taken.stop();
  });

  it('keeps the name server’s values', () => {
    const first = new SandboxFolder(dir);
    const values = first.values();
    values.put('space', 'a', '值');
    values.put('space', 'b', 'gone');
    values.delete('space', 'b');
    first.release();
    const again = new SandboxFolder(dir).values();
    expect([...(again.all('space') ?? [])]).toEqual([['a', '值']]);
  });
});
