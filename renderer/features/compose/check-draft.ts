import { isTextFormat } from '../../../core/model/body-format.ts';
import { bytesOfBody } from '../../../core/model/body-text.ts';
import { type ErrorData, inputError } from '../../../core/model/error.ts';
import { lineAndColumn } from '../../../core/model/line-and-column.ts';
import type { OutgoingMessage } from '../../../core/model/message.ts';
import { checkOrderly, checkQueueIndex } from '../../../core/model/orderly.ts';
import { checkOutgoing } from '../../../core/model/outgoing.ts';
import { parseTemplate } from '../../../core/model/template/parse.ts';
import { withStandIns } from '../../../core/model/template/stand-ins.ts';
import { errorData } from '../../bridge/window-error.ts';
import { type Draft, orderlyChoice, sentProperties, toSendDraft } from '../../store/drafts.ts';
import { findSyntaxError } from './body/syntax.ts';

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
  const sent = checkedMessage(draft);
  const errors: DraftErrors = {};
  for (const field of MESSAGE_FIELDS) {
    const part = { ...SOUND, [field]: sent[field] };
    const error =
      variableError(field, draft) ??
      (field === 'body' ? bytesError(draft) : undefined) ??
      errorOf(() => checkOutgoing(part, maxBodyBytes)) ??
      (field === 'body' ? syntaxError(draft) : undefined);
    if (error !== undefined) errors[field] = error;
  }
  const orderly = draft.mode === 'orderly' ? orderlyError(draft, queueCount) : undefined;
  const field = orderly && fieldOf(orderly);
  return field === undefined ? errors : { ...errors, [field]: orderly };
}

/** The message with something in place of each variable: what a variable becomes is checked when it is sent. */
function checkedMessage(draft: Draft): OutgoingMessage {
  const sent = toSendDraft(draft);
  if (!draft.variables) return sent;
  return {
    ...sent,
    tag: withStandIns(sent.tag),
    keys: sent.keys.map(withStandIns),
    properties: sent.properties.map(([name, value]) => [name, withStandIns(value)]),
  };
}

/** Braces around nothing known, at the field they stand in. */
function variableError(field: DraftField, draft: Draft): ErrorData | undefined {
  if (!draft.variables) return undefined;
  const { tag, keys, properties } = toSendDraft(draft);
  switch (field) {
    case 'tag':
      return invalidVariable(tag, 'tag');
    case 'keys':
      return first(keys, (key, at) => invalidVariable(key, `keys.${at}`));
    case 'properties':
      return first(properties, ([, value], at) => invalidVariable(value, `properties.${at}.value`));
    case 'body':
      return isTextFormat(draft.bodyFormat) ? invalidVariable(draft.bodyText, 'body') : undefined;
    case 'orderly.key':
      return invalidVariable(draft.orderly.key, 'orderly.key');
    default:
      return undefined;
  }
}

function invalidVariable(source: string, field: string): ErrorData | undefined {
  if (!source.includes('{{')) return undefined;
  const wrong = parseTemplate(source).find(({ kind }) => kind === 'invalid');
  return wrong && inputError(field, 'variable', { value: source.slice(wrong.from, wrong.to) }).data;
}

function first<T, Found>(
  items: readonly T[],
  find: (item: T, at: number) => Found | undefined,
): Found | undefined {
  for (const [at, item] of items.entries()) {
    const found = find(item, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

function orderlyError(draft: Draft, queueCount: number | undefined): ErrorData | undefined {
  const { by, index } = draft.orderly;
  const variable = by === 'hash' ? variableError('orderly.key', draft) : undefined;
  if (variable !== undefined) return variable;
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

/** Hex or Base64 that stands for no bytes. */
function bytesError({ bodyFormat, bodyText }: Draft): ErrorData | undefined {
  if (bodyFormat !== 'hex' && bodyFormat !== 'base64') return undefined;
  const bytes = bytesOfBody(bodyFormat, bodyText);
  if (bytes instanceof Uint8Array) return undefined;
  return inputError('body', bodyFormat, lineAndColumn(bodyText, bytes.badAt)).data;
}

/** Text that is no JSON or XML can be sent, but only as Text: the tab says what a person means. */
function syntaxError({ bodyFormat, bodyText, variables }: Draft): ErrorData | undefined {
  if (bodyFormat !== 'json' && bodyFormat !== 'xml') return undefined;
  const at = findSyntaxError(bodyFormat, bodyText, variables);
  return at === undefined ? undefined : inputError('body', bodyFormat, lineAndColumn(bodyText, at)).data;
}
