import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { HostClock } from '../../clock.ts';
import type { LibraryFile, LibraryView, SaveResult, Template } from '../../contract/library.ts';
import { inputError, stateError } from '../../model/error.ts';
import type { DataFolder } from '../../owned-folder.ts';
import { JsonFile } from '../json-file.ts';
import { FolderWatch } from './folder-watch.ts';
import { insideLibrary, libraryParts, messageParts } from './library-path.ts';
import { currentVersion, readFileText, writeFileText } from './read-file.ts';
import { LibraryScan, type Scanned } from './scan.ts';
import { readTemplate, writeTemplate } from './template-file.ts';
import {
  isBuiltIn,
  VARIABLE_NAME,
  VARIABLES_FILE,
  type Variables,
  writeVariables,
} from './variables-file.ts';

const FOLDER = 'library';
const TRASH = '.trash';

const stored = z.object({ schema: z.literal(1), dir: z.string().nullable() });

/** What a host with a desktop does for the library and the data folder. */
export interface Desktop {
  /** Asks the person; undefined: they chose none. */
  chooseFolder?(): Promise<string | undefined>;
  /** Moves a file or folder to the system's trash. */
  trash?(file: string): Promise<void>;
  /** Shows a folder in the system's own program for files. */
  openFolder?(dir: string): Promise<void>;
}

export interface LibraryOptions {
  folder: DataFolder;
  clock: HostClock;
  /** Instead of the folder that was chosen; for this run only. */
  dir?: string;
  desktop: Desktop;
  onSetAside(fileName: string): void;
  onChanged(revision: number): void;
}

/**
 * Message templates and variables as files in a folder: `library` in the data folder, or one that the person chose. What
 * another program changes there shows at once; what it changed since is never written over. Nothing in a file is run.
 */
export class Library {
  readonly #options: LibraryOptions;
  readonly #choice: JsonFile<z.output<typeof stored>>;
  #dir: string;
  #scan: LibraryScan;
  #watch: FolderWatch;
  #scanned: Scanned | undefined;
  #reading: Promise<void> | undefined;
  #readAgain = false;
  #shown = '';
  #revision = 1;

  constructor(options: LibraryOptions) {
    this.#options = options;
    this.#choice = new JsonFile(options.folder, 'library.json', stored);
    this.#dir = options.dir ?? this.#choice.read(options.onSetAside)?.dir ?? this.#ownDir();
    this.#scan = new LibraryScan(this.#dir);
    this.#watch = this.#newWatch();
    void this.#refresh();
  }

  /** Reads again what changed: a folder that cannot be watched is up to date as well. */
  async view(): Promise<LibraryView> {
    await this.#refresh();
    const { folder, desktop } = this.#options;
    const { folders: _folders, variablesProblem, ...scanned } = this.#scanned ?? (await this.#scan.read());
    return {
      revision: this.#revision,
      dir: this.#dir,
      chosen: this.#dir !== this.#ownDir(),
      canChoose: desktop.chooseFolder !== undefined,
      writable: folder.writable,
      ...scanned,
      ...(variablesProblem === undefined ? {} : { variablesProblem }),
    };
  }

  /** As the file of variables was last read. */
  variables(): Variables {
    return this.#scanned?.variables ?? [];
  }

  /** Throws INPUT (path) and STATE unknownId. */
  async read(libraryPath: string): Promise<LibraryFile> {
    const file = await insideLibrary(this.#dir, messageParts(libraryPath));
    const read = await readFileText(file).catch(() => {
      throw stateError('unknownId', { what: 'file', id: libraryPath });
    });
    if ('problem' in read) return { path: libraryPath, text: '', ...read };
    const found = readTemplate(read.text);
    return 'problem' in found
      ? { path: libraryPath, version: read.version, text: read.text, problem: found.problem }
      : { path: libraryPath, version: read.version, ...found };
  }

  /** Throws as read, and INPUT (file) when the file is no message. */
  async template(libraryPath: string): Promise<Template> {
    const file = await this.read(libraryPath);
    if ('draft' in file) return file;
    throw inputError('path', 'json', { line: file.problem.line ?? 1, column: 1 });
  }

  /** Writes a template unless the file is not what the writer last saw (`baseVersion`; null: there was none). */
  async save(libraryPath: string, template: Template, baseVersion: string | null): Promise<SaveResult> {
    return await this.#write(messageParts(libraryPath), writeTemplate(template), baseVersion);
  }

  /** Throws INPUT for a name that a template could not use. */
  async setVariables(variables: Variables, baseVersion: string | null): Promise<SaveResult> {
    const seen = new Set<string>();
    variables.forEach(([name], index) => {
      const field = `variables.${index}.name`;
      if (name === '') throw inputError(field, 'empty');
      if (!VARIABLE_NAME.test(name)) throw inputError(field, 'characters', { allowed: 'A-Z a-z 0-9 _ . -' });
      if (isBuiltIn(name)) throw inputError(field, 'builtIn', { value: name });
      if (seen.has(name)) throw inputError(field, 'duplicate', { value: name });
      seen.add(name);
    });
    return await this.#write([VARIABLES_FILE], writeVariables(variables), baseVersion);
  }

  async createFolder(libraryPath: string): Promise<void> {
    this.#mustBeWritable();
    const dir = await insideLibrary(this.#dir, libraryParts(libraryPath));
    if (fs.existsSync(dir)) throw inputError('path', 'exists', { value: libraryPath });
    await fs.promises.mkdir(dir, { recursive: true });
    await this.#refresh();
  }

  /** Throws INPUT exists instead of replacing anything. */
  async move(from: string, to: string): Promise<void> {
    this.#mustBeWritable();
    const source = await insideLibrary(this.#dir, libraryParts(from));
    const parts = from.endsWith('.json') ? messageParts(to) : libraryParts(to);
    const target = await insideLibrary(this.#dir, parts);
    if (`${to}/`.startsWith(`${from}/`) && to !== from) throw inputError('path', 'fileName', { value: to });
    // A name may change in case alone, which is the same file on some systems.
    if (fs.existsSync(target) && from.toLowerCase() !== to.toLowerCase())
      throw inputError('path', 'exists', { value: to });
    await fs.promises.mkdir(path.dirname(target), { recursive: true });
    await fs.promises.rename(source, target);
    await this.#refresh();
  }

  async remove(libraryPath: string): Promise<{ to: 'system' | 'folder' }> {
    this.#mustBeWritable();
    const file = await insideLibrary(this.#dir, libraryParts(libraryPath));
    const { trash } = this.#options.desktop;
    if (trash === undefined) {
      const name = `${this.#options.clock.now()}-${path.basename(file)}`;
      await fs.promises.mkdir(path.join(this.#dir, TRASH), { recursive: true });
      await fs.promises.rename(file, path.join(this.#dir, TRASH, name));
    } else {
      await trash(file);
    }
    await this.#refresh();
    return { to: trash === undefined ? 'folder' : 'system' };
  }

  search(text: string): string[] {
    return this.#scan.search(text);
  }

  /** Asks the person for a folder; undefined: they chose none. Throws STATE folderInUse. */
  async choose(): Promise<LibraryView | undefined> {
    this.#mustBeWritable();
    const dir = await this.#options.desktop.chooseFolder?.();
    if (dir === undefined) return undefined;
    this.#watch.close();
    this.#dir = dir;
    this.#choice.write({ schema: 1, dir });
    this.#scan = new LibraryScan(dir);
    this.#watch = this.#newWatch();
    return await this.view();
  }

  /** Ends when a reading that is under way has: it would watch the folders it found. */
  async close(): Promise<void> {
    await this.#reading?.catch(() => undefined);
    this.#watch.close();
  }

  #ownDir(): string {
    return path.join(this.#options.folder.dir, FOLDER);
  }

  #newWatch(): FolderWatch {
    return new FolderWatch(this.#dir, this.#options.clock, () => void this.#refresh());
  }

  #mustBeWritable(): void {
    if (!this.#options.folder.writable) throw stateError('folderInUse');
  }

  async #write(parts: string[], text: string, baseVersion: string | null): Promise<SaveResult> {
    this.#mustBeWritable();
    await fs.promises.mkdir(this.#dir, { recursive: true });
    const file = await insideLibrary(this.#dir, parts);
    const libraryPath = parts.join('/');
    const version = await currentVersion(file);
    if (version !== baseVersion) return { kind: 'conflict', path: libraryPath, version };
    await fs.promises.mkdir(path.dirname(file), { recursive: true });
    const saved = await writeFileText(file, text);
    await this.#refresh();
    return { kind: 'saved', path: libraryPath, version: saved };
  }

  /** Reads the folder now, once more when asked meanwhile; tells when anything is different. */
  #refresh(): Promise<void> {
    if (this.#reading !== undefined) this.#readAgain = true;
    this.#reading ??= this.#readUntilQuiet().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readUntilQuiet(): Promise<void> {
    do {
      this.#readAgain = false;
      if (this.#options.folder.writable && this.#dir === this.#ownDir())
        await fs.promises.mkdir(this.#dir, { recursive: true }).catch(() => undefined);
      const scanned = await this.#scan.read();
      this.#scanned = scanned;
      this.#watch.watch(scanned.folders);
    } while (this.#readAgain);
    const shown = JSON.stringify(this.#scanned);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#options.onChanged(++this.#revision);
  }
}
