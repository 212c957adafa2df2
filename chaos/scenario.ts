import type { Broker } from './brokers.ts';
import type { Verdict } from './judge.ts';
import type { Lane, LaneKind } from './lane.ts';
import type { TcpProxy } from './proxy.ts';

/** What a scenario plays with while messages are sent and consumed. */
export interface Stage {
  /** The first has the name server. */
  brokers: readonly Broker[];
  /** Between every client and the first broker, of scenarios that ask for it. */
  proxy: TcpProxy;
  lanes: readonly Lane[];
  short: boolean;
  /** Seconds: of a long run, and of a short one. */
  wait(long: number, short: number): Promise<void>;
}

/** One kind of trouble. It has to be over when `run` resolves: messages must flow again by themselves then. */
export interface Scenario {
  /** For `--only`. */
  name: string;
  /** Default: 1. */
  brokers?: 2;
  /** Default: false. */
  behindProxy?: boolean;
  run(stage: Stage): Promise<void>;
  /** What more must be so of a lane, or a sentence why it is not. Default: nothing. */
  complaint?(verdict: Verdict, lane: LaneKind['name']): string | undefined;
}

/** For a scenario whose trouble a single attempt cannot but notice: else it did not happen. Three attempts may get round it. */
export function mustBeFelt(verdict: Verdict, lane: LaneKind['name']): string | undefined {
  const { refused, unknown, notSent } = verdict;
  return lane === 'orderly' && refused + unknown + notSent === 0 ? 'no send noticed anything' : undefined;
}

/** For a scenario that leaves the brokers alone: every send is stored. A machine too busy to answer in time fails it too. */
export function mustNotBeFelt({ refused, unknown, notSent }: Verdict): string | undefined {
  const failed = refused + unknown + notSent;
  return failed === 0 ? undefined : `${failed} sends failed`;
}

/** `brokers[index]`. Throws when the scenario did not ask for so many. */
export function broker({ brokers }: Stage, index: number): Broker {
  const found = brokers[index];
  if (found === undefined) throw new Error(`there is no broker ${index}`);
  return found;
}
