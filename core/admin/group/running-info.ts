import type { ClientInstance } from '../../client/client-instance.ts';
import type { MessageQueue } from '../../model/queue.ts';
import { encodeRequest } from '../../protocol/define-request.ts';
import { decodeSubscription, type SubscriptionData } from '../../protocol/heartbeat-json.ts';
import {
  booleanOf,
  listOf,
  numberOf,
  objectOf,
  pairsOf,
  parseLooseBody,
  textOf,
} from '../../protocol/loose-json.ts';
import { getConsumerRunningInfo } from '../../protocol/requests/inspect.ts';
import { decodeQueue } from '../queue-json.ts';
import { askMember, type NoAnswer } from './ask-member.ts';
import type { GroupMember } from './members.ts';

/** What a member tells of itself. Source: ConsumerRunningInfo.java. */
interface RunningInfo {
  /** PROP_CLIENT_VERSION, PROP_CONSUME_TYPE, PROP_CONSUMER_START_TIMESTAMP... as text. */
  properties: Record<string, string>;
  subscriptions: SubscriptionData[];
  queues: RunningQueue[];
  /** By topic. */
  rates: {
    topic: string;
    consumeOkTps: number;
    consumeFailedTps: number;
    consumeRtMs: number;
    pullTps: number;
  }[];
  /** Stack traces, when asked for and when it has such. */
  jstack?: string;
}

/** One queue as the member holds it. Source: ProcessQueueInfo.java. */
interface RunningQueue {
  queue: MessageQueue;
  commitOffset: number;
  cachedMessages: number;
  cachedMinOffset: number;
  cachedMaxOffset: number;
  locked: boolean;
  /** No longer its own. */
  dropped: boolean;
  /** Member's clock, ms since epoch; 0 = never. */
  lastPullAtMs: number;
  lastConsumeAtMs: number;
}

/** Asks one member through a broker that has it. Throws as askMember. */
export async function readRunningInfo(
  client: ClientInstance,
  group: string,
  { clientId, brokerNames }: Pick<GroupMember, 'clientId' | 'brokerNames'>,
  { jstack = false }: { jstack?: boolean } = {},
): Promise<RunningInfo | NoAnswer> {
  const header = { consumerGroup: group, clientId, jstackEnable: jstack };
  const answer = await askMember(client, brokerNames, encodeRequest(getConsumerRunningInfo, header));
  return typeof answer === 'string' ? answer : decodeRunningInfo(answer);
}

/** Throws FRAME (badJson, badBody, badNumber). */
export function decodeRunningInfo(body: Uint8Array): RunningInfo {
  const info = objectOf(parseLooseBody(body));
  const decoded: RunningInfo = {
    properties: Object.fromEntries(
      Object.entries(objectOf(info.properties)).map(([name, value]) => [name, textOf(value, '')]),
    ),
    subscriptions: listOf(info.subscriptionSet).map(decodeSubscription),
    queues: pairsOf(info.mqTable).map(([queue, value]) => {
      const held = objectOf(value);
      return {
        queue: decodeQueue(queue),
        commitOffset: numberOf(held.commitOffset, 0),
        cachedMessages: numberOf(held.cachedMsgCount, 0),
        cachedMinOffset: numberOf(held.cachedMsgMinOffset, 0),
        cachedMaxOffset: numberOf(held.cachedMsgMaxOffset, 0),
        locked: booleanOf(held.locked),
        dropped: booleanOf(held.droped),
        lastPullAtMs: numberOf(held.lastPullTimestamp, 0),
        lastConsumeAtMs: numberOf(held.lastConsumeTimestamp, 0),
      };
    }),
    rates: Object.entries(objectOf(info.statusTable)).map(([topic, value]) => {
      const status = objectOf(value);
      return {
        topic,
        consumeOkTps: numberOf(status.consumeOKTPS, 0),
        consumeFailedTps: numberOf(status.consumeFailedTPS, 0),
        consumeRtMs: numberOf(status.consumeRT, 0),
        pullTps: numberOf(status.pullTPS, 0),
      };
    }),
  };
  const jstack = textOf(info.jstack, '');
  if (jstack !== '') decoded.jstack = jstack;
  return decoded;
}
