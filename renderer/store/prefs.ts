import { create } from 'zustand';
import { NO_PREFS, type Prefs } from '../../core/contract/prefs.ts';
import { call } from '../bridge/call.ts';

const SAVE_AFTER_MS = 300;

/** What the host keeps for every window: see core/contract/prefs.ts. */
export const usePrefs = create<Prefs>()(() => NO_PREFS);

let unsaved: Partial<Prefs> = {};
let timer: ReturnType<typeof setTimeout> | undefined;

/** Shown at once, and with the host a moment later. */
export function changePrefs(patch: Partial<Prefs>): void {
  usePrefs.setState(patch);
  unsaved = { ...unsaved, ...patch };
  timer ??= setTimeout(savePrefs, SAVE_AFTER_MS);
}

/** As the host has them, but for what it was not told yet. */
export function prefsTold(prefs: Prefs): void {
  usePrefs.setState({ ...prefs, ...unsaved });
}

/** From now on nothing is lost when the page goes. */
export function keepPrefs(): void {
  window.addEventListener('pagehide', savePrefs);
}

function savePrefs(): void {
  clearTimeout(timer);
  timer = undefined;
  if (Object.keys(unsaved).length === 0) return;
  const patch = unsaved;
  unsaved = {};
  call('prefs.change', patch).catch(() => {
    // The link is down: it is told with the next change.
    unsaved = { ...patch, ...unsaved };
  });
}
