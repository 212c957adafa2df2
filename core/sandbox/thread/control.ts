import type { BrokerClockView } from '../../model/clock.ts';
import type { ErrorData } from '../../model/error.ts';
import type { BrokerOptions } from '../broker.ts';

/** What the worker is started with. */
export type WorkerSetup = Omit<BrokerOptions, 'host'>;

/** From the main thread to the worker. */
export type ToWorker = { kind: 'setClockRate'; rate: number } | { kind: 'stop' };

export interface ReadyMessage {
  kind: 'ready';
  nameServer: string;
  broker: string;
  clock: BrokerClockView;
}

/** From the worker: `ready` or `failed` once, then a `clock` after each change of it, at last `stopped`. */
export type FromWorker =
  | ReadyMessage
  | { kind: 'failed'; error: ErrorData }
  | { kind: 'clock'; clock: BrokerClockView }
  | { kind: 'stopped' };
