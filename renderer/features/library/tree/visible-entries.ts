import type { LibraryEntry } from '../../../../core/contract/library.ts';

/** A line of the tree. */
export interface TreeLine {
  entry: LibraryEntry;
  /** From 1. */
  level: number;
}

/** What is not inside of a shut folder. */
export function treeLines(entries: readonly LibraryEntry[], shut: ReadonlySet<string>): TreeLine[] {
  const lines: TreeLine[] = [];
  let hiddenUnder: string | undefined;
  for (const entry of entries) {
    if (hiddenUnder !== undefined && entry.path.startsWith(hiddenUnder)) continue;
    hiddenUnder = undefined;
    lines.push({ entry, level: entry.path.split('/').length });
    if (entry.kind === 'folder' && shut.has(entry.path)) hiddenUnder = `${entry.path}/`;
  }
  return lines;
}

/** Messages in whose path, topic, tag or keys every word occurs, or that the host found by their body; without folders. */
export function foundLines(
  entries: readonly LibraryEntry[],
  search: string,
  foundByBody: ReadonlySet<string>,
): TreeLine[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return entries
    .filter((entry) => {
      if (entry.kind === 'folder') return false;
      const facts = entry.kind === 'message' ? [entry.topic, entry.tag, ...entry.keys] : [];
      const text = [entry.path, ...facts].join('\n').toLowerCase();
      return foundByBody.has(entry.path) || words.every((word) => text.includes(word));
    })
    .map((entry) => ({ entry, level: 1 }));
}
