import fs from 'node:fs';
import path from 'node:path';
import type { HostClock, Timer } from '../../clock.ts';

/** Programs write a file in several steps; they are looked at once they rest. */
const QUIET_MS = 60;

/**
 * Watches folders for any change in them; each by itself, because not every system can watch a tree. What cannot be
 * watched (a network folder, too many watchers) is simply read again when a window asks.
 */
export class FolderWatch {
  readonly #dir: string;
  readonly #clock: HostClock;
  readonly #onChanged: () => void;
  readonly #watchers = new Map<string, fs.FSWatcher>();
  #timer: Timer | undefined;

  constructor(dir: string, clock: HostClock, onChanged: () => void) {
    this.#dir = dir;
    this.#clock = clock;
    this.#onChanged = onChanged;
  }

  /** These and no others; relative, '' for the folder itself. */
  watch(folders: readonly string[]): void {
    const wanted = new Set(folders);
    for (const [folder, watcher] of this.#watchers) {
      if (wanted.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of wanted) if (!this.#watchers.has(folder)) this.#add(folder);
  }

  close(): void {
    this.#timer?.cancel();
    this.watch([]);
  }

  #add(folder: string): void {
    try {
      const watcher = fs.watch(path.join(this.#dir, folder), { persistent: false }, () => this.#changed());
      watcher.on('error', () => {
        watcher.close();
        this.#watchers.delete(folder);
        this.#changed();
      });
      this.#watchers.set(folder, watcher);
    } catch {
      // Gone already, or not to be watched.
    }
  }

  #changed(): void {
    this.#timer?.cancel();
    this.#timer = this.#clock.setTimeout(this.#onChanged, QUIET_MS);
  }
}
