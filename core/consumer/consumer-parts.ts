import type { ClientInstance } from '../client/client-instance.ts';
import { DEFAULT_HOLD_DEADLINE_MS } from '../model/consume.ts';
import { retryTopic } from '../model/names.ts';
import type { SubscriptionData } from '../protocol/heartbeat-json.ts';
import type { Assignment } from './assignment.ts';
import { BrokerReach } from './broker-reach.ts';
import { type ConsumerKind, consumerKind } from './consumer-kind.ts';
import { Decisions } from './decisions.ts';
import type { PushConsumerListener } from './delivery.ts';
import { DirectDeliveries } from './direct-deliveries.ts';
import { QueueReaders } from './queue-readers.ts';
import { Rebalance } from './rebalance.ts';
import { RetryRoute } from './retry-route.ts';
import { SubscriptionWatch } from './subscription-watch.ts';
import { type PushConsumerOptions, subscriptionsOf } from './subscriptions.ts';

/** What a consumer is made of. */
export interface ConsumerParts {
  subscriptions: Map<string, SubscriptionData>;
  reach: BrokerReach;
  kind: ConsumerKind;
  decisions: Decisions;
  direct: DirectDeliveries;
  readers: QueueReaders;
  assignment: Assignment;
  rebalance: Rebalance;
  watch: SubscriptionWatch;
  retryRoute: RetryRoute;
}

interface Hooks {
  listener: PushConsumerListener;
  retryMaxTimes: () => number;
  /** See QueueReadersOptions. */
  onUnknownSubscription: () => void;
}

/** Makes the parts and ties them together; none does anything yet. Throws as consumerKind. */
export function consumerParts(
  client: ClientInstance,
  options: PushConsumerOptions,
  { listener, retryMaxTimes, onUnknownSubscription }: Hooks,
): ConsumerParts {
  const { group, seats, sleepWatch, startFrom } = options;
  const { holdDeadlineMs = DEFAULT_HOLD_DEADLINE_MS, holdDefault = 'later', batchMaxSize = 1 } = options;
  const onChanged = (): void => listener.onChanged();
  let deliveries = 0;
  const nextDeliveryId = (): number => ++deliveries;
  const subscriptions = subscriptionsOf(options, client.clock.now());
  const reach = new BrokerReach();
  const retryRoute = new RetryRoute(client, retryTopic(group));
  const kind = consumerKind({
    client,
    options,
    retryMaxTimes,
    nextDeliveryId,
    onSentBack: () => retryRoute.need(),
    onResumed: (queue) => decisions.offer(queue),
    onChanged,
  });
  const { laterWay, store, newQueue, wanted } = kind;
  const decisions = new Decisions({
    client,
    laterWay,
    seats,
    holdDeadlineMs,
    holdDefault,
    sleepWatch,
    reach,
    listener,
    onDecided: (assigned) => readers.decided(assigned),
  });
  const readers: QueueReaders = new QueueReaders({
    client,
    group,
    subscriptions,
    store,
    startFrom,
    batchMaxSize,
    newQueue,
    nextDeliveryId,
    reach,
    decisions,
    listener,
    onUnknownSubscription,
  });
  const assignment = kind.assignment(readers);
  const watch = new SubscriptionWatch(client, group, subscriptions, onChanged);
  const rebalance = new Rebalance({
    client,
    topics: [...subscriptions.keys()],
    wanted,
    held: (topic) => assignment.queuesOf(topic),
    take: (queue) => assignment.open(queue),
    giveUp: (queue) => assignment.giveUp(queue),
    onRound: () => {
      watch.membersAre(kind.members());
      onChanged();
    },
  });
  const direct = new DirectDeliveries(client.clock, listener, nextDeliveryId);
  return {
    subscriptions,
    reach,
    kind,
    decisions,
    direct,
    readers,
    assignment,
    rebalance,
    watch,
    retryRoute,
  };
}
