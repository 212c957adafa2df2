import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../clock.ts';
import type { Template } from '../../contract/library.ts';
import type { SendDraft } from '../../contract/views.ts';
import { BUILT_IN_VARIABLES } from '../../model/template/variable.ts';
import { openDataFolder } from '../../owned-folder.ts';
import { type Desktop, Library } from './library.ts';
import { writeTemplate } from './template-file.ts';

let dataDir: string;
let dir: string;
const opened: Library[] = [];
beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'gantry-library-'));
  dir = path.join(dataDir, 'library');
});
afterEach(async () => {
  for (const library of opened.splice(0)) await library.close();
  fs.rmSync(dataDir, { recursive: true, force: true });
});

const template = (patch: Partial<SendDraft> = {}): Template => ({
  draft: {
    topic: 'order-events',
    tag: 'paid',
    keys: ['ORD-1'],
    properties: [],
    body: Buffer.from('{"amount":1}'),
    bodyFormat: 'json',
    delayLevel: 0,
    mode: 'sync',
    ...patch,
  },
  variables: true,
});

function open(desktop: Desktop = {}, onChanged: (revision: number) => void = () => undefined): Library {
  const folder = openDataFolder(dataDir);
  const onSetAside = (fileName: string): void => {
    throw new Error(`set aside ${fileName}`);
  };
  const library = new Library({ folder, clock: systemClock, desktop, onSetAside, onChanged });
  opened.push(library);
  return library;
}

const rule = (name: string) => ({ data: { params: { rule: name } } });
const paths = async (library: Library) => (await library.view()).entries.map((entry) => entry.path);

describe('library', () => {
  it('does nothing any more once it is closed', async () => {
    const onChanged = vi.fn();
    await open({}, onChanged).close();
    fs.rmSync(dir, { recursive: true });
    const told = onChanged.mock.calls.length;
    fs.mkdirSync(dir);
    fs.writeFileSync(path.join(dir, 'late.json'), writeTemplate(template()));
    await new Promise((resolve) => setImmediate(resolve));
    expect(onChanged).toHaveBeenCalledTimes(told);
  });

  it('lists folders before files, counts their messages, and finds by body', async () => {
    const library = open();
    await library.save('Zoo.json', template(), null);
    await library.save('Checkout/Order paid.json', template({ body: Buffer.from('needle') }), null);
    const { entries } = await library.view();
    expect(entries.map(({ kind, path: at }) => [kind, at])).toEqual([
      ['folder', 'Checkout'],
      ['message', 'Checkout/Order paid.json'],
      ['message', 'Zoo.json'],
    ]);
    expect(entries[0]).toMatchObject({ messages: 1 });
    expect(library.search('NEEDLE')).toEqual(['Checkout/Order paid.json']);
  });

  it('never writes over what it has not seen', async () => {
    const library = open();
    const first = await library.save('a.json', template(), null);
    expect(first.kind).toBe('saved');
    expect(await library.save('a.json', template({ tag: 'mine' }), null)).toMatchObject({ kind: 'conflict' });
    fs.writeFileSync(path.join(dir, 'a.json'), writeTemplate(template({ tag: 'theirs' })));
    const conflict = await library.save('a.json', template({ tag: 'mine' }), first.version);
    expect(conflict).toMatchObject({ kind: 'conflict' });
    expect(await library.template('a.json')).toMatchObject({ draft: { tag: 'theirs' } });
    // Keep mine: over the version that was shown.
    expect(await library.save('a.json', template({ tag: 'mine' }), conflict.version)).toMatchObject({
      kind: 'saved',
    });
    fs.rmSync(path.join(dir, 'a.json'));
    expect(await library.save('a.json', template(), first.version)).toMatchObject({
      kind: 'conflict',
      version: null,
    });
  });

  it('tells of a change on disk by itself, in folders that came later too', async () => {
    const changed = vi.fn();
    const library = open({}, changed);
    await library.save('new/a.json', template(), null);
    changed.mockClear();
    fs.writeFileSync(path.join(dir, 'new', 'b.json'), writeTemplate(template()));
    await vi.waitFor(() => expect(changed).toHaveBeenCalled(), { timeout: 3_000 });
    expect(await paths(library)).toContain('new/b.json');
  });

  it('shows a file that was edited wrongly with its line; the rest loads', async () => {
    const library = open();
    await library.save('good.json', template(), null);
    fs.writeFileSync(path.join(dir, 'bad.json'), '{\n  "schema": 1,\n  topic\n}');
    fs.writeFileSync(path.join(dir, 'binary.json'), Buffer.from([0xff, 0xfe]));
    const { entries } = await library.view();
    expect(entries).toMatchObject([
      { kind: 'problem', path: 'bad.json', problem: { line: 3, reason: 'syntax', detail: 'topic' } },
      { kind: 'problem', path: 'binary.json', problem: { reason: 'utf8' } },
      { kind: 'message', path: 'good.json' },
    ]);
    expect(await library.read('bad.json')).toMatchObject({ text: '{\n  "schema": 1,\n  topic\n}' });
  });

  it('moves without replacing, and removes to a trash', async () => {
    const library = open();
    await library.save('a.json', template(), null);
    await library.save('b.json', template({ tag: 'b' }), null);
    await expect(library.move('a.json', 'b.json')).rejects.toMatchObject(rule('exists'));
    await library.move('a.json', 'x/y/a.json');
    await library.move('x', 'z');
    await expect(library.move('z', 'z/y/z')).rejects.toMatchObject(rule('fileName'));
    expect(await paths(library)).toEqual(['z', 'z/y', 'z/y/a.json', 'b.json']);
    expect(await library.remove('z')).toEqual({ to: 'folder' });
    expect(await paths(library)).toEqual(['b.json']);
    expect(fs.readdirSync(path.join(dir, '.trash'))).toHaveLength(1);
  });

  it('gives the trash of the desktop the file itself', async () => {
    const trash = vi.fn((file: string) => fs.promises.rm(file));
    const library = open({ trash });
    await library.save('a.json', template(), null);
    expect(await library.remove('a.json')).toEqual({ to: 'system' });
    expect(trash).toHaveBeenCalledWith(path.join(dir, 'a.json'));
  });

  it('keeps named variables in the order of their file', async () => {
    const library = open();
    await library.setVariables(
      [
        ['tenant', 'cn-east'],
        ['orderId', 'ORD-1'],
      ],
      null,
    );
    expect(library.variables()).toEqual([
      ['tenant', 'cn-east'],
      ['orderId', 'ORD-1'],
    ]);
    await expect(library.setVariables([['1a', '']], null)).rejects.toMatchObject(rule('characters'));
    fs.writeFileSync(path.join(dir, 'variables.json'), '{\n"schema": 1,\n"variables": {"a": 1}\n}');
    expect(await library.view()).toMatchObject({
      variables: [],
      variablesProblem: { line: 3, detail: 'variables.a' },
    });
  });

  it.each(BUILT_IN_VARIABLES)('refuses a variable named %s, typed or written by hand', async (name) => {
    const library = open();
    await expect(
      library.setVariables(
        [
          ['tenant', 'a'],
          [name, 'b'],
        ],
        null,
      ),
    ).rejects.toMatchObject({
      data: { params: { field: 'variables.1.name', rule: 'builtIn', value: name } },
    });
    const file = { schema: 1, variables: { tenant: 'a', [name]: 'b' } };
    fs.mkdirSync(dir, { recursive: true });
    fs.writeFileSync(path.join(dir, 'variables.json'), JSON.stringify(file, null, 2));
    expect(await library.view()).toMatchObject({
      variables: [],
      variablesProblem: { line: 5, reason: 'builtIn', detail: name },
    });
  });

  it('remembers the folder that was chosen', async () => {
    const elsewhere = path.join(dataDir, 'elsewhere');
    fs.mkdirSync(elsewhere);
    await open({ chooseFolder: async () => elsewhere }).choose();
    expect(await open().view()).toMatchObject({ dir: elsewhere, chosen: true });
  });
});

describe('a hostile library', () => {
  const bad = [
    '..',
    '../a.json',
    '/etc/passwd',
    'a/../../b.json',
    'a//b.json',
    '.git/config',
    'a\\b.json',
    'C:a.json',
    'nul.json',
    'a.json ',
  ];

  it.each(bad)('does not leave its folder by %s', async (libraryPath) => {
    const library = open();
    await expect(library.read(libraryPath)).rejects.toMatchObject({ data: { code: 'INPUT' } });
    await expect(library.save(libraryPath, template(), null)).rejects.toMatchObject({
      data: { code: 'INPUT' },
    });
    await expect(library.remove(libraryPath)).rejects.toMatchObject({ data: { code: 'INPUT' } });
  });

  it('does not leave its folder by a link', async () => {
    const secret = path.join(dataDir, 'secret.json');
    fs.writeFileSync(secret, writeTemplate(template({ tag: 'secret' })));
    fs.mkdirSync(dir);
    fs.symlinkSync(secret, path.join(dir, 'file.json'));
    fs.symlinkSync(dataDir, path.join(dir, 'folder'));
    fs.symlinkSync(secret, path.join(dir, 'variables.json'));
    const library = open();
    expect(await library.view()).toMatchObject({
      entries: [{ kind: 'problem', path: 'file.json', problem: { reason: 'link' } }],
      variablesProblem: { reason: 'link' },
    });
    expect(library.search('secret')).toEqual([]);
    for (const at of ['file.json', 'folder/secret.json'])
      await expect(library.read(at)).rejects.toMatchObject(rule('link'));
    await expect(library.save('folder/new.json', template(), null)).rejects.toMatchObject(rule('link'));
    await expect(library.setVariables([], null)).rejects.toMatchObject(rule('link'));
    expect(fs.existsSync(path.join(dataDir, 'new.json'))).toBe(false);
  });
});

describe('a second process', () => {
  it('reads the library and writes nothing', async () => {
    await open().save('a.json', template(), null);
    const folder = { ...openDataFolder(dataDir), writable: false };
    const second = new Library({
      folder,
      clock: systemClock,
      desktop: {},
      onSetAside: () => undefined,
      onChanged: () => undefined,
    });
    opened.push(second);
    expect(await paths(second)).toEqual(['a.json']);
    const { version } = await second.read('a.json');
    const changes = [
      second.save('a.json', template({ tag: 'x' }), version),
      second.move('a.json', 'b.json'),
      second.remove('a.json'),
      second.createFolder('f'),
      second.setVariables([], null),
    ];
    for (const change of changes) await expect(change).rejects.toMatchObject(rule('folderInUse'));
    expect(fs.readdirSync(dir)).toEqual(['a.json']);
  });
});
