import type { TextKey } from '../../../i18n/catalogue.ts';

/** What is worth knowing about a tag that may be sent all the same. */
export function tagFact(tag: string): { text: TextKey; warns: boolean } {
  const trimmed = tag.trim();
  if (trimmed.includes('||')) return { text: 'compose.tagUnsubscribable', warns: true };
  if (/\s/.test(trimmed)) return { text: 'compose.tagSpaces', warns: true };
  if (/[^\x20-\x7e]/.test(trimmed)) return { text: 'compose.tagNonAscii', warns: true };
  return { text: 'compose.tagFact', warns: false };
}
