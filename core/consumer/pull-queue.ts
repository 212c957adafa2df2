import type { ClientInstance } from '../client/client-instance.ts';
import type { ReceivedMessage } from '../model/message.ts';
import type { MessageQueue } from '../model/queue.ts';
import { decodeReply, type EncodedRequest, encodeRequest, type ReplyOf } from '../protocol/define-request.ts';
import type { SubscriptionData } from '../protocol/heartbeat-json.ts';
import { decodeMessages } from '../protocol/message-codec.ts';
import {
  PULL_COMMIT_OFFSET,
  PULL_SUBSCRIPTION,
  PULL_SUSPEND,
  pullMessage,
} from '../protocol/requests/pull.ts';

/** The broker caps it: 32 by default. Asking for more costs nothing. */
const MAX_MESSAGES = 256;
/** How long a broker without news keeps the pull. Source: DefaultMQPushConsumerImpl.BROKER_SUSPEND_MAX_TIME_MILLIS. */
const SUSPEND_MS = 15_000;
/** Source: DefaultMQPushConsumerImpl.CONSUMER_TIMEOUT_MILLIS_WHEN_SUSPEND. */
const SUSPENDED_TIMEOUT_MS = 30_000;
const TIMEOUT_MS = 3_000;

interface Pull {
  group: string;
  queue: MessageQueue;
  subscription: SubscriptionData;
  offset: number;
  /** Committed on the way; 0 = nothing. */
  commitOffset: number;
  /** Wait for a message when there is none. */
  suspend: boolean;
  /** The broker id suggested by the last answer. */
  brokerId: number;
}

export interface PullAnswer {
  /** One of the four that are results. */
  responseCode: number;
  reply: ReplyOf<typeof pullMessage>;
  /** Of the messages as they lie in the answer. */
  bodyBytes: number;
  /** Decodes them; until then their place in the queue is known by `reply` alone. Throws FRAME. */
  messages: () => ReceivedMessage[];
  /** Whether `commitOffset` went along. */
  committed: boolean;
}

/**
 * One pull, at the master or the broker it suggested last. Only a master is told an offset. Throws NO_ROUTE, FRAME and
 * as Transport.invoke. Source: PullAPIWrapper.pullKernelImpl.
 */
export async function pullQueue(
  client: Pick<ClientInstance, 'invokeBroker' | 'routes' | 'transport'>,
  pull: Pull,
): Promise<PullAnswer> {
  const { brokerName } = pull.queue;
  const timeoutMs = pull.suspend ? SUSPENDED_TIMEOUT_MS : TIMEOUT_MS;
  const address = client.routes.readAddress(brokerName, pull.brokerId);
  const isMaster = address === undefined || address === client.routes.masterAddress(brokerName);
  const committed = isMaster && pull.commitOffset > 0;
  const request = pullRequest(pull, committed);
  const response = isMaster
    ? await client.invokeBroker(brokerName, request, timeoutMs)
    : await client.transport.invoke(address, request, timeoutMs);
  return {
    responseCode: response.code,
    reply: decodeReply(pullMessage, response),
    bodyBytes: response.body.length,
    messages: () => decodeMessages(response.body, brokerName),
    committed,
  };
}

/** Carries its own subscription, so that the broker need not take it from the last heartbeat of whichever member. */
function pullRequest(pull: Pull, commit: boolean): EncodedRequest {
  const { queue, subscription, suspend } = pull;
  return encodeRequest(pullMessage, {
    consumerGroup: pull.group,
    topic: queue.topic,
    queueId: queue.queueId,
    queueOffset: pull.offset,
    maxMsgNums: MAX_MESSAGES,
    sysFlag: PULL_SUBSCRIPTION | (suspend ? PULL_SUSPEND : 0) | (commit ? PULL_COMMIT_OFFSET : 0),
    commitOffset: commit ? pull.commitOffset : 0,
    suspendTimeoutMillis: suspend ? SUSPEND_MS : 0,
    subscription: subscription.subString,
    subVersion: subscription.subVersion,
    expressionType: subscription.expressionType,
  });
}
