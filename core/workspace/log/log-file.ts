import fs from 'node:fs';
import path from 'node:path';
import type { HostClock, Timer } from '../../clock.ts';
import type { DataFolder } from '../../owned-folder.ts';

/** Both files together are at most twice this. */
export const LOG_BYTES = 1024 * 1024;
const WRITE_AFTER_MS = 500;
/** Kept until they are written; of more it is said how many there were. */
const MAX_WAITING = 1_000;

/** `log/gantry.log`, and what was written before it as `log/gantry.1.log`. It never gets in the way: what cannot be written is gone. */
export class LogFile {
  readonly file: string;
  readonly #before: string;
  readonly #writable: boolean;
  readonly #clock: HostClock;
  #waiting: string[] = [];
  #leftOut = 0;
  #timer: Timer | undefined;

  constructor(folder: DataFolder, clock: HostClock) {
    this.file = path.join(folder.dir, 'log', 'gantry.log');
    this.#before = path.join(folder.dir, 'log', 'gantry.1.log');
    this.#writable = folder.writable;
    this.#clock = clock;
  }

  /** The line gets its time. */
  add(line: string): void {
    if (!this.#writable) return;
    if (this.#waiting.length >= MAX_WAITING) this.#leftOut++;
    else this.#waiting.push(`${new Date(this.#clock.now()).toISOString()} ${line}\n`);
    this.#timer ??= this.#clock.setTimeout(() => this.flush(), WRITE_AFTER_MS);
  }

  /** Writes what waits. */
  flush(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#leftOut > 0) this.#waiting.push(`${this.#leftOut} more lines were left out\n`);
    const bytes = Buffer.from(this.#waiting.join(''));
    this.#waiting = [];
    this.#leftOut = 0;
    if (bytes.length === 0) return;
    try {
      fs.mkdirSync(path.dirname(this.file), { recursive: true });
      const { size = 0 } = fs.statSync(this.file, { throwIfNoEntry: false }) ?? {};
      if (size + bytes.length > LOG_BYTES && size > 0) fs.renameSync(this.file, this.#before);
      fs.appendFileSync(this.file, bytes, { mode: 0o600 });
    } catch {
      // A full disk is told where something of the person's is lost, and a log is not.
    }
  }
}
