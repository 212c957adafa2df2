import type { ReceivedMessage } from '../model/message.ts';
import type { MessageFacts, StoredDetail } from '../model/message-detail.ts';

/** A stored message with its row, as the inspector reads it. */
export function storedDetail<Row extends MessageFacts>(
  row: Row,
  message: ReceivedMessage,
): StoredDetail<Row> {
  return {
    row,
    body: message.body,
    properties: message.properties,
    bornTimestamp: message.bornTimestamp,
    bornHost: message.bornHost,
    storeTimestamp: message.storeTimestamp,
    storeHost: message.storeHost,
    offsetMsgId: message.offsetMsgId,
    commitLogOffset: message.commitLogOffset,
    sysFlag: message.sysFlag,
    flag: message.flag,
    bodyCrc: message.bodyCrc,
    preparedTransactionOffset: message.preparedTransactionOffset,
    reconsumeTimes: message.reconsumeTimes,
    storedBodyBytes: message.storedBodyBytes,
    storedTopic: message.queue.topic,
  };
}

/** What a row says of a stored message. */
export function factsOf(message: ReceivedMessage): MessageFacts {
  const { topic, tag, keys, queue, queueOffset, uniqueKey, reconsumeTimes, body } = message;
  return {
    topic,
    tag,
    keys,
    brokerName: queue.brokerName,
    queueId: queue.queueId,
    queueOffset,
    uniqueKey,
    attempt: reconsumeTimes + 1,
    bodyBytes: body.length,
  };
}
