import { z } from 'zod';
import { call } from './call-spec.ts';
import { draft } from './inputs.ts';
import { messageRef } from './message-ref.ts';
import type { SendDraft } from './views.ts';

/** Longest path inside a library, in characters. */
export const MAX_LIBRARY_PATH = 1_024;

/** Relative to the library's folder, parts separated by `/`: `Checkout/Order paid.json`. Its meaning is checked by the host. */
const path = z.string().min(1).max(MAX_LIBRARY_PATH);
/** What the writer last saw of the file; null: it must not exist yet. Another one there is a conflict. */
const baseVersion = z.string().max(64).nullable();

/** The library: message templates and named variables as files that a person may keep in git. */
export const libraryCalls = {
  'library.view': call<LibraryView>()(z.object({}).strict()),
  'library.read': call<LibraryFile>()(z.object({ path }).strict()),
  'library.save': call<SaveResult>()(z.object({ path, draft, variables: z.boolean(), baseVersion }).strict()),
  /** Saves a message from anywhere: braces in it are plain text, and its reserved properties are not part of a template. */
  'library.save.message': call<SaveResult>()(z.object({ path, ref: messageRef, baseVersion }).strict()),
  'library.folder.create': call<null>()(z.object({ path }).strict()),
  /** Renames, or moves into another folder. */
  'library.move': call<null>()(z.object({ from: path, to: path }).strict()),
  /** To the system's trash where the host has one, else into `.trash` in the library. */
  'library.remove': call<{ to: 'system' | 'folder' }>()(z.object({ path }).strict()),
  /** Paths of the templates in which the text occurs anywhere, the body included. */
  'library.search': call<string[]>()(z.object({ text: z.string().max(512) }).strict()),
  'library.variables.set': call<SaveResult>()(
    z
      .object({
        variables: z.array(z.tuple([z.string().max(100), z.string().max(32_768)])).max(1_000),
        baseVersion,
      })
      .strict(),
  ),
  /** Lets the person choose the folder in a dialog of the host; null when they chose none. */
  'library.choose': call<LibraryView | null>()(z.object({}).strict()),
};

/** What a person wrote into a file by hand and Gantry cannot read. */
export interface FileProblem {
  /** From 1; absent where no line is to blame. */
  line?: number;
  reason: FileProblemReason;
  /** The field, the size limit, or what the reader says; without words of a language where possible. */
  detail: string;
}

export const FILE_PROBLEM_REASONS = [
  'syntax', // detail: what was found there
  'field', // detail: the field that is missing or has a wrong value
  'builtIn', // detail: the name of a variable that stands for itself
  'schema', // detail: the schema number of a newer Gantry
  'base64',
  'tooLarge',
  'link', // a link that leads out of the library
  'utf8',
  'unreadable', // detail: the system's code
] as const;
export type FileProblemReason = (typeof FILE_PROBLEM_REASONS)[number];

/** One line of the tree. */
export type LibraryEntry =
  | { kind: 'folder'; path: string; name: string; messages: number }
  | {
      kind: 'message';
      path: string;
      /** Without `.json`. */
      name: string;
      topic: string;
      tag: string;
      keys: string[];
      bodyBytes: number;
      version: string;
    }
  | { kind: 'problem'; path: string; name: string; problem: FileProblem; version: string };

export interface LibraryView {
  /** Rises with every change, ours or another program's. */
  revision: number;
  dir: string;
  /** false: the folder `library` in the data folder. */
  chosen: boolean;
  /** The host has a dialog to choose a folder. */
  canChoose: boolean;
  /** false: another Gantry holds the data folder. */
  writable: boolean;
  /** Depth first, folders before files, by name. */
  entries: LibraryEntry[];
  /** Files beyond the limit are not listed. */
  cut: boolean;
  variables: [name: string, value: string][];
  /** null: there is no `variables.json`. */
  variablesVersion: string | null;
  variablesProblem?: FileProblem;
}

/** A message to be sent again and again. */
export interface Template {
  draft: SendDraft;
  /** Whether `{{...}}` in it is a variable, or plain text. */
  variables: boolean;
}

/** A file as it is now. Of one that cannot be read as a message, its text instead. */
export type LibraryFile =
  | ({ path: string; version: string } & Template)
  | { path: string; version: string; problem: FileProblem; text: string };

/** Not saved: the file is not what the writer last saw. `version` null: it is gone. */
export type SaveResult =
  | { kind: 'saved'; path: string; version: string }
  | { kind: 'conflict'; path: string; version: string | null };

export interface LibraryChanged {
  revision: number;
}
