import type { BrokerClockView } from '../../model/clock.ts';
import type { ErrorData } from '../../model/error.ts';
import type { BrokerOptions } from '../broker.ts';
import type { Fault } from '../faults/fault.ts';

/** What the worker is started with. */
export type WorkerSetup = Omit<BrokerOptions, 'host'>;

/** What a running sandbox can be told; each is answered with `done` or `refused`, in order. */
export type Steering =
  | { kind: 'setClockRate'; rate: number }
  /** Broker milliseconds ahead. */
  | { kind: 'stepClock'; ms: number }
  /** Instead of those before. */
  | { kind: 'setFaults'; faults: readonly Fault[] }
  | { kind: 'setUp'; brokerName: string; isUp: boolean };

/** From the main thread to the worker. */
export type ToWorker = Steering | { kind: 'stop' };

export interface ReadyMessage {
  kind: 'ready';
  nameServer: string;
  /** The first broker's `ip:port`. */
  broker: string;
  clock: BrokerClockView;
}

/** From the worker: `ready` or `failed` once, then a `clock` after each change of it, at last `stopped`. */
export type FromWorker =
  | ReadyMessage
  | { kind: 'failed'; error: ErrorData }
  | { kind: 'clock'; clock: BrokerClockView }
  | { kind: 'done' }
  | { kind: 'refused'; error: ErrorData }
  | { kind: 'stopped' };
