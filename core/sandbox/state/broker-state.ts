import type { HostClock } from '../../clock.ts';
import type { ServedConnection } from '../../remoting/frame-server.ts';
import type { BrokerClock } from '../broker-clock.ts';
import type { ClientCalls } from '../dispatch/client-calls.ts';
import type { HeldPulls } from '../pull/held-pulls.ts';
import type { DelayQueue } from '../store/delay.ts';
import type { MessageStore } from '../store/message-store.ts';
import type { Transactions } from '../transaction/transactions.ts';
import type { BrokerConfig } from './broker-config.ts';
import type { GroupConfigs } from './group-configs.ts';
import type { Groups } from './groups.ts';
import type { QueueLocks } from './locks.ts';
import type { Offsets } from './offsets.ts';
import type { Producers } from './producers.ts';
import type { Topics } from './topics.ts';

/** All that the broker knows; handlers read and change it. */
export interface BrokerState {
  readonly host: HostClock;
  readonly clock: BrokerClock;
  /** As routes name it. */
  readonly name: string;
  /** `ip:port` that routes and message ids name. */
  readonly address: string;
  readonly config: BrokerConfig;
  readonly topics: Topics;
  readonly groupConfigs: GroupConfigs;
  readonly groups: Groups<ServedConnection>;
  readonly producers: Producers<ServedConnection>;
  readonly committed: Offsets;
  /** Where each group last pulled from: the next offset it was told. */
  readonly pulled: Offsets;
  /** Offsets set by a reset that the group has not been told yet. */
  readonly resets: Offsets;
  readonly locks: QueueLocks;
  readonly store: MessageStore;
  /** The way into the store for what may be delayed. */
  readonly delay: DelayQueue;
  readonly transactions: Transactions;
  readonly held: HeldPulls<ServedConnection>;
  /** Questions to clients that wait for their answer. */
  readonly calls: ClientCalls;
}
