import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PRELOAD_KEY } from '../core/contract/bridge.ts';
import { CALL_NAMES } from '../core/contract/contract.ts';
import { NAMES_IN_THE_DOCUMENT } from '../core/documented-api/documented-names.ts';
import { CALL_CHANNEL, NAMES_ARGUMENT } from './channels.ts';

const electron = vi.hoisted(() => ({
  contextBridge: { exposeInMainWorld: vi.fn() },
  ipcRenderer: { invoke: vi.fn(), on: vi.fn() },
}));
vi.mock('electron', () => electron);

const argv = process.argv;
beforeEach(() => {
  process.argv = [...argv, `${NAMES_ARGUMENT}${CALL_NAMES.join(',')}`];
});
afterEach(() => {
  process.argv = argv;
});

it('gives the page one function for each call of the contract, every documented one among them', async () => {
  await import('./preload.ts');
  const [key, api] = electron.contextBridge.exposeInMainWorld.mock.calls[0] as [
    string,
    Record<string, (input: unknown) => void>,
  ];
  expect(key).toBe(PRELOAD_KEY);
  expect(Object.keys(api)).toEqual(CALL_NAMES);
  for (const name of NAMES_IN_THE_DOCUMENT) {
    api[name]?.({ name });
    expect(electron.ipcRenderer.invoke).toHaveBeenLastCalledWith(CALL_CHANNEL, name, { name });
  }
});
