import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { WindowState } from '../contract/window-state.ts';
import { WindowStates } from './window-state.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'gantry-windows-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const STATE: WindowState = {
  tabs: [
    { kind: 'page', page: 'operations' },
    {
      kind: 'consumer',
      consumer: {
        profileId: 'dev',
        group: 'payment-worker',
        subscriptions: [{ topic: 'order-events', tagPattern: '*' }],
        seats: 4,
        batchMaxSize: 32,
        mode: 'hold',
        rules: { seed: 1, rules: [] },
        listener: 'concurrent',
        model: 'clustering',
      },
    },
  ],
  active: 1,
  recent: [{ kind: 'topic', profileId: 'dev', topic: 'order-events' }],
  inspectorOpen: true,
  inspectorWidth: 350,
};

function open({ writable = true, isOpen = (_windowId: string): boolean => false } = {}) {
  const aside: string[] = [];
  const folder = { dir, writable, release: () => undefined };
  const { handlers } = new WindowStates({ folder, onSetAside: (name) => aside.push(name), isOpen });
  return { ...handlers, aside };
}

it('gives the next run what the last window was', () => {
  open()['window.state.save'](STATE, 'window-1');
  expect(open()['window.state.load']({}, 'window-2')).toEqual(STATE);
});

it('opens what an older version kept of a consumer, which had no connection and no batch', async () => {
  open()['window.state.save'](STATE, 'window-1');
  const file = path.join(dir, 'windows.json');
  const older = readFileSync(file, 'utf8').replace(/"profileId":\s*"dev",\s*"group"/, '"group"');
  writeFileSync(file, older.replace(/"batchMaxSize":\s*32,/, ''));
  const state = await open()['window.state.load']({}, 'window-2');
  const kept = state?.tabs[1];
  expect(kept).toMatchObject({ consumer: { group: 'payment-worker', batchMaxSize: 1 } });
  expect(JSON.stringify(kept)).not.toContain('profileId');
});

it('gives a window beside one that is open nothing, and that one its own', () => {
  const host = open({ isOpen: (windowId) => windowId === 'window-1' });
  host['window.state.save'](STATE, 'window-1');
  expect(host['window.state.load']({}, 'window-2')).toBeNull();
  expect(host['window.state.load']({}, 'window-1')).toEqual(STATE);
});

it('sets a damaged file aside, and starts with nothing', () => {
  writeFileSync(path.join(dir, 'windows.json'), '{"schema":1,"window":{"tabs":"all"}}');
  const host = open();
  expect(host['window.state.load']({}, 'window-1')).toBeNull();
  expect(host.aside).toHaveLength(1);
  expect(readdirSync(dir)).toEqual(host.aside);
});

it('writes nothing in a folder of another process', () => {
  open({ writable: false })['window.state.save'](STATE, 'window-1');
  expect(readdirSync(dir)).toEqual([]);
});
