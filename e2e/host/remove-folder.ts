import { rmSync } from 'node:fs';

/** Helper processes of a host that ended may still write for a moment. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
