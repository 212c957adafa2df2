import fs from 'node:fs';
import path from 'node:path';
import type { FileProblem, LibraryEntry } from '../../contract/library.ts';
import { readFileText } from './read-file.ts';
import { readTemplate } from './template-file.ts';
import { readVariables, VARIABLES_FILE, type Variables } from './variables-file.ts';

const MAX_FILES = 5_000;
const MAX_DEPTH = 12;
/** Searched of each file: enough for any body a person would look for by its text. */
const SEARCHED_CHARACTERS = 64 * 1024;

export interface Scanned {
  entries: LibraryEntry[];
  cut: boolean;
  /** Folders that were read; relative, '' for the library's own. */
  folders: string[];
  variables: Variables;
  variablesVersion: string | null;
  variablesProblem: FileProblem | undefined;
}

interface Known {
  stamp: string;
  entry: LibraryEntry;
  searched: string;
}

/** Reads a library's folder; a file that did not change since the last time is not read again. */
export class LibraryScan {
  readonly #dir: string;
  #known = new Map<string, Known>();

  constructor(dir: string) {
    this.#dir = dir;
  }

  async read(): Promise<Scanned> {
    const known = this.#known;
    this.#known = new Map();
    const entries: LibraryEntry[] = [];
    const folders: string[] = [];
    let files = 0;
    const visit = async (folder: string, depth: number): Promise<number> => {
      folders.push(folder);
      const listed = await fs.promises
        .readdir(path.join(this.#dir, folder), { withFileTypes: true })
        .catch(() => []);
      const shown = listed.filter(({ name }) => !name.startsWith('.')).sort(foldersFirst);
      let messages = 0;
      for (const item of shown) {
        const itemPath = folder === '' ? item.name : `${folder}/${item.name}`;
        if (item.isDirectory()) {
          const entry = { kind: 'folder' as const, path: itemPath, name: item.name, messages: 0 };
          entries.push(entry);
          if (depth < MAX_DEPTH) entry.messages = await visit(itemPath, depth + 1);
          messages += entry.messages;
        } else if (isTemplate(itemPath)) {
          files++;
          if (files > MAX_FILES) continue;
          entries.push(
            item.isSymbolicLink() ? linkEntry(itemPath) : await this.#file(itemPath, known.get(itemPath)),
          );
          messages++;
        }
      }
      return messages;
    };
    await visit('', 1);
    return { entries, cut: files > MAX_FILES, folders, ...(await this.#variables()) };
  }

  /** Paths of the templates in which the text occurs, in any case. */
  search(text: string): string[] {
    const wanted = text.toLowerCase();
    return [...this.#known].filter(([, { searched }]) => searched.includes(wanted)).map(([found]) => found);
  }

  async #file(filePath: string, before: Known | undefined): Promise<LibraryEntry> {
    const file = path.join(this.#dir, filePath);
    try {
      const { mtimeMs, size, ino } = await fs.promises.stat(file);
      const stamp = `${mtimeMs} ${size} ${ino}`;
      const known = before?.stamp === stamp ? before : { stamp, ...(await readEntry(file, filePath)) };
      this.#known.set(filePath, known);
      return known.entry;
    } catch (error) {
      const detail = (error as NodeJS.ErrnoException).code ?? '';
      return problemEntry(filePath, { reason: 'unreadable', detail }, '');
    }
  }

  async #variables() {
    const none = { variables: [] as Variables, variablesVersion: null, variablesProblem: undefined };
    const file = path.join(this.#dir, VARIABLES_FILE);
    const stat = await fs.promises.lstat(file).catch(() => undefined);
    if (stat === undefined) return none;
    if (stat.isSymbolicLink()) return { ...none, variablesProblem: LINK };
    const read = await readFileText(file).catch(() => undefined);
    if (read === undefined) return none;
    const found = 'problem' in read ? read : readVariables(read.text);
    return 'problem' in found
      ? { ...none, variablesVersion: read.version, variablesProblem: found.problem }
      : { variables: found.variables, variablesVersion: read.version, variablesProblem: undefined };
  }
}

const LINK: FileProblem = { reason: 'link', detail: '' };
const linkEntry = (filePath: string): LibraryEntry => problemEntry(filePath, LINK, '');

const isTemplate = (filePath: string): boolean => filePath.endsWith('.json') && filePath !== VARIABLES_FILE;

function foldersFirst(a: fs.Dirent, b: fs.Dirent): number {
  return Number(b.isDirectory()) - Number(a.isDirectory()) || (a.name < b.name ? -1 : 1);
}

async function readEntry(file: string, filePath: string): Promise<{ entry: LibraryEntry; searched: string }> {
  const read = await readFileText(file);
  const searched =
    `${filePath}\n${'text' in read ? read.text.slice(0, SEARCHED_CHARACTERS) : ''}`.toLowerCase();
  const found = 'problem' in read ? read : readTemplate(read.text);
  if ('problem' in found) return { entry: problemEntry(filePath, found.problem, read.version), searched };
  const { topic, tag, keys, body } = found.draft;
  const entry: LibraryEntry = {
    kind: 'message',
    path: filePath,
    name: nameOf(filePath),
    topic,
    tag,
    keys,
    bodyBytes: body.length,
    version: read.version,
  };
  return { entry, searched };
}

function problemEntry(filePath: string, problem: FileProblem, version: string): LibraryEntry {
  return { kind: 'problem', path: filePath, name: nameOf(filePath), problem, version };
}

const nameOf = (filePath: string): string => path.posix.basename(filePath, '.json');
