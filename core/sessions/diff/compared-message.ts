import type { DiffField, DiffSide, DiffSideRef } from '../../contract/diff.ts';
import type { Template } from '../../contract/library.ts';
import type { SendDraft, SentRecord } from '../../contract/views.ts';
import type { StoredDetail } from '../../model/message-detail.ts';
import { PROPERTY } from '../../model/properties.ts';

/** What is behind a reference: a message as a broker stored it, as it was sent, or as somebody wrote it. */
export type FoundMessage =
  | { kind: 'consumer' | 'browse'; detail: StoredDetail }
  | { kind: 'sent'; record: SentRecord; draft: SendDraft }
  | ({ kind: 'template'; path: string } & Template)
  | { kind: 'draft'; draft: SendDraft };

type Fact = [group: DiffField['group'], name: string, value: string | undefined];

/** Properties that stand among the fields. */
const AS_FIELDS: ReadonlySet<string> = new Set([PROPERTY.tags, PROPERTY.keys, PROPERTY.delayLevel]);

export function bodyOf(message: FoundMessage): Uint8Array {
  return 'detail' in message ? message.detail.body : message.draft.body;
}

export function sideOf(message: FoundMessage, body: DiffSide['body']): DiffSide {
  return {
    kind: message.kind satisfies DiffSideRef['kind'],
    title: titleOf(message),
    topic: 'detail' in message ? message.detail.row.topic : message.draft.topic,
    place: placeOf(message),
    bodyBytes: bodyOf(message).length,
    body,
  };
}

/** Every fact of either, in a fixed order: fields, then properties as the left one has them, then timings. */
export function compareFields(left: FoundMessage, right: FoundMessage): DiffField[] {
  const facts = { left: factsOf(left), right: factsOf(right) };
  const fields = new Map<string, DiffField>();
  for (const side of ['left', 'right'] as const) {
    const seen = new Map<string, number>();
    for (const [group, name, value] of facts[side]) {
      if (value === undefined) continue;
      // A name may repeat on the wire: the second one is compared with the second one.
      const nth = seen.get(`${group} ${name}`) ?? 0;
      seen.set(`${group} ${name}`, nth + 1);
      const key = `${group} ${nth} ${name}`;
      const field = fields.get(key) ?? { group, name, differs: false };
      field[side] = value;
      fields.set(key, field);
    }
  }
  const order: DiffField['group'][] = ['field', 'property', 'timing'];
  return [...fields.values()]
    .map((field) => ({ ...field, differs: field.left !== field.right }))
    .sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
}

export function titleOf(message: FoundMessage): string {
  if ('detail' in message) return message.detail.row.keys || message.detail.row.uniqueKey;
  if (message.kind === 'template') return message.path.replace(/\.json$/, '');
  return message.draft.keys.join(' ') || message.draft.topic;
}

/** Where it is stored: `broker-a q0 @1`; '' where it is not, or nobody knows. */
export function placeOf(message: FoundMessage): string {
  if ('detail' in message) {
    const { storedTopic, row } = message.detail;
    return `${storedTopic} q${row.queueId} @${row.queueOffset}`;
  }
  if (message.kind === 'template') return message.path;
  if (message.kind === 'draft' || message.record.outcome.kind !== 'stored') return '';
  const { queue, queueOffset } = message.record.outcome.receipt;
  // A delayed one is stored elsewhere first: its offset is not one of the topic.
  return message.record.delayLevel > 0 ? '' : `${queue.topic} q${queue.queueId} @${queueOffset}`;
}

function factsOf(message: FoundMessage): Fact[] {
  return 'detail' in message ? storedFacts(message.detail) : draftFacts(message);
}

function storedFacts(detail: StoredDetail): Fact[] {
  const { row, properties } = detail;
  return [
    ['field', 'topic', row.topic],
    ['field', 'tag', row.tag],
    ['field', 'keys', row.keys],
    ['field', 'delayLevel', properties.find(([name]) => name === PROPERTY.delayLevel)?.[1] ?? '0'],
    ['field', 'queue', `${row.brokerName} q${row.queueId}`],
    ['field', 'offset', String(row.queueOffset)],
    ['field', 'messageId', row.uniqueKey],
    ['field', 'offsetId', detail.offsetMsgId],
    ['field', 'attempt', String(row.attempt)],
    ['field', 'sysFlag', String(detail.sysFlag)],
    ['field', 'bornHost', detail.bornHost],
    ['field', 'storeHost', detail.storeHost],
    ...properties
      .filter(([name]) => !AS_FIELDS.has(name))
      .map(([name, value]): Fact => ['property', name, value]),
    ['timing', 'born', String(detail.bornTimestamp)],
    ['timing', 'stored', String(detail.storeTimestamp)],
  ];
}

function draftFacts(message: Exclude<FoundMessage, { detail: StoredDetail }>): Fact[] {
  const { draft } = message;
  const sent = message.kind === 'sent' ? message.record : undefined;
  return [
    ['field', 'topic', draft.topic],
    ['field', 'tag', draft.tag],
    ['field', 'keys', draft.keys.join(' ')],
    ['field', 'delayLevel', String(draft.delayLevel)],
    ...(sent === undefined ? [] : receiptFacts(sent)),
    ...draft.properties.map(([name, value]): Fact => ['property', name, value]),
    ['timing', 'sent', sent === undefined ? undefined : String(sent.sentAtMs)],
  ];
}

function receiptFacts({ outcome, delayLevel }: SentRecord): Fact[] {
  if (outcome.kind !== 'stored')
    return [['field', 'messageId', 'msgId' in outcome ? outcome.msgId : undefined]];
  const { queue, queueOffset, msgId, offsetMsgId } = outcome.receipt;
  return [
    ['field', 'queue', `${queue.brokerName} q${queue.queueId}`],
    ['field', delayLevel > 0 ? 'scheduleOffset' : 'offset', String(queueOffset)],
    ['field', 'messageId', msgId],
    ['field', 'offsetId', offsetMsgId],
  ];
}
