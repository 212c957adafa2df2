import type { ClientInstance } from '../../client/client-instance.ts';
import { type ErrorData, GantryError } from '../../model/error.ts';
import type { ReceivedMessage } from '../../model/message.ts';
import { PROPERTY } from '../../model/properties.ts';
import type { BrokerData } from '../../model/route.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import type { Command } from '../../protocol/command.ts';
import { type EncodedRequest, encodeRequest, type HeaderOf } from '../../protocol/define-request.ts';
import { decodeMessages } from '../../protocol/message-codec.ts';
import { propertyOf } from '../../protocol/properties-codec.ts';
import { queryMessage, viewMessageById } from '../../protocol/requests/query.ts';
import { compareStored } from '../browse/merge.ts';
import { askEach, type BrokerFailure, brokersOf, invokeForReading } from '../each-broker.ts';
import { clusterInfo } from '../topics.ts';
import { readMessageId, sameId } from './message-id.ts';

/** What a broker gives at most for one key. Source: MessageStoreConfig.maxMsgsNumBatch, QueryMessageProcessor. */
const MAX_BY_KEY = 64;
const MAX_BY_UNIQUE_KEY = 32;
const TIMEOUT_MS = 3_000;

/** Store time (broker time, ms since epoch), both ends included. Default: all time. */
interface TimeWindow {
  fromMs?: number;
  toMs?: number;
}

interface Found {
  /** In the order of their store time. */
  messages: ReceivedMessage[];
  /** Brokers that gave as many as they ever give for one key: there may be more. */
  cutAt: string[];
  failures: BrokerFailure[];
}

/**
 * Messages of a topic with this key, from the index of every broker that has the topic; newest 64 of each. Indexed by
 * hash, with unique keys in the same index, so keys and topic are checked again here. A delayed message is found once it
 * is delivered. Throws NO_ROUTE, and the first error when no broker answers. Source: MQAdminImpl.queryMessage.
 */
export async function lookUpByKey(
  client: ClientInstance,
  topic: string,
  key: string,
  window: TimeWindow = {},
): Promise<Found> {
  const brokers = await brokersOf(client, topic);
  const found = await query(client, brokers, header(topic, key, MAX_BY_KEY, window));
  const wanted = found.messages.filter(
    (message) => message.queue.topic === topic && message.keys.split(/\s+/).includes(key),
  );
  return { ...found, messages: wanted };
}

/**
 * Stored copies of one message in one topic: a batch's messages share a unique key, and a send that was tried again may
 * be stored twice. `brokers` defaults to those of the topic. Throws as lookUpByKey. Source: MQAdminImpl.queryMessageByUniqKey.
 */
export async function lookUpByUniqueKey(
  client: ClientInstance,
  topic: string,
  uniqueKey: string,
  brokers?: readonly string[],
): Promise<Found> {
  const asked = brokers ?? (await brokersOf(client, topic));
  // Keys are hashed as they are written, which is in capitals by every known client.
  const spellings = new Set([uniqueKey, uniqueKey.toUpperCase()]);
  const all: Found = { messages: [], cutAt: [], failures: [] };
  for (const spelling of spellings) {
    const found = await query(client, asked, {
      ...header(topic, spelling, MAX_BY_UNIQUE_KEY, {}),
      uniqueKeyQuery: true,
    });
    all.failures = found.failures;
    all.cutAt.push(...found.cutAt);
    all.messages.push(
      ...found.messages.filter(
        (message) =>
          message.queue.topic === topic &&
          sameId(propertyOf(message.properties, PROPERTY.uniqueKey), uniqueKey),
      ),
    );
  }
  return all;
}

/** How an id was read in the end, and why not by its place when it looks like one. */
interface FoundById extends Found {
  readAs: 'uniqueKey' | 'offsetId';
  /** The id looks like a place on this broker, which is none of the cluster's: it was not dialled. */
  unknownHost?: string;
  /** That broker has no such message, or does not answer. */
  placeError?: ErrorData;
}

/**
 * Either id of a message. An id that may be a place is looked up there when the cluster has such a broker, and by unique
 * key when that finds nothing; without a topic only by place. Throws NO_ROUTE and as lookUpByUniqueKey.
 */
export async function lookUpById(client: ClientInstance, text: string, topic = ''): Promise<FoundById> {
  const reading = readMessageId(text);
  const facts: Pick<FoundById, 'unknownHost' | 'placeError'> = {};
  if (reading.kind === 'offsetId') {
    const { brokers } = await clusterInfo(client);
    const broker = brokers.find(({ addresses }) => Object.values(addresses).includes(reading.host));
    if (broker === undefined) facts.unknownHost = reading.host;
    else {
      const { message, error } = await viewAt(client, broker, reading, topic);
      if (message !== undefined) return { messages: [message], cutAt: [], failures: [], readAs: 'offsetId' };
      if (error !== undefined) facts.placeError = error;
    }
  }
  if (topic === '') return { messages: [], cutAt: [], failures: [], readAs: reading.kind, ...facts };
  return { ...(await lookUpByUniqueKey(client, topic, reading.id)), readAs: 'uniqueKey', ...facts };
}

/** The copy at this place, unless what lies there is another message's. */
async function viewAt(
  client: ClientInstance,
  { brokerName }: BrokerData,
  { id, host, commitLogOffset }: { id: string; host: string; commitLogOffset: number },
  topic: string,
): Promise<{ message?: ReceivedMessage; error?: ErrorData }> {
  const fields: HeaderOf<typeof viewMessageById> = { offset: commitLogOffset };
  if (topic !== '') fields.topic = topic;
  try {
    const { body } = await client.transport.invoke(host, encodeRequest(viewMessageById, fields), TIMEOUT_MS);
    const message = decodeMessages(body, brokerName).find(({ offsetMsgId }) => sameId(offsetMsgId, id));
    return message === undefined ? {} : { message };
  } catch (error) {
    if (!(error instanceof GantryError)) throw error;
    return { error: error.data };
  }
}

type QueryHeader = HeaderOf<typeof queryMessage>;

function header(
  topic: string,
  key: string,
  maxNum: number,
  { fromMs = 0, toMs = Number.MAX_SAFE_INTEGER }: TimeWindow,
): QueryHeader {
  return { topic, key, maxNum, beginTimestamp: fromMs, endTimestamp: toMs };
}

/** What the index gives, unchecked. */
async function query(
  client: ClientInstance,
  brokers: readonly string[],
  fields: QueryHeader,
): Promise<Found> {
  const request = encodeRequest(queryMessage, fields);
  const { answers, failures } = await askEach(brokers, async (brokerName) => {
    const { code, body } = await invokeQuery(client, brokerName, request);
    return code === RESPONSE.QUERY_NOT_FOUND ? [] : decodeMessages(body, brokerName);
  });
  return {
    messages: answers.flatMap(({ answer }) => answer).sort(compareStored),
    cutAt: answers.filter(({ answer }) => answer.length >= fields.maxNum).map(({ brokerName }) => brokerName),
    failures,
  };
}

/** Brokers 4.4 to 4.6 check the signature with `_UNIQUE_KEY_QUERY`, later ones without (see queryMessage). */
async function invokeQuery(
  client: ClientInstance,
  brokerName: string,
  request: EncodedRequest,
): Promise<Command> {
  try {
    return await invokeForReading(client, brokerName, request);
  } catch (error) {
    const badSignature =
      error instanceof GantryError &&
      error.data.code === 'AUTH' &&
      /check signature failed/i.test(error.data.remark ?? '');
    if (!badSignature || request.extFields._UNIQUE_KEY_QUERY === undefined) throw error;
    const { unsigned: _, ...signedWhole } = request;
    return await invokeForReading(client, brokerName, signedWhole);
  }
}
