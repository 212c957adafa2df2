import type { Delivery } from '../../consumer/push-consumer.ts';
import type { MessageRow } from '../../model/consume.ts';
import { PROPERTY } from '../../model/properties.ts';

/** A row and the delivery it shows. */
export interface RowEntry {
  row: MessageRow;
  readonly delivery: Delivery;
  /** Where it stands among the settled ones; undefined while it is pinned. */
  settledAt?: number;
}

/** A delivery that just came: it waits for a seat. */
export function newEntry(seq: number, delivery: Delivery, receivedAtMs: number): RowEntry {
  const { message, isRetry, attempt } = delivery;
  const row: MessageRow = {
    seq,
    state: 'waiting',
    receivedAtMs,
    topic: message.topic,
    tag: message.tag,
    keys: message.keys,
    brokerName: message.queue.brokerName,
    queueId: message.queue.queueId,
    isRetry,
    queueOffset: message.queueOffset,
    attempt,
    bodyBytes: message.body.length,
    uniqueKey: message.uniqueKey,
  };
  if (delivery.direct) row.direct = true;
  // A kilobyte for each kept row, which has what is shown of them.
  message.forgetTexts?.();
  return { row, delivery };
}

/** What all attempts of one message share: its unique key, or the first copy's id for producers that set none. */
export function messageKey({ message }: Delivery): string {
  if (message.uniqueKey !== '') return message.uniqueKey;
  const origin = message.properties.find(([name]) => name === PROPERTY.originMessageId)?.[1];
  return origin ?? message.offsetMsgId;
}

/** The same; a row has the unique key at hand, and no text is made of its message. */
export const rowKey = ({ row, delivery }: RowEntry): string => row.uniqueKey || messageKey(delivery);
