import fs from 'node:fs';
import path from 'node:path';
import { inputError } from '../../model/error.ts';

const MAX_PART = 120;
const MAX_DEPTH = 12;

/** What Windows does not take in a name, and control characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BAD_CHARACTER = /[\u0000-\u001f\u007f<>:"|?*\\]/;
const WINDOWS_DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;

/**
 * The parts of a path inside a library. Throws INPUT (path: empty, tooLong, fileName) for one that could lead anywhere
 * else, or that another system could not check out: `..`, absolute, hidden, a device's name.
 */
export function libraryParts(libraryPath: string): string[] {
  const parts = libraryPath.split('/');
  if (parts.length > MAX_DEPTH) throw inputError('path', 'tooLong', { max: MAX_DEPTH });
  for (const part of parts) {
    if (part === '') throw inputError('path', 'empty');
    if (part.length > MAX_PART) throw inputError('path', 'tooLong', { max: MAX_PART });
    if (BAD_CHARACTER.test(part) || /^\.|[. ]$/.test(part) || WINDOWS_DEVICE.test(part))
      throw inputError('path', 'fileName', { value: part });
  }
  return parts;
}

/** As libraryParts, for the file of a message: `.json` is part of its path. */
export function messageParts(libraryPath: string): string[] {
  const parts = libraryParts(libraryPath);
  if (!/.\.json$/.test(libraryPath)) throw inputError('path', 'fileName', { value: libraryPath });
  return parts;
}

/**
 * Where a path of the library lies on disk. No folder on the way may be a link, nor the thing itself: links lead out.
 * Throws INPUT (path, link) when one is.
 */
export async function insideLibrary(dir: string, parts: string[]): Promise<string> {
  let at = dir;
  for (const part of parts) {
    at = path.join(at, part);
    const stat = await fs.promises.lstat(at).catch(() => undefined);
    if (stat?.isSymbolicLink()) throw inputError('path', 'link', { value: parts.join('/') });
  }
  return at;
}
