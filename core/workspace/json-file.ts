import fs from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import type { DataFolder } from '../owned-folder.ts';

/** One JSON document in the data folder, checked by a schema when read, written whole and renamed into place. */
export class JsonFile<T> {
  readonly #folder: DataFolder;
  readonly #name: string;
  readonly #schema: z.ZodType<T>;

  constructor(folder: DataFolder, name: string, schema: z.ZodType<T>) {
    this.#folder = folder;
    this.#name = name;
    this.#schema = schema;
  }

  /**
   * The stored value, or undefined when there is none. A damaged file is renamed to `<name>.damaged-<time>` (never
   * deleted) and reported to `onSetAside`; in a folder another process owns it is left where it is.
   */
  read(onSetAside: (fileName: string) => void): T | undefined {
    const file = path.join(this.#folder.dir, this.#name);
    let text: string;
    try {
      text = fs.readFileSync(file, 'utf8');
    } catch {
      return undefined;
    }
    try {
      return this.#schema.parse(JSON.parse(text));
    } catch {
      const aside = `${this.#name}.damaged-${Date.now()}`;
      if (this.#folder.writable) fs.renameSync(file, path.join(this.#folder.dir, aside));
      onSetAside(aside);
      return undefined;
    }
  }

  /** Does nothing in a folder that another process owns. */
  write(value: T): void {
    if (!this.#folder.writable) return;
    const file = path.join(this.#folder.dir, this.#name);
    const temporary = `${file}.${process.pid}.tmp`;
    fs.writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
    fs.renameSync(temporary, file);
  }
}
