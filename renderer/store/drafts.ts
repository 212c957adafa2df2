import type { CallInput } from '../../core/contract/contract.ts';
import type { SendDraft } from '../../core/contract/views.ts';

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
  /** 0 = none. */
  delayLevel: number;
  /** Changed since it was last sent. */
  unsent: boolean;
  /** The send whose result stands beside the form. */
  resultSendId?: number;
}

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
    unsent: true,
  };
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
    delayLevel: draft.delayLevel,
  };
}

export function sentProperties(draft: Draft): DraftProperty[] {
  return draft.properties.filter(({ name, value }) => name !== '' || value !== '');
}
