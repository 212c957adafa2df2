import type { HostClock } from '../../clock.ts';
import { FLAG_ONEWAY, OUR_LANGUAGE, OUR_VERSION } from '../../protocol/codes.ts';
import { EMPTY_BODY } from '../../protocol/command.ts';
import { encodeRequest } from '../../protocol/define-request.ts';
import { notifyConsumerIdsChanged } from '../../protocol/requests/client.ts';
import type { ServedConnection } from '../../remoting/frame-server.ts';
import { BrokerClock } from '../broker-clock.ts';
import { ClientCalls } from '../dispatch/client-calls.ts';
import { HeldPulls } from '../pull/held-pulls.ts';
import { DelayQueue } from '../store/delay.ts';
import { MessageStore } from '../store/message-store.ts';
import { BrokerConfig } from './broker-config.ts';
import type { BrokerState } from './broker-state.ts';
import { GroupConfigs } from './group-configs.ts';
import { Groups } from './groups.ts';
import { QueueLocks } from './locks.ts';
import { Offsets } from './offsets.ts';
import { Topics } from './topics.ts';

export interface StateOptions {
  host: HostClock;
  /** Broker milliseconds per host millisecond. Default 1. */
  clockRate?: number;
  /** Made at the start. */
  topics?: readonly { name: string; queues: number }[];
  /** See MessageStoreOptions. */
  maxStoreBytes?: number;
}

/** A broker with nothing in it but its built-in topics. `address` is the `ip:port` it is dialled at. */
export function createState(options: StateOptions, address: string): BrokerState {
  const { host } = options;
  const now = (): number => host.now();
  const clock = new BrokerClock(host, options.clockRate);
  const store = new MessageStore({ clock, storeHost: address, maxBytes: options.maxStoreBytes });
  const held = new HeldPulls<ServedConnection>(host);
  store.onAppended((record) => held.appended(record));
  const topics = new Topics(now);
  for (const { name, queues } of options.topics ?? []) topics.ensure(name, queues);
  return {
    host,
    clock,
    address,
    config: new BrokerConfig(address, now),
    topics,
    groupConfigs: new GroupConfigs(now),
    groups: new Groups<ServedConnection>(now, notifyMembers),
    committed: new Offsets(),
    pulled: new Offsets(),
    resets: new Offsets(),
    locks: new QueueLocks(now),
    store,
    delay: new DelayQueue(host, clock, store),
    held,
    calls: new ClientCalls(host),
  };
}

let notifyOpaque = 0;

/** One-way to every member, the one that came or stays included: rebalance now. */
function notifyMembers(group: string, connections: readonly ServedConnection[]): void {
  const { code, extFields } = encodeRequest(notifyConsumerIdsChanged, { consumerGroup: group });
  for (const connection of connections) {
    notifyOpaque = (notifyOpaque + 1) & 0x7fff_ffff;
    connection.send({
      code,
      opaque: notifyOpaque,
      flag: FLAG_ONEWAY,
      language: OUR_LANGUAGE,
      version: OUR_VERSION,
      extFields,
      body: EMPTY_BODY,
    });
  }
}
