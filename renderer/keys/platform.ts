import { useHost } from '../store/host-store.ts';
import { formatKey, type Platform } from './combo.ts';

/** Whose keys: the host's platform once known, the browser's own word before. */
export function platform(): Platform {
  const known = useHost.getState().app?.platform;
  if (known !== undefined) return known === 'darwin' ? 'darwin' : 'other';
  return /mac/i.test(navigator.platform) ? 'darwin' : 'other';
}

/** `⌘↵` or `Ctrl+Enter`. */
export const keyText = (combo: string): string => formatKey(combo, platform());
