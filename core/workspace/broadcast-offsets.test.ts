import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GantryError } from '../model/error.ts';
import { type DataFolder, openDataFolder } from '../owned-folder.ts';
import { BroadcastOffsets } from './broadcast-offsets.ts';

let folder: DataFolder;
beforeEach(() => {
  folder = openDataFolder(fs.mkdtempSync(path.join(os.tmpdir(), 'gantry-offsets-')));
});
afterEach(() => fs.rmSync(folder.dir, { recursive: true, force: true }));

const unexpected = (fileName: string): void => {
  throw new Error(`set aside ${fileName}`);
};
const open = (group = 'g', cluster = 'a:9876', onSetAside = unexpected) =>
  new BroadcastOffsets(folder, { cluster, group }, onSetAside);
const queue = (queueId: number) => ({ topic: 't', brokerName: 'b', queueId });
const files = () => fs.readdirSync(path.join(folder.dir, 'broadcast-offsets'));

describe('broadcast offsets', () => {
  it('are there again after a restart, the last of each queue', async () => {
    const offsets = open();
    expect(offsets.read(queue(0))).toBeUndefined();
    await Promise.all([offsets.write(queue(0), 5), offsets.write(queue(1), 7), offsets.write(queue(0), 6)]);
    expect(['0', '1', '2'].map((id) => open().read(queue(Number(id))))).toEqual([6, 7, undefined]);
  });

  it('are one file for each group and cluster, whatever the group is called', async () => {
    const names = [
      ['g', 'a:9876'],
      ['G', 'a:9876'],
      ['g', 'b:9876'],
      ['%a|b', 'a:9876'],
    ] as const;
    for (const [index, [group, cluster]] of names.entries())
      await open(group, cluster).write(queue(0), index);
    expect(names.map(([group, cluster]) => open(group, cluster).read(queue(0)))).toEqual([0, 1, 2, 3]);
    expect(files()).toHaveLength(4);
    expect(files().filter((name) => !/^[\w-]+\.json$/.test(name))).toEqual([]);
  });

  it('set a damaged file aside and begin anew', async () => {
    await open().write(queue(0), 5);
    const [name = ''] = files();
    fs.writeFileSync(path.join(folder.dir, 'broadcast-offsets', name), '{"schema":1,"offsets":[{}]}');
    const aside: string[] = [];
    expect(open('g', 'a:9876', (fileName) => aside.push(fileName)).read(queue(0))).toBeUndefined();
    expect(aside).toHaveLength(1);
  });

  it('are refused in a folder that another process owns', () => {
    folder = { ...folder, writable: false };
    expect(() => open()).toThrow(GantryError);
    expect(fs.existsSync(path.join(folder.dir, 'broadcast-offsets'))).toBe(false);
  });
});
