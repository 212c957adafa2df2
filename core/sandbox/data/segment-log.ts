import { Buffer } from 'node:buffer';
import fs from 'node:fs';
import path from 'node:path';
import { crc32 } from '../../protocol/crc32.ts';

/** One file; the oldest are deleted whole. */
const DEFAULT_SEGMENT_BYTES = 16 * 1024 * 1024;
const SUFFIX = '.log';

/** What the log keeps, in order. A number is written as its bytes' meaning only: the kinds never change theirs. */
export const ENTRY_KIND = { record: 0, topicDeleted: 1, delivered: 2 } as const;
export interface Entry {
  kind: number;
  payload: Buffer;
}

/** Payload length, CRC of kind and payload, kind. */
const HEADER_BYTES = 9;

export interface ReadLog {
  entries: Entry[];
  /** Bytes of an entry that was never finished, cut off the end. */
  cutBytes: number;
  /** Files behind a damaged place, renamed and not read. */
  setAside: string[];
}

/** An append-only log in files named by the commit-log offset at which they begin. Synchronous: what was written survives a kill. */
export class SegmentLog {
  readonly #folder: string;
  readonly #segmentBytes: number;
  #segments: number[];
  #file: number | undefined;
  #fileBytes = 0;

  /** For a folder that was read before. Nothing is written until the first append. */
  constructor(folder: string, segmentBytes = DEFAULT_SEGMENT_BYTES) {
    this.#folder = folder;
    this.#segmentBytes = segmentBytes;
    this.#segments = segmentsIn(folder);
  }

  /** In one write. `offset`: where the next record will stand, the name of a new file. */
  append(entries: readonly Entry[], offset: number): void {
    if (this.#file === undefined || this.#fileBytes >= this.#segmentBytes) this.#open(offset);
    const bytes = Buffer.concat(entries.map(framed));
    fs.writeSync(this.#file as number, bytes);
    this.#fileBytes += bytes.length;
  }

  /** Deletes the files that hold nothing from this offset on. */
  dropBefore(offset: number): void {
    while ((this.#segments[1] ?? Number.POSITIVE_INFINITY) <= offset)
      fs.rmSync(this.#pathOf(this.#segments.shift() as number), { force: true });
  }

  close(): void {
    if (this.#file !== undefined) fs.closeSync(this.#file);
    this.#file = undefined;
  }

  /** The newest file goes on while it has room. */
  #open(offset: number): void {
    const newest = this.#segments[this.#segments.length - 1];
    const isFirst = this.#file === undefined;
    this.close();
    const begin = isFirst && newest !== undefined ? newest : offset;
    if (begin !== newest) this.#segments.push(begin);
    this.#file = fs.openSync(this.#pathOf(begin), 'a');
    this.#fileBytes = fs.fstatSync(this.#file).size;
  }

  #pathOf(begin: number): string {
    return path.join(this.#folder, segmentName(begin));
  }
}

/** Every entry, in order. The end of a write that was cut short is cut off the file; what follows elsewhere is set aside. */
export function readLog(folder: string): ReadLog {
  const read: ReadLog = { entries: [], cutBytes: 0, setAside: [] };
  for (const begin of segmentsIn(folder)) {
    const file = path.join(folder, segmentName(begin));
    if (read.cutBytes > 0) {
      fs.renameSync(file, `${file}.damaged`);
      read.setAside.push(`${segmentName(begin)}.damaged`);
      continue;
    }
    const bytes = fs.readFileSync(file);
    const goodBytes = readEntries(bytes, read.entries);
    if (goodBytes < bytes.length) fs.truncateSync(file, goodBytes);
    read.cutBytes = bytes.length - goodBytes;
  }
  return read;
}

/** Adds them to `entries`; how many bytes are whole. */
function readEntries(bytes: Buffer, entries: Entry[]): number {
  let at = 0;
  while (bytes.length - at >= HEADER_BYTES) {
    const end = at + HEADER_BYTES + bytes.readUInt32BE(at);
    if (end > bytes.length || crc32(bytes.subarray(at + 8, end)) !== bytes.readUInt32BE(at + 4)) break;
    entries.push({ kind: bytes.readUInt8(at + 8), payload: bytes.subarray(at + HEADER_BYTES, end) });
    at = end;
  }
  return at;
}

function framed({ kind, payload }: Entry): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + payload.length);
  bytes.writeUInt32BE(payload.length, 0);
  bytes.writeUInt8(kind, 8);
  payload.copy(bytes, HEADER_BYTES);
  bytes.writeUInt32BE(crc32(bytes.subarray(8)), 4);
  return bytes;
}

const segmentName = (begin: number): string => `${String(begin).padStart(20, '0')}${SUFFIX}`;

function segmentsIn(folder: string): number[] {
  return fs
    .readdirSync(folder)
    .filter((name) => /^\d{20}\.log$/.test(name))
    .map((name) => Number(name.slice(0, -SUFFIX.length)))
    .sort((a, b) => a - b);
}
