import type { BrokerState } from './broker-state.ts';

/** A broker as the name server knows it. One that is down is in no route: its registration went with its connection. */
export interface ClusterMember {
  readonly state: BrokerState;
  readonly isUp: boolean;
}
