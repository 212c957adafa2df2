import fs from 'node:fs';
import path from 'node:path';
import type { SentRecord } from '../../contract/views.ts';
import type { DataFolder } from '../../owned-folder.ts';
import { type HistoryItem, writeHistoryLine } from './history-line.ts';
import { type Place, Segment } from './segment.ts';

const FOLDER = 'history';
/** A file is closed at this size; the history forgets whole files. */
const SEGMENT_BYTES = 4 * 1024 * 1024;
const MEBIBYTE = 1024 * 1024;
const DAY_MS = 86_400_000;

/** `history/sends-<ms>.ndjson`: sends as lines, a new file every few MiB and after each start. */
export class HistoryFiles {
  readonly #dir: string;
  readonly #writable: boolean;
  readonly #now: () => number;
  #segments: Segment[];
  /** Of this run; only its own file is written to. */
  #current: Segment | undefined;

  constructor(folder: DataFolder, now: () => number) {
    this.#dir = path.join(folder.dir, FOLDER);
    this.#writable = folder.writable;
    this.#now = now;
    this.#segments = Segment.list(this.#dir);
  }

  /** The files of earlier runs, newest first, each read as it is asked for and mended where it is damaged. */
  async *earlier(onSetAside: (fileName: string) => void) {
    for (const segment of [...this.#segments].reverse()) {
      try {
        const { found, damaged, tornBytes } = await segment.readAll();
        const places = found.map(({ place }) => place);
        if (damaged > 0)
          onSetAside(
            this.#writable ? await segment.setAside(places, this.#now()) : path.basename(segment.file),
          );
        else if (this.#writable && tornBytes > 0) await segment.repair();
        yield found;
      } catch {
        // Not ours to read: the others are.
        onSetAside(path.basename(segment.file));
      }
    }
  }

  /** Rejects with what the system says; then nothing of it was counted as written. */
  async append(items: readonly HistoryItem[]): Promise<Place[]> {
    if (!this.#current?.isSound || this.#current.bytes > SEGMENT_BYTES) {
      await fs.promises.mkdir(this.#dir, { recursive: true });
      const last = this.#segments[this.#segments.length - 1]?.startedAtMs ?? 0;
      this.#current = new Segment(this.#dir, Math.max(this.#now(), last + 1));
      this.#segments.push(this.#current);
    }
    return await this.#current.append(items.map(writeHistoryLine));
  }

  /** Forgets the oldest files beyond the limits, never the one that is written to. Returns those. */
  async trim(maxMebibytes: number, maxDays: number): Promise<ReadonlySet<Segment>> {
    const gone = new Set<Segment>();
    if (!this.#writable) return gone;
    let bytes = this.#segments.reduce((sum, segment) => sum + segment.bytes, 0);
    for (const [index, segment] of this.#segments.entries()) {
      if (segment === this.#current) break;
      // Everything in it was sent before the next one was begun.
      const endedAtMs = this.#segments[index + 1]?.startedAtMs ?? this.#now();
      const tooOld = this.#now() - endedAtMs > maxDays * DAY_MS;
      if (!tooOld && bytes <= maxMebibytes * MEBIBYTE) break;
      bytes -= segment.bytes;
      await segment.keepOnly([]);
      gone.add(segment);
    }
    this.#segments = this.#segments.filter((segment) => !gone.has(segment));
    return gone;
  }

  /** Keeps the lines of these sends alone. */
  async keepOnly(kept: readonly { record: SentRecord; place: Place }[]): Promise<void> {
    if (!this.#writable) return;
    const left: Segment[] = [];
    for (const segment of this.#segments) {
      const places = kept.filter(({ place }) => place.segment === segment).map(({ place }) => place);
      await segment.keepOnly(places);
      if (places.length > 0) left.push(segment);
    }
    this.#segments = left;
    if (this.#current !== undefined && !left.includes(this.#current)) this.#current = undefined;
  }
}
