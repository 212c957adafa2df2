import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { DataFolder, FileTrouble } from '../owned-folder.ts';
import { JsonFile } from './json-file.ts';

let folder: DataFolder;
let troubles: FileTrouble[];
beforeEach(() => {
  troubles = [];
  folder = {
    dir: fs.mkdtempSync(path.join(os.tmpdir(), 'gantry-json-')),
    writable: true,
    onTrouble: (trouble) => troubles.push(trouble),
    release: () => undefined,
  };
});
afterEach(() => fs.rmSync(folder.dir, { recursive: true, force: true }));

const at = (name: string): string => path.join(folder.dir, name);
const unexpected = (fileName: string): void => expect.fail(fileName);
const open = (): JsonFile<{ n: number }> => new JsonFile(folder, 'a.json', z.object({ n: z.number() }));

describe('a write that fails', () => {
  it('throws nothing, is told once, and the next one brings the newer value', () => {
    const file = open();
    expect(file.write({ n: 1 })).toBeUndefined();
    const inTheWay = at(`a.json.${process.pid}.tmp`);
    fs.mkdirSync(inTheWay);
    expect(file.write({ n: 2 })).toMatchObject({ data: { params: { rule: 'diskRefused', code: 'EISDIR' } } });
    file.write({ n: 3 });
    expect(troubles).toEqual([{ kind: 'fileNotWritten', fileName: 'a.json', code: 'EISDIR' }]);
    expect(open().read(unexpected)).toEqual({ n: 1 });
    fs.rmdirSync(inTheWay);
    expect(file.write({ n: 4 })).toBeUndefined();
    expect(troubles[1]).toEqual({ kind: 'written', fileName: 'a.json' });
    expect(open().read(unexpected)).toEqual({ n: 4 });
  });
});

describe('a file that cannot be read', () => {
  it('is no missing one: it is told, and not written over', () => {
    fs.mkdirSync(at('a.json'));
    const file = open();
    expect(file.read(unexpected)).toBeUndefined();
    expect(troubles).toEqual([{ kind: 'fileUnreadable', fileName: 'a.json', code: 'EISDIR' }]);
    fs.rmdirSync(at('a.json'));
    fs.writeFileSync(at('a.json'), '{"n":1}');
    expect(file.write({ n: 2 })).toMatchObject({ data: { params: { rule: 'diskRefused', code: 'EISDIR' } } });
    expect(fs.readFileSync(at('a.json'), 'utf8')).toBe('{"n":1}');
  });

  it('nor is one that is damaged and cannot be set aside', () => {
    fs.writeFileSync(at('a.json'), 'no JSON');
    const file = open();
    const rename = fs.renameSync;
    fs.renameSync = () => {
      throw Object.assign(new Error(), { code: 'EACCES' });
    };
    try {
      expect(file.read(unexpected)).toBeUndefined();
    } finally {
      fs.renameSync = rename;
    }
    file.write({ n: 2 });
    expect(troubles).toEqual([{ kind: 'fileUnreadable', fileName: 'a.json', code: 'EACCES' }]);
    expect(fs.readFileSync(at('a.json'), 'utf8')).toBe('no JSON');
  });

  it('a missing one is written as ever, and nothing is told', () => {
    const file = open();
    expect(file.read(unexpected)).toBeUndefined();
    file.write({ n: 1 });
    expect([open().read(unexpected), troubles]).toEqual([{ n: 1 }, []]);
  });
});
