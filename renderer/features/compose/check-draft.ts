import type { SendDraft } from '../../../core/contract/views.ts';
import { type ErrorData, inputError } from '../../../core/model/error.ts';
import type { OutgoingMessage } from '../../../core/model/message.ts';
import { checkOutgoing } from '../../../core/model/outgoing.ts';
import { errorData } from '../../bridge/window-error.ts';
import { type Draft, sentProperties, toSendDraft } from '../../store/drafts.ts';
import { findJsonError, lineAndColumn } from './json/scan.ts';

export const DRAFT_FIELDS = ['topic', 'tag', 'keys', 'delayLevel', 'body', 'properties'] as const;
export type DraftField = (typeof DRAFT_FIELDS)[number];
export type DraftErrors = Partial<Record<DraftField, ErrorData>>;

/** A message nothing is wrong with, to look at one part at a time. */
const SOUND: OutgoingMessage = {
  topic: 't',
  body: new Uint8Array(1),
  tag: '',
  keys: [],
  delayLevel: 0,
  properties: [],
};

/** What is wrong with each field, by the engine's own rules; the host checks again. */
export function checkDraft(draft: Draft, maxBodyBytes: number): DraftErrors {
  const sent = toSendDraft(draft);
  const errors: DraftErrors = {};
  for (const field of DRAFT_FIELDS) {
    const error = partError(field, sent, maxBodyBytes) ?? (field === 'body' ? jsonError(draft) : undefined);
    if (error !== undefined) errors[field] = error;
  }
  return errors;
}

/** The form's field that an error of the host or of checkOutgoing is about, if any. */
export function fieldOf(error: ErrorData): DraftField | undefined {
  if (error.code !== 'INPUT') return undefined;
  const path = String(error.params.field).replace(/^draft\./, '');
  return DRAFT_FIELDS.find((field) => path === field || path.startsWith(`${field}.`));
}

/** Which row and which of its two inputs a properties error is about. */
export function propertyAt(
  error: ErrorData,
  draft: Draft,
): { id: number; part: 'name' | 'value' } | undefined {
  const match = /properties\.(\d+)\.(name|value)$/.exec(String(error.params.field));
  const row = match === null ? undefined : sentProperties(draft)[Number(match[1])];
  return row === undefined ? undefined : { id: row.id, part: match?.[2] === 'value' ? 'value' : 'name' };
}

function partError(field: DraftField, sent: SendDraft, maxBodyBytes: number): ErrorData | undefined {
  try {
    checkOutgoing({ ...SOUND, [field]: sent[field] }, maxBodyBytes);
    return undefined;
  } catch (error) {
    return errorData(error);
  }
}

/** Text that is no JSON can be sent, but only as Text: the tab says what a person means. */
function jsonError(draft: Draft): ErrorData | undefined {
  if (draft.bodyFormat !== 'json') return undefined;
  const at = findJsonError(draft.bodyText);
  return at === undefined ? undefined : inputError('body', 'json', lineAndColumn(draft.bodyText, at)).data;
}
