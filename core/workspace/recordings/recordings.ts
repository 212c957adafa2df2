import fs from 'node:fs';
import path from 'node:path';
import type { HostClock } from '../../clock.ts';
import { RECORDING_PART_BYTES, type RecordingItem } from '../../contract/recordings.ts';
import { inputError, stateError } from '../../model/error.ts';
import type { DataFolder } from '../../owned-folder.ts';
import { libraryParts } from '../library/library-path.ts';
import { onDisk } from './disk-error.ts';
import { type RecordingFacts, readRecordingFacts } from './recording-facts.ts';
import { RecordingFile } from './recording-file.ts';

const FOLDER = 'recordings';
const ENDING = '.ndjson';
/** Before its last part came. No recording's name begins so. */
const ARRIVING = '.arriving-';
/** Read recordings that are kept for the next page. */
const KEPT_OPEN = 3;

interface Options {
  folder: DataFolder;
  clock: HostClock;
}

/** The recordings of the data folder: `recordings/<name>.ndjson`, one file each, made to be kept and handed on. */
export class Recordings {
  readonly #folder: DataFolder;
  readonly #clock: HostClock;
  readonly #dir: string;
  /** By name and by what the file was when it was read. */
  readonly #open = new Map<string, Promise<RecordingFile>>();
  readonly #facts = new Map<string, RecordingFacts>();

  constructor({ folder, clock }: Options) {
    this.#folder = folder;
    this.#clock = clock;
    this.#dir = path.join(folder.dir, FOLDER);
  }

  /** Newest first. `recording`: the one that is being written. */
  async list(recording: string | undefined): Promise<RecordingItem[]> {
    const names = (await fs.promises.readdir(this.#dir).catch(() => []))
      .filter((file) => file.endsWith(ENDING) && !file.startsWith('.'))
      .map((file) => file.slice(0, -ENDING.length));
    const items = await Promise.all(names.map((name) => this.#item(name, name === recording)));
    return items.flat().sort((a, b) => (b.startedAtMs ?? 0) - (a.startedAtMs ?? 0));
  }

  /** The file of a recording that is to be made; its name says when. Throws STATE folderInUse and what the system says. */
  newFile(): { name: string; file: string } {
    this.#requireWritable();
    fs.mkdirSync(this.#dir, { recursive: true });
    const at = new Date(this.#clock.now()).toISOString().replace(/[-:]/g, '');
    const name = this.#freeName(`recording-${at.slice(0, 8)}-${at.slice(9, 15)}`);
    return { name, file: this.#file(name) };
  }

  /** What is in a file, all of it read; read again only when it changed. Throws STATE unknownId. */
  async open(name: string): Promise<RecordingFile> {
    const file = this.#file(name);
    const stat = await this.#stat(name);
    const key = `${file} ${stat.size} ${stat.mtimeMs}`;
    const reading = this.#open.get(key) ?? RecordingFile.read(file);
    this.#open.delete(key);
    this.#open.set(key, reading);
    for (const old of this.#open.keys()) if (this.#open.size > KEPT_OPEN) this.#open.delete(old);
    return await onDisk(() => reading);
  }

  /** Throws INPUT (name), STATE unknownId, folderInUse, diskRefused. */
  async rename(name: string, to: string): Promise<void> {
    this.#requireWritable();
    await this.#stat(name);
    const target = this.#file(to);
    if (name === to) return;
    if (fs.existsSync(target)) throw inputError('name', 'exists', { value: to });
    await onDisk(() => fs.promises.rename(this.#file(name), target));
  }

  /** Throws STATE unknownId, folderInUse, diskRefused. */
  async remove(name: string): Promise<void> {
    this.#requireWritable();
    await this.#stat(name);
    await onDisk(() => fs.promises.rm(this.#file(name)));
  }

  /** The bytes from `at` on, a part of them; empty at the end. Throws STATE unknownId. */
  async part(name: string, at: number): Promise<Uint8Array> {
    await this.#stat(name);
    const handle = await fs.promises.open(this.#file(name), 'r');
    try {
      const { buffer, bytesRead } = await handle.read(
        Buffer.alloc(RECORDING_PART_BYTES),
        0,
        RECORDING_PART_BYTES,
        at,
      );
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  }

  /** Puts a part of a file that came from elsewhere behind the ones before it, and answers under which name. Throws INPUT, STATE. */
  async arrive(name: string, at: number, bytes: Uint8Array, last: boolean): Promise<string> {
    this.#requireWritable();
    const plain = name.endsWith(ENDING) ? name.slice(0, -ENDING.length) : name;
    this.#file(plain);
    const free = at === 0 ? this.#freeName(plain) : plain;
    const arriving = path.join(this.#dir, `${ARRIVING}${free}`);
    await onDisk(async () => {
      await fs.promises.mkdir(this.#dir, { recursive: true });
      await fs.promises.writeFile(arriving, bytes, { flag: at === 0 ? 'w' : 'a', mode: 0o600 });
      if (last) await fs.promises.rename(arriving, this.#file(free));
    });
    return free;
  }

  async #item(name: string, isRecording: boolean): Promise<RecordingItem | []> {
    const file = path.join(this.#dir, `${name}${ENDING}`);
    const stat = await fs.promises.stat(file).catch(() => undefined);
    if (stat?.isFile() !== true) return [];
    const stamp = `${file} ${stat.size} ${stat.mtimeMs}`;
    const facts = this.#facts.get(stamp) ?? (await readRecordingFacts(file, stat.size));
    if (!isRecording) this.#facts.set(stamp, facts);
    const { startedAtMs, events, isWhole } = facts;
    return {
      name,
      ...(startedAtMs === undefined ? {} : { startedAtMs }),
      events,
      bytes: stat.size,
      state: isRecording ? 'recording' : isWhole ? 'whole' : 'cutOff',
    };
  }

  async #stat(name: string): Promise<fs.Stats> {
    const stat = await fs.promises.lstat(this.#file(name)).catch(() => undefined);
    if (stat?.isFile() !== true) throw stateError('unknownId', { what: 'recording', id: name });
    return stat;
  }

  /** Throws INPUT (name) for one that leads anywhere else, or that not every system takes. */
  #file(name: string): string {
    const parts = libraryParts(name);
    if (parts.length > 1) throw inputError('name', 'fileName', { value: name });
    return path.join(this.#dir, `${name}${ENDING}`);
  }

  #freeName(wanted: string): string {
    for (let n = 1; ; n++) {
      const name = n === 1 ? wanted : `${wanted}-${n}`;
      if (!fs.existsSync(this.#file(name))) return name;
    }
  }

  #requireWritable(): void {
    if (!this.#folder.writable) throw stateError('folderInUse');
  }
}
