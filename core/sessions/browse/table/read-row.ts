import { Buffer } from 'node:buffer';
import type { BrowseRow } from '../../../contract/browse.ts';
import type { ReceivedMessage } from '../../../model/message.ts';
import { DLQ_PREFIX, RETRY_PREFIX } from '../../../model/names.ts';
import { PROPERTY } from '../../../model/properties.ts';
import { offsetMsgId } from '../../../protocol/offset-id.ts';
import { decodeProperties } from '../../../protocol/properties-codec.ts';
import { valueIn } from './head.ts';
import { previewOf } from './preview.ts';
import type { TableMemory } from './table-memory.ts';

/** One row as the window shows it. */
export function readRow(memory: TableMemory, slot: number): BrowseRow {
  const head = memory.head(slot);
  const queue = memory.queue(slot);
  const row: BrowseRow = {
    seq: memory.number('seq', slot),
    topic: memory.word('topic', slot),
    tag: memory.word('tag', slot),
    keys: valueIn(head, PROPERTY.keys) ?? '',
    brokerName: queue.brokerName,
    queueId: queue.queueId,
    queueOffset: memory.number('queueOffset', slot),
    uniqueKey: valueIn(head, PROPERTY.uniqueKey) ?? '',
    attempt: memory.number('reconsumeTimes', slot) + 1,
    bodyBytes: memory.number('bodyBytes', slot),
    storedAtMs: memory.number('storedAt', slot),
    bornAtMs: memory.number('bornAt', slot),
    ...previewOf(memory, slot),
  };
  const firstTopic = firstTopicOf(queue.topic, head);
  if (firstTopic !== undefined) row.firstTopic = firstTopic;
  if (memory.number('keptBytes', slot) < 0) row.bodyNotKept = true;
  return row;
}

/** The whole message; an empty body where none was kept. */
export function readMessage(memory: TableMemory, slot: number): ReceivedMessage {
  const head = memory.head(slot);
  const commitLogOffset = memory.number('commitLogOffset', slot);
  const storeHost = memory.word('storeHost', slot);
  return {
    queue: memory.queue(slot),
    queueOffset: memory.number('queueOffset', slot),
    commitLogOffset,
    topic: memory.word('topic', slot),
    // A copy: the memory is used again for other rows.
    body: Uint8Array.from(memory.body(slot) ?? Buffer.alloc(0)),
    storedBodyBytes: memory.number('storedBodyBytes', slot),
    flag: memory.number('flag', slot),
    sysFlag: memory.number('sysFlag', slot),
    bornTimestamp: memory.number('bornAt', slot),
    bornHost: memory.word('bornHost', slot),
    storeTimestamp: memory.number('storedAt', slot),
    storeHost,
    reconsumeTimes: memory.number('reconsumeTimes', slot),
    preparedTransactionOffset: memory.number('preparedOffset', slot),
    bodyCrc: memory.number('bodyCrc', slot),
    offsetMsgId: offsetMsgId(storeHost, commitLogOffset),
    uniqueKey: valueIn(head, PROPERTY.uniqueKey) ?? '',
    tag: memory.word('tag', slot),
    keys: valueIn(head, PROPERTY.keys) ?? '',
    properties: decodeProperties(head),
  };
}

/** Where a retried or dead message was sent to first. Source: AbstractSendMessageProcessor.consumerSendMsgBack. */
function firstTopicOf(storedTopic: string, head: string): string | undefined {
  if (!storedTopic.startsWith(RETRY_PREFIX) && !storedTopic.startsWith(DLQ_PREFIX)) return undefined;
  return valueIn(head, PROPERTY.dlqOriginTopic) ?? valueIn(head, PROPERTY.retryTopic);
}
