import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** What may hold a secret, and what it is called in a failure. */
export type Place = [name: string, content: string | Buffer];

/** Places in which the secret stands: as text (one or two bytes a character), as hex, or within Base64. */
export function placesOf(secret: string, places: readonly Place[]): string[] {
  const needles = writtenForms(secret);
  return places.flatMap(([name, content]) => {
    const bytes = Buffer.from(content);
    return needles.some((needle) => bytes.includes(needle)) ? [name] : [];
  });
}

function writtenForms(secret: string): Buffer[] {
  const bytes = Buffer.from(secret, 'utf8');
  const texts = [
    secret,
    encodeURIComponent(secret),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
  ];
  return [
    ...[...texts, ...base64Forms(bytes)].map((text) => Buffer.from(text, 'latin1')),
    Buffer.from(secret, 'utf16le'),
  ];
}

/** One for each place in its group of three bytes; without the signs that other bytes have a part in. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const own = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** Every file below a folder, by its path there. The app may be at work in it: what is gone meanwhile is left out. */
export function filesIn(dir: string, below = ''): Place[] {
  const items = unlessGone(() => readdirSync(join(dir, below), { withFileTypes: true })) ?? [];
  return items.flatMap((item) => {
    const name = join(below, item.name);
    if (item.isDirectory()) return filesIn(dir, name);
    const content = item.isFile() ? unlessGone(() => readFileSync(join(dir, name))) : undefined;
    return content === undefined ? [] : [[name, content]];
  });
}

function unlessGone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Every string that is reachable in the page, of long ones the first 1,024 characters, and what it stored. */
export async function memoryOf(page: Page): Promise<Place[]> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  // Twice: what the first frees may have held something else.
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  return [
    ['heap', chunks.join('')],
    ['storage', stored],
    ['document', await page.content()],
  ];
}
