import type { Delivery } from '../../consumer/push-consumer.ts';
import type { SendDraft } from '../../contract/views.ts';
import type { RecordedDecision, RecordedDelivery, RecordedSend } from '../../model/recording/event.ts';
import type { SendOutcome } from '../../model/send.ts';

/** When and where, as every event says it. */
export type Happened = Pick<RecordedSend, 'atMs' | 'brokerMs' | 'profileId' | 'connection'>;
export type Seen = Pick<Delivery, 'message' | 'attempt'>;

const NO_BODY = new Uint8Array();

export function sendEvent(
  happened: Happened,
  keepsBodies: boolean,
  {
    draft,
    outcome,
    sentMs,
    batch,
  }: { draft: SendDraft; outcome: SendOutcome } & Pick<RecordedSend, 'sentMs' | 'batch'>,
): RecordedSend {
  const { verbatim: _exact, ...message } = draft;
  return {
    kind: 'send',
    ...happened,
    sentMs: Math.min(happened.atMs, Math.max(0, sentMs)),
    message: keepsBodies ? message : { ...message, body: NO_BODY },
    bodyBytes: draft.body.length,
    ...(keepsBodies ? {} : { bodyKept: false }),
    batch,
    outcome,
  };
}

export function deliveryEvent(
  happened: Happened,
  keepsBodies: boolean,
  group: string | undefined,
  seen: Seen,
): RecordedDelivery {
  const { tag, properties, storeTimestamp, body } = seen.message;
  return {
    kind: 'delivery',
    ...copyFacts(happened, group, seen),
    tag,
    properties,
    storedAtMs: storeTimestamp,
    bodyBytes: body.length,
    ...(keepsBodies ? { body } : { body: NO_BODY, bodyKept: false }),
  };
}

export function decisionEvent(
  happened: Happened,
  group: string | undefined,
  seen: Seen,
  how: Pick<RecordedDecision, 'result' | 'by' | 'level' | 'error'>,
): RecordedDecision {
  const { result, by, level, error } = how;
  return { kind: 'decision', ...copyFacts(happened, group, seen), result, by, level, error };
}

function copyFacts(happened: Happened, group: string | undefined, { message, attempt }: Seen) {
  const { topic, keys, queue, queueOffset, uniqueKey } = message;
  return { ...happened, group, topic, keys, queue, queueOffset, attempt, uniqueKey };
}
