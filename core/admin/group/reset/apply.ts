import type { ClientInstance } from '../../../client/client-instance.ts';
import { GantryError } from '../../../model/error.ts';
import type { MessageQueue } from '../../../model/queue.ts';
import { RESPONSE } from '../../../protocol/codes.ts';
import { encodeRequest } from '../../../protocol/define-request.ts';
import { numberOf, objectOf, pairsOf, parseLooseBody } from '../../../protocol/loose-json.ts';
import { invokeBrokerToResetOffset } from '../../../protocol/requests/inspect.ts';
import { askEach, type BrokerFailure, isRefusal } from '../../each-broker.ts';
import { updateConsumerOffset } from '../../offsets.ts';
import { decodeQueue } from '../../queue-json.ts';
import type { QueueReset, ResetPlan, ResetTarget, ResetWay } from './plan.ts';

const TIMEOUT_MS = 10_000;

interface AppliedReset {
  /** `commit`: the group had no members, so the offset was committed in their place. */
  queues: { queue: MessageQueue; offset: number; by: ResetWay | 'commit' }[];
  /** Brokers on which the reset did not happen, or not for all their queues. */
  failures: BrokerFailure[];
}

/**
 * Does what the plan says. Where members move themselves (`members`) the broker works out the offsets anew from the
 * target; the result says what it told them. Throws the first error when no broker took it.
 * Source: AdminBrokerProcessor.resetOffset, ResetOffsetByTimeOldCommand.
 */
export async function applyOffsetReset(client: ClientInstance, plan: ResetPlan): Promise<AppliedReset> {
  const wayOf = new Map(plan.ways.map(({ brokerName, way }) => [brokerName, way]));
  const { answers, failures } = await askEach([...wayOf.keys()], async (brokerName) => {
    const queues = plan.queues.filter(({ queue }) => queue.brokerName === brokerName);
    return wayOf.get(brokerName) === 'broker'
      ? await resetByBroker(client, plan, queues)
      : await resetByMembers(client, plan, brokerName, queues);
  });
  return { queues: answers.flatMap(({ answer }) => answer), failures };
}

type Applied = AppliedReset['queues'];

async function resetByBroker(
  client: ClientInstance,
  plan: ResetPlan,
  queues: QueueReset[],
): Promise<Applied> {
  for (const { queue, to } of queues) {
    const header = { ...headerOf(plan), queueId: queue.queueId, offset: to };
    await client.invokeBroker(queue.brokerName, encodeRequest(invokeBrokerToResetOffset, header), TIMEOUT_MS);
  }
  return queues.map(({ queue, to }) => ({ queue, offset: to, by: 'broker' }));
}

/**
 * A broker refuses for a group without members (206), and for one that never committed in one of the queues (1): both
 * are mended by committing. In the second case members may be online, and are told after that.
 */
async function resetByMembers(
  client: ClientInstance,
  plan: ResetPlan,
  brokerName: string,
  queues: QueueReset[],
): Promise<Applied> {
  try {
    return await tellMembers(client, plan, brokerName);
  } catch (error) {
    if (!isOffline(error) && !isNeverCommitted(error)) throw error;
    for (const { queue, to } of queues) await updateConsumerOffset(client, plan.group, queue, to);
    if (isNeverCommitted(error)) {
      const told = await tellMembers(client, plan, brokerName).catch((again: unknown) => {
        if (!isOffline(again)) throw again;
        return undefined;
      });
      if (told !== undefined) return told;
    }
    return queues.map(({ queue, to }) => ({ queue, offset: to, by: 'commit' }));
  }
}

async function tellMembers(client: ClientInstance, plan: ResetPlan, brokerName: string): Promise<Applied> {
  const request = encodeRequest(invokeBrokerToResetOffset, headerOf(plan));
  const { body } = await client.invokeBroker(brokerName, request, TIMEOUT_MS);
  return pairsOf(objectOf(parseLooseBody(body)).offsetTable).map(([queue, offset]) => ({
    queue: decodeQueue(queue),
    offset: numberOf(offset),
    by: 'members',
  }));
}

const TIMESTAMPS: Record<Exclude<ResetTarget['kind'], 'time'>, number> = { earliest: 0, latest: -1 };

function headerOf({ group, topic, target }: ResetPlan) {
  const timestamp = target.kind === 'time' ? target.timestampMs : TIMESTAMPS[target.kind];
  return { topic, group, timestamp, isForce: true };
}

const isOffline = (error: unknown): boolean => isRefusal(error, RESPONSE.CONSUMER_NOT_ONLINE);

function isNeverCommitted(error: unknown): boolean {
  return error instanceof GantryError && /consumer group .* not exist/i.test(error.data.remark ?? '');
}
