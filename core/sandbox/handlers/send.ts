import { Buffer } from 'node:buffer';
import { splitAddress } from '../../model/address.ts';
import { RETRY_PREFIX } from '../../model/names.ts';
import { PROPERTY } from '../../model/properties.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import { encodeFields, type HeaderOf } from '../../protocol/define-request.ts';
import { offsetMsgId } from '../../protocol/offset-id.ts';
import { sendBatchMessage, sendMessage, sendMessageV2 } from '../../protocol/requests/send.ts';
import { createUniqueKeyGenerator } from '../../protocol/unique-key.ts';
import { type Call, type HandlerEntry, handle } from '../dispatch/dispatcher.ts';
import { Refusal, type Reply } from '../dispatch/reply.ts';
import { CLUSTER_NAME, TOPICS_NOT_TO_SEND_TO } from '../names.ts';
import { deadLetterTopic, maxReconsumeTimesOf } from '../retry.ts';
import type { BrokerState } from '../state/broker-state.ts';
import { topicNameProblem } from '../state/topics.ts';
import { splitBatch } from '../store/batch.ts';
import { MAX_BODY_BYTES, MAX_PROPERTIES_BYTES } from '../store/limits.ts';
import { joinPropertyTexts, type PropertyMap, propertyMap, propertyText } from '../store/property-text.ts';
import type { NewMessage, StoredRecord } from '../store/stored-record.ts';

export type SendHeader = HeaderOf<typeof sendMessage>;

/** On every answer to a send, refusals included. */
export const TRACE_FIELDS = { MSG_REGION: 'DefaultRegion', TRACE_ON: 'true' } as const;
/** A handle of the broker's own that a client may not bring along. */
const POP_CK = 'POP_CK';
/** For properties the broker adds when it delays a message: REAL_TOPIC and REAL_QID. */
const DELAY_ROOM_BYTES = 170;

/** Source: SendMessageProcessor.java, AbstractSendMessageProcessor.java. */
export function sendHandlers(state: BrokerState): HandlerEntry[] {
  const newUniqueKey = createUniqueKeyGenerator({
    ip: splitAddress(state.address).host,
    pid: process.pid,
    now: () => state.host.now(),
  });
  const run = (header: SendHeader, call: Call): Reply => {
    checkSend(state, header, call);
    const properties = brokerProperties(header, newUniqueKey);
    const body = call.request.body;
    // By the field, not by the code: C++ sends batches as SEND_MESSAGE_V2.
    return header.batch
      ? sendBatch(state, header, call, properties, body)
      : sendOne(state, header, call, properties, body);
  };
  return [
    handle(sendMessage, (header, call) => run(header, call)),
    handle(sendMessageV2, (header, call) => run(header, call)),
    handle(sendBatchMessage, (header, call) => run(header, call)),
  ];
}

/** In the order of the Java broker; the topic is made on the way when it may be. */
export function checkSend(state: BrokerState, header: SendHeader, { connection, request }: Call): void {
  const { topic, queueId } = header;
  const problem = topicNameProblem(topic);
  if (problem !== undefined) throw refusal(RESPONSE.INVALID_PARAMETER, problem);
  if (TOPICS_NOT_TO_SEND_TO.has(topic))
    throw refusal(RESPONSE.NO_PERMISSION, `Sending message to topic[${topic}] is forbidden.`);
  const config = topicForSend(state, header);
  if (config === undefined)
    throw refusal(RESPONSE.TOPIC_NOT_EXIST, `topic[${topic}] not exist, apply first please!`);
  if (queueId >= Math.max(config.writeQueueNums, config.readQueueNums))
    throw refusal(
      RESPONSE.INVALID_PARAMETER,
      `request queueId[${queueId}] is illegal, ${topic} has ${config.writeQueueNums} queues Producer: ${connection.remoteAddress}`,
    );
  if (request.body.length === 0) throw refusal(RESPONSE.SYSTEM_ERROR, 'the message body is empty');
  if (request.body.length > MAX_BODY_BYTES) throw illegal();
}

function topicForSend({ topics, config }: BrokerState, header: SendHeader) {
  const { topic, defaultTopic, defaultTopicQueueNums } = header;
  const known = config.isOn('autoCreateTopicEnable')
    ? topics.forSend(topic, defaultTopic, defaultTopicQueueNums)
    : topics.get(topic);
  return known ?? (topic.startsWith(RETRY_PREFIX) ? topics.ensure(topic, 1) : undefined);
}

/** The sent properties with those the broker adds: no unique key to a batch, whose messages have their own. */
function brokerProperties(header: SendHeader, newUniqueKey: () => string): PropertyMap {
  const properties = propertyMap(header.properties ?? '');
  properties.delete(POP_CK);
  if (!header.batch && !properties.has(PROPERTY.uniqueKey))
    properties.set(PROPERTY.uniqueKey, newUniqueKey());
  properties.set(PROPERTY.cluster, CLUSTER_NAME);
  properties.set(PROPERTY.msgRegion, TRACE_FIELDS.MSG_REGION);
  properties.set(PROPERTY.traceOn, TRACE_FIELDS.TRACE_ON);
  return properties;
}

function sendOne(
  state: BrokerState,
  header: SendHeader,
  call: Call,
  properties: PropertyMap,
  body: Uint8Array,
): Reply {
  const place = placeOf(state, header, call, properties);
  const text = checkedText(propertyText(properties), DELAY_ROOM_BYTES);
  const message = { ...messageFrame(header, call), ...place, body, properties: text };
  const record = isHalf(header, properties) ? prepared(state, message) : state.delay.put(message);
  return stored(state, place.queueId, [record], properties);
}

/** Each item gets the batch's properties behind its own, a unique key among them included, as in MessageExtEncoder. */
function sendBatch(
  state: BrokerState,
  header: SendHeader,
  call: Call,
  properties: PropertyMap,
  body: Uint8Array,
): Reply {
  const { topic } = header;
  if (topic.startsWith(RETRY_PREFIX))
    throw refusal(RESPONSE.MESSAGE_ILLEGAL, `batch request does not support retry group ${topic}`);
  if (isDelayed(properties)) throw illegal();
  const queueId = queueFor(state, header);
  const batchText = propertyText(properties);
  const messages = splitBatch(body).map((item) => ({
    ...messageFrame(header, call),
    topic,
    queueId,
    flag: item.flag,
    body: item.body,
    properties: checkedText(joinPropertyTexts(item.properties, batchText), 0),
  }));
  const records = messages.map((message) => state.store.append(message));
  return stored(state, queueId, records, properties);
}

/** All but topic, queue, body and properties. */
export function messageFrame(
  header: SendHeader,
  { connection }: Call,
): Omit<NewMessage, 'topic' | 'queueId' | 'body' | 'properties'> {
  return {
    flag: header.flag,
    sysFlag: header.sysFlag,
    bornTimestamp: header.bornTimestamp,
    bornHost: connection.remoteAddress,
    reconsumeTimes: header.reconsumeTimes ?? 0,
    preparedTransactionOffset: 0,
  };
}

/**
 * Where a single message goes: as asked, or the dead letter topic for one sent to a retry topic more often than its
 * group allows, or while its group consumes in order. Source: SendMessageProcessor.handleRetryAndDLQ.
 */
function placeOf(
  state: BrokerState,
  header: SendHeader,
  { request }: Call,
  properties: PropertyMap,
): { topic: string; queueId: number } {
  const { topic } = header;
  if (topic.startsWith(RETRY_PREFIX)) {
    const group = topic.slice(RETRY_PREFIX.length);
    const max = maxReconsumeTimesOf(state, group, header.maxReconsumeTimes, request.version);
    if ((header.reconsumeTimes ?? 0) > max || state.locks.isAnyHeld(group)) {
      properties.set(PROPERTY.delayLevel, '-1');
      return { topic: deadLetterTopic(state, group), queueId: 0 };
    }
  }
  return { topic, queueId: queueFor(state, header) };
}

/** Below 0 means: pick one. */
export function queueFor({ topics }: BrokerState, { topic, queueId }: SendHeader): number {
  if (queueId >= 0) return queueId;
  return Math.floor(Math.random() * (topics.get(topic)?.writeQueueNums ?? 1));
}

function isDelayed(properties: PropertyMap): boolean {
  return Number(properties.get(PROPERTY.delayLevel) ?? 0) > 0;
}

/** Not so a transaction's message that comes again after it was consumed. Source: SendMessageProcessor.sendMessage. */
function isHalf({ reconsumeTimes = 0 }: SendHeader, properties: PropertyMap): boolean {
  return (
    properties.get(PROPERTY.transactionPrepared) === 'true' && !(reconsumeTimes > 0 && isDelayed(properties))
  );
}

function prepared(state: BrokerState, message: NewMessage): StoredRecord {
  if (state.config.isOn('rejectTransactionMessage'))
    throw refusal(
      RESPONSE.NO_PERMISSION,
      `the broker[${state.address}] sending transaction message is forbidden`,
    );
  return state.transactions.prepare(message);
}

function checkedText(text: string, roomBytes: number): string {
  if (Buffer.byteLength(text) + roomBytes > MAX_PROPERTIES_BYTES) throw illegal();
  return text;
}

function stored(
  { address }: BrokerState,
  queueId: number,
  records: readonly StoredRecord[],
  properties: PropertyMap,
): Reply {
  const reply = encodeFields(sendMessage.reply, {
    msgId: records.map(({ commitLogOffset }) => offsetMsgId(address, commitLogOffset)).join(','),
    queueId,
    queueOffset: records[0]?.queueOffset ?? 0,
    transactionId: properties.get(PROPERTY.uniqueKey),
  });
  return { extFields: { ...reply, ...TRACE_FIELDS } };
}

function refusal(code: number, remark: string): Refusal {
  return new Refusal(code, remark, TRACE_FIELDS);
}

function illegal(): Refusal {
  return refusal(
    RESPONSE.MESSAGE_ILLEGAL,
    `the message is illegal, maybe msg body or properties length not matched. msg body length limit ${MAX_BODY_BYTES}B, msg properties length limit 32KB.`,
  );
}
