import type { CallInput } from '../../core/contract/contract.ts';
import type { SendDraft } from '../../core/contract/views.ts';
import type { OrderlyBy, OrderlyChoice } from '../../core/model/orderly.ts';
import type { SendMode } from '../../core/model/send.ts';

/** A message being written. The body is the editor's text; bytes are made from it when it is sent. */
export interface Draft {
  draftId: number;
  topic: string;
  tag: string;
  keys: string[];
  /** What stands in the keys field and is no chip yet; it is sent as a key too. */
  keyTyping: string;
  properties: DraftProperty[];
  bodyText: string;
  bodyFormat: 'json' | 'text';
  /** 0 = none; kept, though not sent, while the mode is orderly. */
  delayLevel: number;
  mode: SendMode;
  orderly: OrderlyForm;
  /** Changed since it was last sent. */
  unsent: boolean;
  /** The send whose result stands beside the form. */
  resultSendId?: number;
}

/** How an orderly send finds its queue: each way keeps what was typed for it. */
export interface OrderlyForm {
  by: OrderlyBy;
  key: string;
  number: number;
  index: number;
  retries: number;
}

const EMPTY_ORDERLY: OrderlyForm = { by: 'hash', key: '', number: 0, index: 0, retries: 0 };

export interface DraftProperty {
  /** Stable over edits; for React and focus only. */
  id: number;
  name: string;
  value: string;
}

export function emptyDraft(draftId: number): Draft {
  return {
    draftId,
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

/** A send of this run, opened again. */
export function draftFromSend(draftId: number, sent: SendDraft): Draft {
  return {
    ...emptyDraft(draftId),
    topic: sent.topic,
    tag: sent.tag,
    keys: [...sent.keys],
    properties: sent.properties.map(([name, value], index) => ({ id: index + 1, name, value })),
    bodyText: new TextDecoder().decode(sent.body),
    bodyFormat: sent.bodyFormat,
    delayLevel: sent.delayLevel,
    mode: sent.mode,
    orderly: sent.orderly === undefined ? EMPTY_ORDERLY : orderlyForm(sent.orderly),
    unsent: true,
  };
}

/** A draft as an older page may have kept it, without what has come since. */
export function restoredDraft(kept: Partial<Draft> & { draftId: number }): Draft {
  return { ...emptyDraft(kept.draftId), ...kept };
}

/** What goes to the host. Rows of the properties table that are wholly empty are not sent. */
export function toSendDraft(draft: Draft): CallInput<'message.send'>['draft'] {
  const typing = draft.keyTyping.trim();
  return {
    topic: draft.topic.trim(),
    tag: draft.tag.trim(),
    keys: typing === '' ? draft.keys : [...draft.keys, typing],
    properties: sentProperties(draft).map(({ name, value }) => [name, value]),
    body: new TextEncoder().encode(draft.bodyText),
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
