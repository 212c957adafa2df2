import { type ErrorData, inputError } from '../../../core/model/error.ts';
import type { OutgoingMessage } from '../../../core/model/message.ts';
import { checkOrderly, checkQueueIndex } from '../../../core/model/orderly.ts';
import { checkOutgoing } from '../../../core/model/outgoing.ts';
import { errorData } from '../../bridge/window-error.ts';
import { type Draft, orderlyChoice, sentProperties, toSendDraft } from '../../store/drafts.ts';
import { findJsonError, lineAndColumn } from './json/scan.ts';

const MESSAGE_FIELDS = ['topic', 'tag', 'keys', 'delayLevel', 'body', 'properties'] as const;
const ORDERLY_FIELDS = ['orderly.key', 'orderly.number', 'orderly.retries', 'queueIndex'] as const;
export const DRAFT_FIELDS = [...MESSAGE_FIELDS, ...ORDERLY_FIELDS];
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

/**
 * What is wrong with each field, by the engine's own rules; the host checks again. `queueCount` is the topic's, as far as
 * it is known.
 */
export function checkDraft(draft: Draft, maxBodyBytes: number, queueCount?: number): DraftErrors {
  const sent = toSendDraft(draft);
  const errors: DraftErrors = {};
  for (const field of MESSAGE_FIELDS) {
    const part = { ...SOUND, [field]: sent[field] };
    const error =
      errorOf(() => checkOutgoing(part, maxBodyBytes)) ?? (field === 'body' ? jsonError(draft) : undefined);
    if (error !== undefined) errors[field] = error;
  }
  const orderly = draft.mode === 'orderly' ? orderlyError(draft, queueCount) : undefined;
  const field = orderly && fieldOf(orderly);
  return field === undefined ? errors : { ...errors, [field]: orderly };
}

function orderlyError(draft: Draft, queueCount: number | undefined): ErrorData | undefined {
  const { by, index } = draft.orderly;
  return errorOf(() => {
    checkOrderly(orderlyChoice(draft.orderly));
    if (by === 'index' && queueCount !== undefined) checkQueueIndex(index, queueCount);
  });
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

function errorOf(check: () => void): ErrorData | undefined {
  try {
    check();
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
