import { PROPERTY } from '../../model/properties.ts';
import { TRANSACTION, TRANSACTION_BITS } from '../../protocol/requests/transaction.ts';
import { HALF_GIVEN_UP_TOPIC, HALF_TOPIC } from '../names.ts';
import { propertyMap, propertyText } from '../store/property-text.ts';
import { messageOf, type NewMessage, type StoredRecord } from '../store/stored-record.ts';

const TRANSACTION_ID = '__transactionId__';
const CHECK_TIMES = 'TRANSACTION_CHECK_TIMES';
const IMMUNITY_SECONDS = 'CHECK_IMMUNITY_TIME_IN_SECONDS';
const PREPARED_QUEUE_OFFSET = 'TRAN_PREPARED_QUEUE_OFFSET';

/** A message of a transaction as it waits. Source: TransactionalMessageBridge.parseHalfMessageInner. */
export function halfOf(message: NewMessage): NewMessage {
  const properties = propertyMap(message.properties);
  const uniqueKey = properties.get(PROPERTY.uniqueKey);
  if (uniqueKey !== undefined) properties.set(TRANSACTION_ID, uniqueKey);
  properties.set(PROPERTY.realTopic, message.topic);
  properties.set(PROPERTY.realQueueId, String(message.queueId));
  return {
    ...message,
    topic: HALF_TOPIC,
    queueId: 0,
    sysFlag: message.sysFlag & ~TRANSACTION_BITS,
    properties: propertyText(properties),
  };
}

/** The message of a half one where it was sent to. */
export function realMessageOf(half: StoredRecord): NewMessage {
  const message = messageOf(half);
  const properties = propertyMap(message.properties);
  return {
    ...message,
    topic: properties.get(PROPERTY.realTopic) ?? message.topic,
    queueId: Number(properties.get(PROPERTY.realQueueId) ?? 0),
  };
}

/** As it is stored once its producer says so; all its properties stay. Source: EndTransactionProcessor.endMessageTransaction. */
export function committedOf(half: StoredRecord): NewMessage {
  const message = realMessageOf(half);
  return {
    ...message,
    sysFlag: message.sysFlag | TRANSACTION.commit,
    preparedTransactionOffset: half.commitLogOffset,
  };
}

/** As it waits on, looked at once more. `early`: without a question, so its first place has to be remembered. */
export function lookedAt(half: StoredRecord, early: boolean): NewMessage {
  const message = messageOf(half);
  const properties = propertyMap(message.properties);
  properties.set(CHECK_TIMES, String(checkTimesOf(half) + 1));
  if (early && !properties.has(PREPARED_QUEUE_OFFSET))
    properties.set(PREPARED_QUEUE_OFFSET, String(half.queueOffset));
  return { ...message, properties: propertyText(properties) };
}

export const givenUp = (half: StoredRecord): NewMessage => ({
  ...messageOf(half),
  topic: HALF_GIVEN_UP_TOPIC,
});

export function checkTimesOf(half: StoredRecord): number {
  return Number(propertyOf(half, CHECK_TIMES) ?? 0);
}

export function producerGroupOf(half: StoredRecord): string {
  return propertyOf(half, PROPERTY.producerGroup) ?? '';
}

/** Broker milliseconds that the message itself asks to be left alone for. Source: TransactionalMessageServiceImpl.getImmunityTime. */
export function immunityMsOf(half: StoredRecord, otherwiseMs: number): number | undefined {
  const text = propertyOf(half, IMMUNITY_SECONDS);
  if (text === undefined) return undefined;
  return /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : otherwiseMs;
}

/** Where it stood on the half topic when its producer was told, or stands. */
export function firstQueueOffsetOf(half: StoredRecord): number {
  return Number(propertyOf(half, PREPARED_QUEUE_OFFSET) ?? half.queueOffset);
}

function propertyOf(half: StoredRecord, name: string): string | undefined {
  return propertyMap(messageOf(half).properties).get(name);
}
