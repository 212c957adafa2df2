import type { ClientInstance } from '../../client/client-instance.ts';
import { inputError } from '../../model/error.ts';
import { checkTopic } from '../../model/names.ts';
import type { MessageQueue } from '../../model/queue.ts';
import { AUTO_CREATE_TOPIC, PERM_READ, PERM_WRITE } from '../../model/route.ts';
import { encodeRequest } from '../../protocol/define-request.ts';
import { updateAndCreateTopic } from '../../protocol/requests/admin.ts';
import { queuesOf } from '../../route/publish-queues.ts';
import { eachLimited, masterNames } from '../each-broker.ts';
import { allEnded } from '../masters.ts';
import { getMaxOffset, getMinOffset } from '../offsets.ts';
import { readTopicConfig, type TopicConfig } from './topic-config.ts';

const MAX_QUEUES = 1_024;
const DEFAULT_QUEUES = 8;

interface TopicChange {
  topic: string;
  /** What is not given stays; a new topic gets 8 queues of each kind, read and write. */
  readQueueNums?: number;
  writeQueueNums?: number;
  /** PERM_* bits. */
  perm?: number;
  order?: boolean;
  /** Default: every broker with a master. */
  brokerNames?: string[];
}

/** What a change will do; nothing was changed yet. */
export interface TopicPlan {
  topic: string;
  brokers: {
    brokerName: string;
    /** Absent: the topic will be new there. */
    before?: TopicConfig;
    after: TopicConfig;
    /** Queues that no consumer will read any more, with the messages they hold. */
    stranded: { queue: MessageQueue; messages: number }[];
  }[];
}

/**
 * What would become of a topic. Throws INPUT (topic, readQueueNums, writeQueueNums, perm), NO_ROUTE for a broker nobody
 * knows, and as ClientInstance.invokeBroker: a plan that misses a broker is none.
 */
export async function planTopicChange(client: ClientInstance, change: TopicChange): Promise<TopicPlan> {
  checkChange(change);
  const names = change.brokerNames ?? (await masterNames(client));
  const brokers = await eachLimited(names, async (brokerName) => {
    const before = await readTopicConfig(client, brokerName, change.topic);
    const after = changed(before, change);
    const stranded = before === undefined ? [] : await strandedBy(client, brokerName, before, after);
    return { brokerName, ...(before === undefined ? {} : { before }), after, stranded };
  });
  return { topic: change.topic, brokers };
}

/** Does what the plan says, on every broker it names. Throws the first refusal, after all were asked. Attributes stay. */
export async function applyTopicPlan(client: ClientInstance, { topic, brokers }: TopicPlan): Promise<void> {
  await allEnded(
    brokers.map(({ brokerName, after }) => {
      const { readQueueNums, writeQueueNums, perm, topicFilterType, topicSysFlag, order } = after;
      const request = encodeRequest(updateAndCreateTopic, {
        topic,
        defaultTopic: AUTO_CREATE_TOPIC,
        readQueueNums,
        writeQueueNums,
        perm,
        topicFilterType,
        topicSysFlag,
        order,
      });
      return client.invokeBroker(brokerName, request);
    }),
  );
}

function checkChange({ topic, readQueueNums, writeQueueNums, perm }: TopicChange): void {
  checkTopic(topic);
  for (const [field, value] of Object.entries({ readQueueNums, writeQueueNums })) {
    if (value !== undefined && (!Number.isInteger(value) || value < 1 || value > MAX_QUEUES))
      throw inputError(field, 'range', { min: 1, max: MAX_QUEUES });
  }
  if (perm !== undefined && (!Number.isInteger(perm) || perm < 0 || perm > 7))
    throw inputError('perm', 'range', { min: 0, max: 7 });
}

function changed(before: TopicConfig | undefined, change: TopicChange): TopicConfig {
  const { topic, readQueueNums, writeQueueNums, perm, order } = change;
  return {
    topic,
    readQueueNums: readQueueNums ?? before?.readQueueNums ?? DEFAULT_QUEUES,
    writeQueueNums: writeQueueNums ?? before?.writeQueueNums ?? DEFAULT_QUEUES,
    perm: perm ?? before?.perm ?? PERM_READ | PERM_WRITE,
    topicFilterType: before?.topicFilterType ?? 'SINGLE_TAG',
    topicSysFlag: before?.topicSysFlag ?? 0,
    order: order ?? before?.order ?? false,
    attributes: before?.attributes ?? {},
  };
}

/** Readable before and not after: fewer read queues, or the permission taken. */
async function strandedBy(
  client: ClientInstance,
  brokerName: string,
  before: TopicConfig,
  after: TopicConfig,
): Promise<{ queue: MessageQueue; messages: number }[]> {
  const readable = ({ perm, readQueueNums }: TopicConfig): number =>
    (perm & PERM_READ) === 0 ? 0 : readQueueNums;
  const lost = queuesOf(before.topic, brokerName, readable(before)).slice(readable(after));
  const counted = await eachLimited(lost, async (queue) => {
    const [min, max] = await Promise.all([getMinOffset(client, queue), getMaxOffset(client, queue)]);
    return { queue, messages: max - min };
  });
  return counted.filter(({ messages }) => messages > 0);
}
