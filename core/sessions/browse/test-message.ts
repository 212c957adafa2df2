import { Buffer } from 'node:buffer';
import type { Properties, ReceivedMessage } from '../../model/message.ts';
import { PROPERTY } from '../../model/properties.ts';
import { offsetMsgId } from '../../protocol/offset-id.ts';
import { propertyOf } from '../../protocol/properties-codec.ts';

interface Wanted {
  storeTimestamp?: number;
  topic?: string;
  storedTopic?: string;
  queueId?: number;
  queueOffset?: number;
  commitLogOffset?: number;
  reconsumeTimes?: number;
  body?: Uint8Array | string;
  properties?: Properties;
}

/** For tests only: a message as a broker gives it. */
export function receivedMessage(wanted: Wanted = {}): ReceivedMessage {
  const { storeTimestamp = 1, topic = 't', queueId = 0, properties = [], body = 'body' } = wanted;
  const commitLogOffset = wanted.commitLogOffset ?? storeTimestamp * 100;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return {
    queue: { topic: wanted.storedTopic ?? topic, brokerName: 'a', queueId },
    queueOffset: wanted.queueOffset ?? storeTimestamp,
    commitLogOffset,
    topic,
    body: bytes,
    storedBodyBytes: bytes.length,
    flag: 3,
    sysFlag: 0,
    bornTimestamp: storeTimestamp - 1,
    bornHost: '127.0.0.1:5000',
    storeTimestamp,
    storeHost: '127.0.0.1:10911',
    reconsumeTimes: wanted.reconsumeTimes ?? 0,
    preparedTransactionOffset: 0,
    bodyCrc: -7,
    offsetMsgId: offsetMsgId('127.0.0.1:10911', commitLogOffset),
    uniqueKey: propertyOf(properties, PROPERTY.uniqueKey),
    tag: propertyOf(properties, PROPERTY.tags),
    keys: propertyOf(properties, PROPERTY.keys),
    properties,
  };
}
