import type { BrowseRow } from '../../../contract/browse.ts';
import type { TableMemory } from './table-memory.ts';

const PREVIEW_CHARACTERS = 200;
/** A character has at most four bytes. */
const PREVIEW_BYTES = PREVIEW_CHARACTERS * 4;
/** Controls that no text has: all but tabs and line ends. */
const BINARY = /[^\P{Cc}\t\n\v\f\r]/u;
const BLANKS = /\p{Cc}+/gu;
/** What a cut character may leave at the end. */
const CUT_END = /\ufffd{1,3}$/;

/** The beginning of the body as text. Whether the rest is text as well is only known once it is opened. */
export function previewOf(
  memory: TableMemory,
  slot: number,
): Pick<BrowseRow, 'preview' | 'binary' | 'previewCut'> {
  const bytes = memory.body(slot, PREVIEW_BYTES);
  const bodyBytes = memory.number('bodyBytes', slot);
  if (bytes === undefined) return { preview: '', binary: false, previewCut: bodyBytes > 0 };
  const read = bytes.toString('utf8');
  const text = bytes.length < bodyBytes ? read.replace(CUT_END, '') : read;
  if (text.includes('\ufffd') || BINARY.test(text)) return { preview: '', binary: true, previewCut: true };
  const preview = text.slice(0, PREVIEW_CHARACTERS);
  const previewCut = preview.length < text.length || bytes.length < bodyBytes;
  return { preview: preview.replace(BLANKS, ' '), binary: false, previewCut };
}
