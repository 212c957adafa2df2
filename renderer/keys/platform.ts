import { useHost } from '../store/host-store.ts';
import { comboIn, formatKey, keyCaps, type Platform } from './combo.ts';

/** Whose keys: the host's platform once known, the browser's own word before. */
export function platform(): Platform {
  const known = useHost.getState().app?.platform;
  if (known !== undefined) return known === 'darwin' ? 'darwin' : 'other';
  return /mac/i.test(navigator.platform) ? 'darwin' : 'other';
}

/** The key that is pressed here for a key of the registry. */
export const comboHere = (combo: string): string =>
  comboIn(useHost.getState().app?.host ?? 'electron', combo);

/** `⌘↵` or `Ctrl+Enter`. */
export const keyText = (combo: string): string => formatKey(comboHere(combo), platform());

/** The caps to draw, in order. */
export const capsHere = (combo: string): string[] => keyCaps(comboHere(combo), platform());
