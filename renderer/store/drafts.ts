import type { DraftForm, RepeatForm } from '../../core/contract/compose.ts';
import type { SendVariables } from '../../core/contract/inputs.ts';
import type { SendDraft } from '../../core/contract/views.ts';
import { isTextFormat } from '../../core/model/body-format.ts';
import { bytesOfBody, textOfBody } from '../../core/model/body-text.ts';
import type { OrderlyChoice } from '../../core/model/orderly.ts';
import { hasVariables } from '../../core/model/template/parse.ts';

/** A message being written: what its form keeps, by a number that is this window's own. */
export interface Draft extends Omit<DraftForm, 'properties' | 'unsent'> {
  draftId: number;
  properties: DraftProperty[];
  /** Changed since it was last sent. */
  unsent: boolean;
  /** The send whose result stands beside the form. */
  resultSendId?: number;
  /** The run whose progress stands there, instead of one send. */
  runId?: number;
}

/** How an orderly send finds its queue: each way keeps what was typed for it. */
export type OrderlyForm = DraftForm['orderly'];

const EMPTY_ORDERLY: OrderlyForm = { by: 'hash', key: '', number: 0, index: 0, retries: 0 };

/** Sent once, by itself. */
const ONCE: RepeatForm = { count: 1, everyMs: 0, stopOnFailure: true, batch: false };

export interface DraftProperty {
  /** Stable over edits; for React and focus only. */
  id: number;
  name: string;
  value: string;
}

export function emptyDraft(draftId: number): Draft {
  return {
    draftId,
    draftKey: newKey(),
    topic: '',
    tag: '',
    keys: [],
    keyTyping: '',
    properties: [],
    bodyText: '',
    bodyFormat: 'json',
    delayLevel: 0,
    mode: 'sync',
    orderly: EMPTY_ORDERLY,
    variables: true,
    nextSeq: 1,
    repeat: ONCE,
    unsent: false,
  };
}

/** The first message of a first run: realistic enough to be worth holding. */
export function sampleDraft(draftId: number, now: Date): Draft {
  const body = {
    orderId: 'ORD-20931',
    event: 'PAID',
    paidAt: now.toISOString(),
    amount: { value: 249.9, currency: 'CNY' },
    items: [{ sku: 'SKU-114', qty: 2 }],
  };
  return {
    ...emptyDraft(draftId),
    topic: 'order-events',
    tag: 'paid',
    keys: ['ORD-20931'],
    properties: [{ id: 1, name: 'source', value: 'gantry' }],
    bodyText: JSON.stringify(body, null, 2),
    unsent: true,
  };
}

/** A message that exists already, as a draft: braces in it are plain text, and bytes that are no text stand as hex. */
export function draftFromSend(draftId: number, sent: SendDraft): Draft {
  const text = textOfBody(sent.bodyFormat, sent.body);
  const draft: Draft = {
    ...emptyDraft(draftId),
    topic: sent.topic,
    tag: sent.tag,
    keys: [...sent.keys],
    properties: propertyRows(sent.properties),
    bodyText: text ?? textOfBody('hex', sent.body) ?? '',
    bodyFormat: text === undefined ? 'hex' : sent.bodyFormat,
    delayLevel: sent.delayLevel,
    mode: sent.mode,
    orderly: sent.orderly === undefined ? EMPTY_ORDERLY : orderlyForm(sent.orderly),
    unsent: true,
  };
  return { ...draft, variables: !templateTexts(draft).some(hasVariables) };
}

/** A draft that the host kept. */
export function draftFromForm(draftId: number, { properties, ...form }: DraftForm): Draft {
  return { ...form, draftId, properties: propertyRows(properties) };
}

/** What the host keeps of it. */
export function draftForm({
  draftId: _id,
  resultSendId: _sendId,
  runId: _runId,
  properties,
  ...form
}: Draft): DraftForm {
  return { ...form, properties: properties.map(({ name, value }) => [name, value]) };
}

/** Nothing was written into it: there is nothing to keep. */
export function isBlank(draft: Draft): boolean {
  const { bodyText, tag, keys, keyTyping, properties } = draft;
  return [bodyText, tag, keyTyping].every((text) => text === '') && keys.length + properties.length === 0;
}

/** Every text in which variables may stand. */
export function templateTexts(draft: Draft): string[] {
  const { tag, keyTyping, keys, properties, mode, orderly, bodyText, bodyFormat } = draft;
  return [
    tag,
    keyTyping,
    ...keys,
    ...properties.map(({ value }) => value),
    ...(mode === 'orderly' && orderly.by === 'hash' ? [orderly.key] : []),
    ...(isTextFormat(bodyFormat) ? [bodyText] : []),
  ];
}

/** A draft as an older page may have kept it, without what has come since. */
export function restoredDraft(kept: Partial<Draft> & { draftId: number }): Draft {
  return { ...emptyDraft(kept.draftId), ...kept };
}

/** The body's bytes; undefined while what was typed stands for none. */
export function draftBody({ bodyFormat, bodyText }: Draft): Uint8Array<ArrayBuffer> | undefined {
  const bytes = bytesOfBody(bodyFormat, bodyText);
  return bytes instanceof Uint8Array ? bytes : undefined;
}

/** What `{{...}}` in it stands for; undefined where it stands for itself. */
export function sendVariables({ variables, nextSeq, draftKey }: Draft): SendVariables | undefined {
  return variables ? { seq: nextSeq, scope: draftKey } : undefined;
}

/** What goes to the host. Rows of the properties table that are wholly empty are not sent. */
export function toSendDraft(draft: Draft): SendDraft & { body: Uint8Array<ArrayBuffer> } {
  const typing = draft.keyTyping.trim();
  return {
    topic: draft.topic.trim(),
    tag: draft.tag.trim(),
    keys: typing === '' ? draft.keys : [...draft.keys, typing],
    properties: sentProperties(draft).map(({ name, value }) => [name, value]),
    body: draftBody(draft) ?? new Uint8Array(),
    bodyFormat: draft.bodyFormat,
    delayLevel: sentDelayLevel(draft),
    mode: draft.mode,
    ...(draft.mode === 'orderly' ? { orderly: orderlyChoice(draft.orderly) } : {}),
  };
}

/** A delayed message cannot keep its queue order: an orderly one is sent without. */
export function sentDelayLevel({ mode, delayLevel }: Draft): number {
  return mode === 'orderly' ? 0 : delayLevel;
}

export function orderlyChoice({ by, key, number, index, retries }: OrderlyForm): OrderlyChoice {
  if (by === 'hash') return { by, key: key.trim(), retries };
  return { by, number: by === 'index' ? index : number, retries };
}

function orderlyForm({ by, key = '', number = 0, retries }: OrderlyChoice): OrderlyForm {
  return { ...EMPTY_ORDERLY, by, key, [by === 'index' ? 'index' : 'number']: number, retries };
}

export function sentProperties(draft: Draft): DraftProperty[] {
  return draft.properties.filter(({ name, value }) => name !== '' || value !== '');
}

const propertyRows = (pairs: readonly [name: string, value: string][]): DraftProperty[] =>
  pairs.map(([name, value], index) => ({ id: index + 1, name, value }));

/** Random enough that two windows never meet. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
