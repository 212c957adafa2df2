import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EventMessage } from '../contract/contract.ts';
import { NO_PREFS } from '../contract/prefs.ts';
import { PrefsStore } from './prefs.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'gantry-prefs-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const WINDOW = 'window-1';
const FILTERS = { 'sandbox order-events': ['tag:paid -attempt>1'] };

function open(writable = true) {
  const aside: string[] = [];
  const told: EventMessage[] = [];
  const folder = { dir, writable, release: () => undefined };
  const { handlers } = new PrefsStore({
    folder,
    onSetAside: (name) => aside.push(name),
    emit: (message) => told.push(message),
  });
  return { ...handlers, aside, told };
}

it('keeps what was changed, leaves the rest, and tells every window', () => {
  const first = open();
  first['prefs.change']({ pinned: { sandbox: ['order-events'] } }, WINDOW);
  first['prefs.change']({ filters: FILTERS }, WINDOW);
  const kept = { ...NO_PREFS, pinned: { sandbox: ['order-events'] }, filters: FILTERS };
  expect(first.told.at(-1)).toEqual({ event: 'prefs.changed', data: kept });
  expect(open()['prefs.read']({}, WINDOW)).toEqual(kept);
});

it('sets a damaged file aside, and starts with nothing', () => {
  writeFileSync(path.join(dir, 'prefs.json'), '{"schema":1,"prefs":{"tour":{"done":["all"]}}}');
  const host = open();
  expect(host['prefs.read']({}, WINDOW)).toEqual(NO_PREFS);
  expect(readdirSync(dir)).toEqual(host.aside);
});

it('writes nothing in a folder of another process', () => {
  const host = open(false);
  host['prefs.change']({ filters: FILTERS }, WINDOW);
  expect(host['prefs.read']({}, WINDOW)).toMatchObject({ filters: FILTERS });
  expect(readdirSync(dir)).toEqual([]);
});
