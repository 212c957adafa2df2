import fs from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { type GantryError, stateError } from '../model/error.ts';
import type { DataFolder } from '../owned-folder.ts';

/** One JSON document in the data folder, checked by a schema when read, written whole and renamed into place. */
export class JsonFile<T> {
  readonly #folder: DataFolder;
  readonly #name: string;
  readonly #schema: z.ZodType<T>;
  /** There is one, and nobody knows what is in it. */
  #unreadable: GantryError | undefined;
  /** The last value did not reach the disk. */
  #lags = false;

  constructor(folder: DataFolder, name: string, schema: z.ZodType<T>) {
    this.#folder = folder;
    this.#name = name;
    this.#schema = schema;
  }

  /**
   * The stored value, or undefined when there is none. A damaged file is renamed to `<name>.damaged-<time>` (never
   * deleted) and reported to `onSetAside`; in a folder another process owns it is left where it is. One that cannot be
   * read, or not be renamed, is told to the folder's `onTrouble` and not written over as long as this object lives.
   */
  read(onSetAside: (fileName: string) => void): T | undefined {
    const text = this.#text();
    if (text === undefined) return undefined;
    try {
      return this.#schema.parse(JSON.parse(text));
    } catch {
      const aside = `${this.#name}.damaged-${Date.now()}`;
      if (this.#moveTo(aside)) onSetAside(aside);
      return undefined;
    }
  }

  /**
   * Never throws: what kept the value from the disk is given back (STATE folderInUse, diskRefused), and the folder's
   * `onTrouble` hears of a refusal once, and again when a later value is written.
   */
  write(value: T): GantryError | undefined {
    if (!this.#folder.writable) return stateError('folderInUse');
    if (this.#unreadable !== undefined) return this.#unreadable;
    const temporary = `${this.#file}.${process.pid}.tmp`;
    try {
      fs.writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
      fs.renameSync(temporary, this.#file);
    } catch (error) {
      if (!this.#lags) this.#folder.onTrouble?.({ kind: 'fileNotWritten', ...this.#facts(error) });
      this.#lags = true;
      return refused(error);
    }
    if (this.#lags) this.#folder.onTrouble?.({ kind: 'written', fileName: this.#name });
    this.#lags = false;
    return undefined;
  }

  get #file(): string {
    return path.join(this.#folder.dir, this.#name);
  }

  #text(): string | undefined {
    try {
      return fs.readFileSync(this.#file, 'utf8');
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') this.#leaveAlone(error);
      return undefined;
    }
  }

  #moveTo(aside: string): boolean {
    if (!this.#folder.writable) return true;
    try {
      fs.renameSync(this.#file, path.join(this.#folder.dir, aside));
      return true;
    } catch (error) {
      this.#leaveAlone(error);
      return false;
    }
  }

  #leaveAlone(error: unknown): void {
    this.#unreadable = refused(error);
    this.#folder.onTrouble?.({ kind: 'fileUnreadable', ...this.#facts(error) });
  }

  #facts(error: unknown): { fileName: string; code: string } {
    return { fileName: this.#name, code: codeOf(error) };
  }
}

function refused(error: unknown): GantryError {
  return stateError('diskRefused', { code: codeOf(error) });
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
