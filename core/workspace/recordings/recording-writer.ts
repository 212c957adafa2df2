import fs from 'node:fs';
import type { HostClock, Timer } from '../../clock.ts';
import type { RecordedEvent } from '../../model/recording/event.ts';
import { type EndReason, writeEndLine, writeEventLine, writeHeaderLine } from './event-line.ts';

/** An event is on disk this soon; a crash loses no more than that. */
const FLUSH_MS = 250;
/** What waits for the disk at most. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024;

interface WriterOptions {
  file: string;
  clock: HostClock;
  maxBytes: number;
  /** It ended by itself; `code` is the system's. */
  onEnded(reason: EndReason, code?: string): void;
}

/** One recording being written: lines are added at its end, in the order they came. It ends once. */
export class RecordingWriter {
  readonly startedAtMs: number;
  events = 0;
  /** On disk or on the way there. */
  bytes: number;
  readonly #options: WriterOptions;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #timer: Timer | undefined;
  #work: Promise<void> = Promise.resolve();
  #ended = false;

  /** Makes the file. Throws what the system says, EEXIST as well. */
  constructor(options: WriterOptions) {
    this.#options = options;
    this.startedAtMs = options.clock.now();
    const header = writeHeaderLine(this.startedAtMs);
    fs.writeFileSync(options.file, header, { mode: 0o600, flag: 'wx' });
    this.bytes = Buffer.byteLength(header);
  }

  get ended(): boolean {
    return this.#ended;
  }

  add(event: RecordedEvent): void {
    if (this.#ended) return;
    const line = Buffer.from(writeEventLine(event), 'utf8');
    const isFull = this.bytes + line.length > this.#options.maxBytes;
    if (isFull || this.#waitingBytes + line.length > MAX_WAITING_BYTES) {
      this.#endByItself(isFull ? 'full' : 'behind');
      return;
    }
    this.events++;
    this.#push(line);
    this.#timer ??= this.#options.clock.setTimeout(() => {
      this.#timer = undefined;
      this.#flush();
    }, FLUSH_MS);
  }

  /** Resolves when everything is on disk, as far as the disk takes it. */
  async stop(): Promise<void> {
    if (!this.#ended) this.#end('stopped');
    await this.#work;
  }

  #endByItself(reason: EndReason, code?: string): void {
    this.#end(reason);
    this.#options.onEnded(reason, code);
  }

  #end(reason: EndReason): void {
    this.#ended = true;
    this.#timer?.cancel();
    this.#push(Buffer.from(writeEndLine(reason, this.events), 'utf8'));
    this.#flush();
  }

  #push(line: Buffer): void {
    this.#waiting.push(line);
    this.#waitingBytes += line.length;
    this.bytes += line.length;
  }

  /** One write at a time: the lines of a later one stand behind. */
  #flush(): void {
    this.#work = this.#work.then(async () => {
      const chunk = Buffer.concat(this.#waiting);
      this.#waiting = [];
      if (chunk.length === 0) return;
      try {
        await fs.promises.appendFile(this.#options.file, chunk);
        this.#waitingBytes -= chunk.length;
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (!this.#ended) this.#endByItself('disk', code);
      }
    });
  }
}
