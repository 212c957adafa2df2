import type { ClientInstance } from '../../../client/client-instance.ts';
import { inputError } from '../../../model/error.ts';
import { checkConsumerGroup } from '../../../model/names.ts';
import type { MessageQueue } from '../../../model/queue.ts';
import { encodeRequest } from '../../../protocol/define-request.ts';
import { getBrokerConfig } from '../../../protocol/requests/admin.ts';
import { isUnreachable } from '../../../route/name-servers.ts';
import { noRoute } from '../../../route/route-table.ts';
import { brokerProperty } from '../../broker-property.ts';
import { offsetOfTime } from '../../browse/offset-of-time.ts';
import { QueueReader } from '../../browse/queue-reader.ts';
import { eachLimited } from '../../each-broker.ts';
import { getMaxOffset, getMinOffset, queryConsumerOffset } from '../../offsets.ts';
import { readMembers } from '../members.ts';

/** Where a group shall go on. `time`: at the first message stored at or after it (broker time, ms since epoch). */
export type ResetTarget = { kind: 'earliest' } | { kind: 'latest' } | { kind: 'time'; timestampMs: number };

/**
 * How a broker moves a group. `broker` (5.2 and later): exactly to the planned offsets, members online or not, with their
 * next pull. `members`: it tells the members the target and each moves itself within some 20 s; a group without members
 * has the planned offsets committed for it.
 */
export type ResetWay = 'broker' | 'members';

export interface QueueReset {
  queue: MessageQueue;
  /** Where the group would go on now; absent when it never committed and the broker does not say where it would begin. */
  from?: number;
  to: number;
  /** Messages that will be delivered again, and that will never be delivered. */
  again: number;
  skipped: number;
}

/** What a reset will do; nothing was changed yet. */
export interface ResetPlan {
  group: string;
  topic: string;
  target: ResetTarget;
  queues: QueueReset[];
  /** Sums over the queues. */
  again: number;
  skipped: number;
  /** Client ids of the members online now. */
  online: string[];
  ways: { brokerName: string; way: ResetWay }[];
}

/**
 * Works out a reset of one topic for one group; its retry topic is not part of it. Throws INPUT (group, timestampMs),
 * NO_ROUTE, and whatever keeps one queue's numbers from being known: a plan without numbers is none.
 */
export async function planOffsetReset(
  client: ClientInstance,
  { group, topic, target }: { group: string; topic: string; target: ResetTarget },
): Promise<ResetPlan> {
  checkConsumerGroup(group);
  if (target.kind === 'time' && !(Number.isSafeInteger(target.timestampMs) && target.timestampMs >= 0))
    throw inputError('timestampMs', 'range', { min: 0, max: Number.MAX_SAFE_INTEGER });
  await client.routes.refresh(topic);
  const messageQueues = client.routes.forSubscribe(topic);
  if (messageQueues.length === 0) throw noRoute(topic);
  const brokerNames = [...new Set(messageQueues.map(({ brokerName }) => brokerName))];
  const queues = await eachLimited(messageQueues, (queue) => planQueue(client, group, queue, target));
  const ways = await eachLimited(brokerNames, async (brokerName) => ({
    brokerName,
    way: await wayOf(client, brokerName),
  }));
  const { members } = await readMembers(client, group, brokerNames);
  return {
    group,
    topic,
    target,
    queues,
    again: queues.reduce((sum, { again }) => sum + again, 0),
    skipped: queues.reduce((sum, { skipped }) => sum + skipped, 0),
    online: members.map(({ clientId }) => clientId),
    ways,
  };
}

async function planQueue(
  client: ClientInstance,
  group: string,
  queue: MessageQueue,
  target: ResetTarget,
): Promise<QueueReset> {
  const [minOffset, maxOffset, from] = await Promise.all([
    getMinOffset(client, queue),
    getMaxOffset(client, queue),
    queryConsumerOffset(client, group, queue),
  ]);
  const to = await targetOffset(client, queue, target, { minOffset, maxOffset });
  return { queue, to, ...moved(from, to) };
}

/** What a move from one offset to another means. */
export function moved(from: number | undefined, to: number): Omit<QueueReset, 'queue' | 'to'> {
  if (from === undefined) return { again: 0, skipped: 0 };
  return { from, again: Math.max(0, from - to), skipped: Math.max(0, to - from) };
}

async function targetOffset(
  client: ClientInstance,
  queue: MessageQueue,
  target: ResetTarget,
  ends: { minOffset: number; maxOffset: number },
): Promise<number> {
  if (target.kind === 'earliest') return ends.minOffset;
  if (target.kind === 'latest') return ends.maxOffset;
  return await offsetOfTime(client, new QueueReader(client, queue), target.timestampMs, ends);
}

/** A broker that does not show its configuration is asked the way that every version knows. */
async function wayOf(client: ClientInstance, brokerName: string): Promise<ResetWay> {
  try {
    const { body } = await client.invokeBroker(brokerName, encodeRequest(getBrokerConfig, {}));
    return brokerProperty(body, 'useServerSideResetOffset') === 'true' ? 'broker' : 'members';
  } catch (error) {
    if (isUnreachable(error)) throw error;
    return 'members';
  }
}
