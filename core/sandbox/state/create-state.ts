import type { HostClock } from '../../clock.ts';
import { DELAY_LEVELS } from '../../model/delay.ts';
import { SCHEDULE_TOPIC } from '../../model/names.ts';
import { encodeRequest } from '../../protocol/define-request.ts';
import { notifyConsumerIdsChanged } from '../../protocol/requests/client.ts';
import type { ServedConnection } from '../../remoting/frame-server.ts';
import { BrokerClock } from '../broker-clock.ts';
import { ClientCalls } from '../dispatch/client-calls.ts';
import { sendOneway } from '../dispatch/oneway.ts';
import { HeldPulls } from '../pull/held-pulls.ts';
import { DelayQueue } from '../store/delay.ts';
import { MessageStore } from '../store/message-store.ts';
import { newAsker } from '../transaction/ask-producer.ts';
import { Transactions } from '../transaction/transactions.ts';
import { BrokerConfig } from './broker-config.ts';
import type { BrokerState } from './broker-state.ts';
import { GroupConfigs } from './group-configs.ts';
import { Groups } from './groups.ts';
import { QueueLocks } from './locks.ts';
import { Offsets } from './offsets.ts';
import { Producers } from './producers.ts';
import { Topics, topicConfig } from './topics.ts';

export interface StateOptions {
  host: HostClock;
  /** Default: a new one, which begins at host time at rate 1. */
  clock?: BrokerClock;
  /** Default `sandbox`. */
  name?: string;
  /** Of messageDelayLevel. Default: the 18 of a broker. */
  delayLevels?: typeof DELAY_LEVELS;
  /** Made at the start. */
  topics?: readonly { name: string; queues: number }[];
  /** See MessageStoreOptions. */
  maxStoreBytes?: number;
  /** Of broker-config.ts, by name. */
  settings?: Readonly<Record<string, string>>;
}

/** A broker with nothing in it but its built-in topics. `address` is the `ip:port` it is dialled at. */
export function createState(options: StateOptions, address: string): BrokerState {
  const { host, name = 'sandbox', clock = new BrokerClock(host), delayLevels = DELAY_LEVELS } = options;
  const now = (): number => host.now();
  const store = new MessageStore({ clock, storeHost: address, maxBytes: options.maxStoreBytes });
  const held = new HeldPulls<ServedConnection>(host);
  store.onAppended((record) => held.appended(record));
  const topics = new Topics(now);
  topics.put(topicConfig(SCHEDULE_TOPIC, Math.max(DELAY_LEVELS.length, delayLevels.length)));
  for (const topic of options.topics ?? []) topics.ensure(topic.name, topic.queues);
  const config = new BrokerConfig(
    { brokerName: name, address, delayLevels: delayLevels.map((level) => level.name).join(' ') },
    now,
  );
  config.update(
    Object.entries(options.settings ?? {})
      .map((setting) => `${setting.join('=')}\n`)
      .join(''),
  );
  const delay = new DelayQueue(host, clock, store, {
    levels: delayLevels,
    hasTimers: () => config.isOn('timerWheelEnable'),
  });
  const producers = new Producers<ServedConnection>(now);
  const ask = newAsker({ producers, address, brokerName: name });
  return {
    host,
    clock,
    name,
    address,
    config,
    topics,
    groupConfigs: new GroupConfigs(now),
    groups: new Groups<ServedConnection>(now, notifyMembers),
    producers,
    committed: new Offsets(),
    pulled: new Offsets(),
    resets: new Offsets(),
    locks: new QueueLocks(now),
    store,
    delay,
    transactions: new Transactions({ host, clock, config, topics, store, delay, ask }),
    held,
    calls: new ClientCalls(host),
  };
}

/** One-way to every member, the one that came or stays included: rebalance now. */
function notifyMembers(group: string, connections: readonly ServedConnection[]): void {
  const request = encodeRequest(notifyConsumerIdsChanged, { consumerGroup: group });
  for (const connection of connections) sendOneway(connection, request);
}
