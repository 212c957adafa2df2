import fs from 'node:fs';
import type { RecordingProblem } from '../../contract/recordings.ts';
import type { RecordedEvent, RecordedSend } from '../../model/recording/event.ts';
import { type RecordingEnd, type RecordingHeader, readHeaderLine, readLine } from './event-line.ts';

const CHUNK_BYTES = 256 * 1024;
const LINE_BREAK = 10;
const PROBLEMS_KEPT = 100;

/** Where an event stands in its file. */
interface Place {
  at: number;
  bytes: number;
}

/** The same, with what is known without reading it again. */
interface Known extends Place {
  offsetMs: number;
  send?: Omit<SendPlace, 'at'>;
}

/** A send as a replay plans with it. */
export interface SendPlace
  extends Pick<RecordedSend, 'profileId' | 'sentMs' | 'atMs' | 'batch' | 'bodyKept'> {
  /** The event, from 0. */
  at: number;
  topic: string;
}

/** One recording as it was when it was read: where its events are, and what of it is none. The file is not changed. */
export class RecordingFile {
  readonly file: string;
  header: RecordingHeader | undefined;
  end: RecordingEnd | undefined;
  bytes = 0;
  /** The last event's. */
  durationMs = 0;
  readonly counts = { send: 0, delivery: 0, decision: 0 };
  /** In the order they went out. */
  readonly sends: SendPlace[] = [];
  /** The first of them. */
  readonly problems: RecordingProblem[] = [];
  problemCount = 0;
  /** By when they happened: a send stands before its deliveries, though its answer may have come behind them. */
  #places: Known[] = [];

  /** A chunk at a time, so that nothing else waits. Throws what the system says. */
  static async read(file: string): Promise<RecordingFile> {
    const recording = new RecordingFile(file);
    await recording.#readAll();
    recording.#sort();
    return recording;
  }

  private constructor(file: string) {
    this.file = file;
  }

  get events(): number {
    return this.#places.length;
  }

  /** One after the other, and each forgotten by the next: their bodies may be large. */
  async *eventsFrom(from: number, count: number): AsyncGenerator<RecordedEvent> {
    const places = this.#places.slice(from, from + count);
    if (places.length === 0) return;
    const handle = await fs.promises.open(this.file, 'r');
    try {
      for (const { at, bytes } of places) {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, at);
        const event = readLine(buffer.toString('utf8', 0, bytesRead));
        if (typeof event === 'object' && event.kind !== 'end') yield event;
      }
    } finally {
      await handle.close();
    }
  }

  /** undefined: the file has no such event any more. */
  async event(at: number): Promise<RecordedEvent | undefined> {
    for await (const event of this.eventsFrom(at, 1)) return event;
    return undefined;
  }

  async #readAll(): Promise<void> {
    /** The beginning of a line whose end was not read yet. */
    let begun: Buffer[] = [];
    let at = 0;
    let number = 0;
    for await (const chunk of fs.createReadStream(this.file, { highWaterMark: CHUNK_BYTES })) {
      const bytes = chunk as Buffer;
      let start = 0;
      for (let end = bytes.indexOf(LINE_BREAK); end >= 0; end = bytes.indexOf(LINE_BREAK, start)) {
        const line = Buffer.concat([...begun, bytes.subarray(start, end)]);
        this.#line(line.toString('utf8'), ++number, { at, bytes: line.length });
        at += line.length + 1;
        start = end + 1;
        begun = [];
      }
      if (start < bytes.length) begun.push(bytes.subarray(start));
    }
    const torn = begun.reduce((sum, { length }) => sum + length, 0);
    this.bytes = at + torn;
    if (torn > 0) this.#problem(number + 1, 'torn');
  }

  #line(text: string, number: number, place: Place): void {
    if (number === 1) {
      this.header = readHeaderLine(text);
      if (this.header !== undefined) return;
      this.#problem(1, 'header');
    }
    const event = readLine(text);
    if (typeof event === 'string') {
      if (number > 1) this.#problem(number, event);
    } else if (event.kind === 'end') this.end = event;
    else this.#event(event, place);
  }

  #event(event: RecordedEvent, place: Place): void {
    this.counts[event.kind]++;
    this.durationMs = event.atMs;
    if (event.kind !== 'send') {
      this.#places.push({ ...place, offsetMs: event.atMs });
      return;
    }
    const { profileId, sentMs, atMs, batch, bodyKept, message } = event;
    const send = { profileId, sentMs, atMs, batch, bodyKept, topic: message.topic };
    this.#places.push({ ...place, offsetMs: sentMs, send });
  }

  #sort(): void {
    this.#places.sort((a, b) => a.offsetMs - b.offsetMs);
    for (const [at, { send }] of this.#places.entries())
      if (send !== undefined) this.sends.push({ ...send, at });
  }

  #problem(line: number, reason: RecordingProblem['reason']): void {
    this.problemCount++;
    if (this.problems.length < PROBLEMS_KEPT) this.problems.push({ line, reason });
  }
}
