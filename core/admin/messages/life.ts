import type { ClientInstance } from '../../client/client-instance.ts';
import { type ErrorData, GantryError } from '../../model/error.ts';
import type { ReceivedMessage } from '../../model/message.ts';
import { DLQ_PREFIX, dlqTopic, RETRY_PREFIX, retryTopic, SCHEDULE_TOPIC } from '../../model/names.ts';
import { PROPERTY } from '../../model/properties.ts';
import { propertyOf } from '../../protocol/properties-codec.ts';
import { compareStored } from '../browse/merge.ts';
import { brokersOf, eachLimited } from '../each-broker.ts';
import { groupsOfTopic } from '../group/groups-of-topic.ts';
import { lookUpByUniqueKey } from './look-up.ts';

/** Source: TopicValidator.java. */
const TIMER_TOPIC = 'rmq_sys_wheel_timer';
const HALF_TOPIC = 'RMQ_SYS_TRANS_HALF_TOPIC';

/**
 * Where a copy lies. `scheduled`: waiting for a delay level, a person's own or that of a retry. `timer`: waiting for a
 * timer of 5.x. `half`: a transaction not yet decided. The last three stay stored after their message was delivered.
 */
type CopyPlace = 'topic' | 'retry' | 'deadLetter' | 'scheduled' | 'timer' | 'half';

interface MessageCopy {
  place: CopyPlace;
  message: ReceivedMessage;
  /** Of retry and deadLetter, and of a scheduled copy that goes to one of them. */
  group?: string;
  /** Where a copy that waits is delivered to. */
  goesTo?: string;
  /** Deliveries to its group up to this copy: reconsumeTimes + 1. */
  attempt: number;
}

interface MessageLife {
  /** In the order of their store time. */
  copies: MessageCopy[];
  /** Groups whose retry and dead letter topics were searched. */
  groups: string[];
  /**
   * What could not be searched: there may be copies. Without `brokerName` nothing of the topic could be; without `topic`
   * a broker did not tell the topic's groups.
   */
  unread: { topic?: string; brokerName?: string; error: ErrorData }[];
  /** Topics whose brokers gave as many copies as they ever give: there may be more. */
  cut: string[];
}

/**
 * Every stored copy of one message: of its topic, its delay, and the retries and dead letters of the topic's groups. All
 * of them keep its unique key, and brokers index internal topics like any other, so each is one look-up in an index. It
 * finds what is still in the commit log, of brokers with an index; a consumer that keeps a message to itself leaves no
 * copy. Groups are those the brokers of the topic know, and those that scheduled copies are meant for. Throws NO_ROUTE,
 * and the first error when the topic itself cannot be searched.
 */
export async function readLife(
  client: ClientInstance,
  topic: string,
  uniqueKey: string,
): Promise<MessageLife> {
  const life: MessageLife = { copies: [], groups: [], unread: [], cut: [] };
  const brokers = await brokersOf(client, topic);
  const search = async (stored: string, askedBrokers?: readonly string[]): Promise<void> =>
    await searchTopic(client, life, { stored, uniqueKey, brokers: askedBrokers });
  add(life, topic, await lookUpByUniqueKey(client, topic, uniqueKey, brokers));
  await eachLimited([SCHEDULE_TOPIC, TIMER_TOPIC, HALF_TOPIC], (stored) => search(stored, brokers));
  const groups = new Set(life.copies.flatMap(({ group }) => group ?? []));
  try {
    const known = await groupsOfTopic(client, topic);
    for (const group of known.groups) groups.add(group);
    life.unread.push(...known.failures);
  } catch (error) {
    if (!(error instanceof GantryError)) throw error;
    life.unread.push({ error: error.data });
  }
  life.groups = [...groups].sort();
  const topics = life.groups.flatMap((group) => [retryTopic(group), dlqTopic(group)]);
  await eachLimited(topics, (stored) => search(stored));
  life.copies.sort((a, b) => compareStored(a.message, b.message));
  return life;
}

/** What goes wrong is told in the result. A topic without a route never had a message. */
async function searchTopic(
  client: ClientInstance,
  life: MessageLife,
  { stored, uniqueKey, brokers }: { stored: string; uniqueKey: string; brokers?: readonly string[] },
): Promise<void> {
  try {
    add(life, stored, await lookUpByUniqueKey(client, stored, uniqueKey, brokers));
  } catch (error) {
    if (!(error instanceof GantryError)) throw error;
    if (error.data.code !== 'NO_ROUTE') life.unread.push({ topic: stored, error: error.data });
  }
}

function add(
  life: MessageLife,
  topic: string,
  { messages, cutAt, failures }: Awaited<ReturnType<typeof lookUpByUniqueKey>>,
): void {
  life.copies.push(...messages.map(copyOf));
  if (cutAt.length > 0) life.cut.push(topic);
  life.unread.push(...failures.map((failure) => ({ topic, ...failure })));
}

/** What a stored message is in its message's life. */
export function copyOf(message: ReceivedMessage): MessageCopy {
  const { topic } = message.queue;
  const place = placeOf(topic);
  const waits = place === 'scheduled' || place === 'timer' || place === 'half';
  const goesTo = waits ? propertyOf(message.properties, PROPERTY.realTopic) : '';
  const group = groupOf(waits ? goesTo : topic);
  const copy: MessageCopy = { place, message, attempt: message.reconsumeTimes + 1 };
  if (group !== undefined) copy.group = group;
  if (goesTo !== '') copy.goesTo = goesTo;
  return copy;
}

const INTERNAL: Record<string, CopyPlace> = {
  [SCHEDULE_TOPIC]: 'scheduled',
  [TIMER_TOPIC]: 'timer',
  [HALF_TOPIC]: 'half',
};

function placeOf(topic: string): CopyPlace {
  if (topic.startsWith(RETRY_PREFIX)) return 'retry';
  if (topic.startsWith(DLQ_PREFIX)) return 'deadLetter';
  return INTERNAL[topic] ?? 'topic';
}

function groupOf(topic: string): string | undefined {
  const prefix = [RETRY_PREFIX, DLQ_PREFIX].find((known) => topic.startsWith(known));
  return prefix === undefined ? undefined : topic.slice(prefix.length);
}
