import fs from 'node:fs';
import path from 'node:path';
import type { SentRecord } from '../../contract/views.ts';
import { type HistoryItem, readHistoryLine } from './history-line.ts';

const NAME = /^sends-(\d{13,15})\.ndjson$/;
const CHUNK_BYTES = 512 * 1024;

/** Where a send stands in its file. */
export interface Place {
  segment: Segment;
  at: number;
  bytes: number;
}

/** One file of the history: lines are added at its end, and it goes as a whole. */
export class Segment {
  readonly file: string;
  readonly startedAtMs: number;
  bytes = 0;
  #isSound = true;

  constructor(dir: string, startedAtMs: number) {
    this.startedAtMs = startedAtMs;
    this.file = path.join(dir, `sends-${String(startedAtMs).padStart(13, '0')}.ndjson`);
  }

  /** Those in a folder, oldest first. */
  static list(dir: string): Segment[] {
    const starts = namesIn(dir)
      .flatMap((name) => NAME.exec(name)?.slice(1, 2) ?? [])
      .map(Number);
    return starts.sort((a, b) => a - b).map((startedAtMs) => new Segment(dir, startedAtMs));
  }

  /** Its end is where it is counted; otherwise no more may be added. */
  get isSound(): boolean {
    return this.#isSound;
  }

  /** Rejects with what the system says; nothing is counted then, and what was written of it is cut off. */
  async append(lines: readonly string[]): Promise<Place[]> {
    const chunks = lines.map((line) => Buffer.from(line, 'utf8'));
    try {
      await fs.promises.appendFile(this.file, Buffer.concat(chunks), { mode: 0o600 });
    } catch (error) {
      await this.#cutBack();
      throw error;
    }
    return chunks.map(({ length }) => {
      const place = { segment: this, at: this.bytes, bytes: length };
      this.bytes += length;
      return place;
    });
  }

  /** undefined: the line is not there any more, or damaged. */
  async read({ at, bytes }: Place): Promise<HistoryItem | undefined> {
    const handle = await fs.promises.open(this.file, 'r').catch(() => undefined);
    if (handle === undefined) return undefined;
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, at);
      return readHistoryLine(buffer.toString('utf8', 0, bytesRead));
    } finally {
      await handle.close();
    }
  }

  /**
   * Every readable line, a chunk of the file at a time so that nothing else waits. `damaged`: lines that are none, but
   * for a last one without its line break, which was being written when the power went: `tornBytes`.
   */
  async readAll(): Promise<{
    found: { record: SentRecord; place: Place }[];
    damaged: number;
    tornBytes: number;
  }> {
    const found: { record: SentRecord; place: Place }[] = [];
    let damaged = 0;
    let rest = Buffer.alloc(0);
    let at = 0;
    for await (const chunk of fs.createReadStream(this.file, { highWaterMark: CHUNK_BYTES })) {
      const bytes = Buffer.concat([rest, chunk as Buffer]);
      let start = 0;
      for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
        const item = readHistoryLine(bytes.toString('utf8', start, end));
        if (item === undefined) damaged++;
        else
          found.push({
            record: item.record,
            place: { segment: this, at: at + start, bytes: end + 1 - start },
          });
        start = end + 1;
      }
      at += start;
      rest = bytes.subarray(start);
    }
    this.bytes = at;
    return { found, damaged, tornBytes: rest.length };
  }

  /** Cuts off a torn last line. */
  async repair(): Promise<void> {
    await fs.promises.truncate(this.file, this.bytes);
  }

  async #cutBack(): Promise<void> {
    try {
      await this.repair();
    } catch (error) {
      this.#isSound = (error as NodeJS.ErrnoException).code === 'ENOENT';
    }
  }

  /** Keeps a copy of the file as it is under another name, which is returned, and in it the readable lines alone. */
  async setAside(readable: readonly Place[], nowMs: number): Promise<string> {
    const aside = `${this.file}.damaged-${nowMs}`;
    await fs.promises.copyFile(this.file, aside);
    await this.keepOnly(readable);
    return path.basename(aside);
  }

  /** Keeps these lines alone; none: the file goes. Their places are right afterwards. */
  async keepOnly(places: readonly Place[]): Promise<void> {
    if (places.length === 0) {
      await fs.promises.rm(this.file, { force: true });
      this.bytes = 0;
      return;
    }
    const bytes = await fs.promises.readFile(this.file);
    const content = Buffer.concat(places.map(({ at, bytes: length }) => bytes.subarray(at, at + length)));
    const temporary = `${this.file}.${process.pid}.tmp`;
    await fs.promises.writeFile(temporary, content, { mode: 0o600 });
    await fs.promises.rename(temporary, this.file);
    this.bytes = 0;
    for (const place of places) {
      place.at = this.bytes;
      this.bytes += place.bytes;
    }
  }
}

function namesIn(dir: string): string[] {
  try {
    return fs.readdirSync(dir);
  } catch {
    // No folder yet, or something else in its place: writing will say so.
    return [];
  }
}
