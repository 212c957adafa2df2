import { Buffer } from 'node:buffer';
import { decodeQueue } from '../admin/queue-json.ts';
import type { BrokerAnswer } from '../client/broker-requests.ts';
import type { MessageQueue } from '../model/queue.ts';
import { RESPONSE } from '../protocol/codes.ts';
import type { Command } from '../protocol/command.ts';
import { decodeHeader } from '../protocol/define-request.ts';
import { type LooseValue, numberOf, objectOf, pairsOf, parseLooseBody } from '../protocol/loose-json.ts';
import { decodeMessages } from '../protocol/message-codec.ts';
import { consumeMessageDirectly, getConsumerRunningInfo } from '../protocol/requests/inspect.ts';
import { getConsumerStatusFromClient, resetConsumerClientOffset } from '../protocol/requests/to-client.ts';
import type { DirectDeliveries } from './direct-deliveries.ts';
import type { QueueReaders } from './queue-readers.ts';
import { encodeConsumerStatus } from './running-info.ts';

interface BrokerRequestsOptions {
  readers: Pick<QueueReaders, 'assigned' | 'reset'>;
  direct: Pick<DirectDeliveries, 'deliver'>;
  orderly: boolean;
  runningInfo: () => Buffer;
}

type Serve = (request: Command, options: BrokerRequestsOptions) => Promise<BrokerAnswer | undefined>;

const SERVED: Record<number, Serve> = {
  [resetConsumerClientOffset.code]: resetOffsets,
  [getConsumerStatusFromClient.code]: status,
  [getConsumerRunningInfo.code]: async (_, { runningInfo }) => ({ body: runningInfo() }),
  [consumeMessageDirectly.code]: consumeDirectly,
};

/** What brokers ask of a consumer besides a rebalance; undefined for what it does not know. Source: ClientRemotingProcessor.java. */
export function serveBroker(
  request: Command,
  options: BrokerRequestsOptions,
): Promise<BrokerAnswer | undefined> | undefined {
  return SERVED[request.code]?.(request, options);
}

/** One-way: the group was moved, and goes on there. Queues that are not ours are others' to move. */
async function resetOffsets(
  request: Command,
  { readers }: BrokerRequestsOptions,
): Promise<BrokerAnswer | undefined> {
  const { topic } = decodeHeader(resetConsumerClientOffset, request);
  const targets = decodeTargets(objectOf(parseLooseBody(request.body)).offsetTable);
  await Promise.all(
    targets.map(async ({ queue, offset }) => {
      if (queue.topic === topic) await readers.reset(queue, offset);
    }),
  );
  return undefined;
}

/** A map keyed by queues, or C++'s list of queues that carry their offset. */
function decodeTargets(table: LooseValue | undefined): { queue: MessageQueue; offset: number }[] {
  if (Array.isArray(table) && table.every((item) => !Array.isArray(item)))
    return table.map((item) => ({ queue: decodeQueue(item), offset: numberOf(objectOf(item).offset) }));
  return pairsOf(table).map(([queue, offset]) => ({ queue: decodeQueue(queue), offset: numberOf(offset) }));
}

async function status(request: Command, { readers }: BrokerRequestsOptions): Promise<BrokerAnswer> {
  const { topic } = decodeHeader(getConsumerStatusFromClient, request);
  return { body: encodeConsumerStatus(readers.assigned().filter(({ queue }) => queue.topic === topic)) };
}

/** Source: ConsumeMessageDirectlyResult.java, CMResult.java. */
async function consumeDirectly(
  request: Command,
  { direct, orderly }: BrokerRequestsOptions,
): Promise<BrokerAnswer> {
  const { brokerName = '' } = decodeHeader(consumeMessageDirectly, request);
  const [message] = decodeMessages(request.body, brokerName);
  if (message === undefined) return { code: RESPONSE.SYSTEM_ERROR, remark: 'the request has no message' };
  const { result, by, spentMs } = await direct.deliver(message);
  const answer = {
    autoCommit: true,
    consumeResult: result === 'acked' ? 'CR_SUCCESS' : 'CR_LATER',
    order: orderly,
    remark: by === 'deadline' ? 'nobody decided in time' : undefined,
    spentTimeMills: spentMs,
  };
  return { body: Buffer.from(JSON.stringify(answer)) };
}
