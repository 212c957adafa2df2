import type { Delivery } from '../../consumer/push-consumer.ts';
import type { MessageRow } from '../../model/consume.ts';
import { PROPERTY } from '../../model/properties.ts';

/** A row and the delivery it shows. */
export interface RowEntry {
  row: MessageRow;
  readonly delivery: Delivery;
}

/** What all attempts of one message share: its unique key, or the first copy's id for producers that set none. */
export function messageKey({ message }: Delivery): string {
  if (message.uniqueKey !== '') return message.uniqueKey;
  const origin = message.properties.find(([name]) => name === PROPERTY.originMessageId)?.[1];
  return origin ?? message.offsetMsgId;
}
