const STORAGE_KEY = 'gantry.windowId';

/** This window's id: kept over a reload, so that its consumers are found again. */
export function windowId(): string {
  const kept = sessionStorage.getItem(STORAGE_KEY);
  if (kept !== null && kept.length >= 8) return kept;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const id = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  sessionStorage.setItem(STORAGE_KEY, id);
  return id;
}
