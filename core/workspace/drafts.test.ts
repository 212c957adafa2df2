import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ManualClock } from '../clock.ts';
import type { DraftForm } from '../contract/compose.ts';
import { openDataFolder } from '../owned-folder.ts';
import { Drafts } from './drafts.ts';

let dir: string;
let clock: ManualClock;
let open: Set<string>;
let aside: string[];

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'gantry-drafts-'));
  clock = new ManualClock();
  open = new Set(['one']);
  aside = [];
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function drafts(writable = true): Drafts {
  return new Drafts({
    folder: { dir, writable, release: () => undefined },
    clock,
    onSetAside: (fileName) => aside.push(fileName),
    isOpen: (windowId) => open.has(windowId),
  });
}

const form = (draftKey: string, bodyText = ''): DraftForm => ({
  draftKey,
  topic: 't',
  tag: '',
  keys: [],
  keyTyping: '',
  properties: [],
  bodyText,
  bodyFormat: 'text',
  delayLevel: 0,
  mode: 'sync',
  orderly: { by: 'hash', key: '', number: 0, index: 0, retries: 0 },
  variables: true,
  nextSeq: 1,
  repeat: { count: 1, everyMs: 0, stopOnFailure: false, batch: false },
  unsent: true,
});

it('gives drafts back after a restart, exactly', async () => {
  const before = drafts();
  const text = '\r\n\u0000\ufeff é 😀 \ud800';
  void before.handlers['draft.save']({ form: form('draft-aa', text) }, 'one');
  void before.handlers['draft.save']({ form: form('draft-bb') }, 'one');
  await before.handlers['draft.remove']({ draftKey: 'draft-bb' }, 'one');
  before.close();
  const after = await drafts().handlers['draft.list']({}, 'two');
  expect(after).toEqual([{ form: form('draft-aa', text), savedAtMs: clock.now() }]);
});

it('writes a second after the first change, however many follow', async () => {
  const store = drafts();
  void store.handlers['draft.save']({ form: form('draft-aa', '1') }, 'one');
  await clock.advance(600);
  void store.handlers['draft.save']({ form: form('draft-aa', '2') }, 'one');
  await clock.advance(399);
  expect(() => readFileSync(path.join(dir, 'drafts.json'))).toThrow();
  await clock.advance(1);
  expect(JSON.parse(readFileSync(path.join(dir, 'drafts.json'), 'utf8')).drafts[0].form.bodyText).toBe('2');
});

it('says saved when it is on the disk, and that it is not when the disk refuses', async () => {
  const store = drafts();
  const inTheWay = path.join(dir, `drafts.json.${process.pid}.tmp`);
  mkdirSync(inTheWay);
  const refused = Promise.resolve(store.handlers['draft.save']({ form: form('draft-aa', '1') }, 'one'));
  const told = expect(refused).rejects.toMatchObject({ data: { params: { rule: 'diskRefused' } } });
  await clock.advance(1_000);
  await told;
  rmdirSync(inTheWay);
  const savedAtMs = clock.now();
  const saved = store.handlers['draft.save']({ form: form('draft-bb') }, 'one');
  await clock.advance(1_000);
  expect(await saved).toEqual({ savedAtMs });
  expect(await drafts().handlers['draft.list']({}, 'two')).toHaveLength(2);
});

it('leaves a draft with the window it is open in', async () => {
  const store = drafts();
  void store.handlers['draft.save']({ form: form('draft-aa') }, 'one');
  expect(await store.handlers['draft.list']({}, 'two')).toEqual([]);
  expect(await store.handlers['draft.list']({}, 'one')).toHaveLength(1);
  open.clear();
  open.add('two');
  expect(await store.handlers['draft.list']({}, 'two')).toHaveLength(1);
  open.add('three');
  expect(await store.handlers['draft.list']({}, 'three')).toEqual([]);
});

it('keeps nothing in a folder of another process, and says so', async () => {
  const store = drafts(false);
  expect(await store.handlers['draft.save']({ form: form('draft-aa') }, 'one')).toBeNull();
  store.close();
  expect(() => readFileSync(path.join(dir, 'drafts.json'))).toThrow();
});

it('sets a damaged file aside', async () => {
  openDataFolder(dir).release();
  writeFileSync(path.join(dir, 'drafts.json'), '{"schema":1,"drafts":[{}]}');
  expect(await drafts().handlers['draft.list']({}, 'one')).toEqual([]);
  expect(aside).toEqual([expect.stringMatching(/^drafts\.json\.damaged-/)]);
});
