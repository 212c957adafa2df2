import { createHash } from 'node:crypto';
import fs from 'node:fs';
import type { FileProblem } from '../../contract/library.ts';

/** A body at its largest in Base64, and room for the rest. */
const MAX_FILE_BYTES = 24 * 1024 * 1024;

/** A file's text with what tells it from an earlier or later one. */
export interface FileText {
  text: string;
  version: string;
}

/** Throws what the system says when there is no such file. */
export async function readFileText(
  file: string,
): Promise<FileText | { problem: FileProblem; version: string }> {
  const { size } = await fs.promises.stat(file);
  if (size > MAX_FILE_BYTES)
    return { problem: { reason: 'tooLarge', detail: String(MAX_FILE_BYTES) }, version: `size-${size}` };
  const bytes = await fs.promises.readFile(file);
  const version = versionOf(bytes);
  try {
    // Without the byte order mark that some editors write.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), version };
  } catch {
    return { problem: { reason: 'utf8', detail: '' }, version };
  }
}

export function versionOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

/** Of the file as it is now; null when there is none. */
export async function currentVersion(file: string): Promise<string | null> {
  try {
    return (await readFileText(file)).version;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Written whole to a temporary name and renamed into place. */
export async function writeFileText(file: string, text: string): Promise<string> {
  const temporary = `${file}.${process.pid}.tmp`;
  await fs.promises.writeFile(temporary, text);
  await fs.promises.rename(temporary, file);
  return versionOf(text);
}
