import { type Session, session } from 'electron';
import type { PageOrigin } from './ipc.ts';

/**
 * A file leaves the page only as bytes that the page holds itself (renderer/bridge/save-file.ts). Electron asks where to
 * put it, so the page never learns the path; every other download is refused.
 */
export function guardDownloads(page: PageOrigin, target: Session = session.defaultSession): void {
  target.on('will-download', (event, item) => {
    if (!isBlobOf(item.getURL(), page)) event.preventDefault();
  });
}

/** `blob:app://ui/1b9c...`: the address of the page that made it, and a name. */
function isBlobOf(url: string, { protocol, host }: PageOrigin): boolean {
  return url.startsWith(`blob:${protocol}//${host}/`);
}
