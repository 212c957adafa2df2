import type { BodyFormat } from '../../../../core/model/body-format.ts';
import { textOfBody } from '../../../../core/model/body-text.ts';
import type { TextKey } from '../../../i18n/catalogue.ts';
import { type Draft, draftBody } from '../../../store/drafts.ts';

type Switched = { patch: Partial<Draft> } | { refused: TextKey };

/** The same bytes in another format, or why that cannot be. Text of any kind stays character for character. */
export function switchFormat(draft: Draft, to: Exclude<BodyFormat, 'file'>): Switched {
  const bytes = draftBody(draft);
  if (bytes === undefined) return { refused: 'compose.switchUnread' };
  const bodyText = textOfBody(to, bytes);
  if (bodyText === undefined) return { refused: 'compose.switchNoText' };
  return { patch: { bodyFormat: to, bodyText, fileName: undefined } };
}
