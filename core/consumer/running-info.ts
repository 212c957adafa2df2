import { Buffer } from 'node:buffer';
import type { QueueView } from '../model/consume.ts';
import type { MessageQueue } from '../model/queue.ts';
import { OUR_VERSION } from '../protocol/codes.ts';
import type { SubscriptionData } from '../protocol/heartbeat-json.ts';
import { versionName } from '../protocol/version-names.ts';
import type { AssignedQueue } from './assigned-queue.ts';
import type { Assignment } from './assignment.ts';

const MIB = 1024 * 1024;

interface RunningConsumer {
  nameServers: readonly string[];
  seats: number;
  orderly: boolean;
  startedAtMs: number;
  subscriptions: Iterable<SubscriptionData>;
  assigned: readonly AssignedQueue[];
  lockOf: Assignment['lockOf'];
}

/** What an operator is told of a consumer, by the ledgers of its queues. Source: ConsumerRunningInfo.java. */
export function encodeRunningInfo(consumer: RunningConsumer): Buffer {
  const properties = {
    PROP_CLIENT_VERSION: `V${(versionName(OUR_VERSION) ?? String(OUR_VERSION)).replaceAll('.', '_')}`,
    PROP_CONSUMEORDERLY: String(consumer.orderly),
    PROP_CONSUMER_START_TIMESTAMP: String(consumer.startedAtMs),
    PROP_CONSUME_TYPE: 'CONSUME_PASSIVELY',
    PROP_NAMESERVER_ADDR: consumer.nameServers.join(';'),
    PROP_THREADPOOL_CORE_SIZE: String(consumer.seats),
  };
  const queues = consumer.assigned.map(
    (assigned) => [assigned.queue, processQueueInfo(assigned, consumer.lockOf(assigned.queue))] as const,
  );
  const subscriptionSet = [...consumer.subscriptions];
  return Buffer.from(
    `{"mqTable":${queueKeyedMap(queues)},"properties":${JSON.stringify(properties)},` +
      `"statusTable":{},"subscriptionSet":${JSON.stringify(subscriptionSet)}}`,
  );
}

/** Source: GetConsumerStatusBody.java. */
export function encodeConsumerStatus(assigned: readonly AssignedQueue[]): Buffer {
  const offsets = assigned.map(({ queue, ledger }) => [queue, ledger.committableOffset] as const);
  return Buffer.from(`{"messageQueueTable":${queueKeyedMap(offsets)}}`);
}

/** Source: ProcessQueueInfo.java, whose spelling this is. */
function processQueueInfo(
  { ledger, dropped, lastPullMs, lastDecisionMs }: AssignedQueue,
  lock: QueueView['lock'],
): Record<string, number | boolean> {
  const { undecided, undecidedBytes } = ledger.backlog;
  return {
    cachedMsgCount: undecided,
    cachedMsgMaxOffset: undecided === 0 ? 0 : ledger.nextOffset - 1,
    cachedMsgMinOffset: undecided === 0 ? 0 : ledger.committableOffset,
    cachedMsgSizeInMiB: Math.floor(undecidedBytes / MIB),
    commitOffset: ledger.committableOffset,
    droped: dropped,
    lastConsumeTimestamp: lastDecisionMs,
    lastPullTimestamp: lastPullMs,
    locked: lock === 'ours',
  };
}

/** As fastjson writes it, and Java's tools read it. */
function queueKeyedMap(pairs: readonly (readonly [queue: MessageQueue, value: unknown])[]): string {
  const entries = pairs.map(([{ topic, brokerName, queueId }, value]) => {
    return `${JSON.stringify({ brokerName, queueId, topic })}:${JSON.stringify(value)}`;
  });
  return `{${entries.join(',')}}`;
}
