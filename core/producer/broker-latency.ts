import type { HostClock } from '../clock.ts';
import type { MessageQueue } from '../model/queue.ts';

/** A failed attempt counts as an answer this late. Source: MQFaultStrategy.updateFaultItem. */
export const FAILED_LATENCY_MS = 10_000;

/** From which latency on a broker is left alone for how long, longest first. Source: MQFaultStrategy.java (5.x). */
const AVOID_MS: readonly [latencyMs: number, avoidMs: number][] = [
  [15_000, 30_000],
  [5_000, 10_000],
  [3_000, 6_000],
  [1_800, 5_000],
  [550, 2_000],
];

/** How long a broker that took `latencyMs` is left alone; 0 = not at all. */
export function avoidMs(latencyMs: number): number {
  return AVOID_MS.find(([fromMs]) => latencyMs >= fromMs)?.[1] ?? 0;
}

/** The queues of brokers that may be used now; all of them when there is none. `notBeforeMs` is by broker name. */
export function usableQueues(
  queues: readonly MessageQueue[],
  notBeforeMs: ReadonlyMap<string, number>,
  nowMs: number,
): readonly MessageQueue[] {
  const usable = queues.filter(({ brokerName }) => (notBeforeMs.get(brokerName) ?? 0) <= nowMs);
  return usable.length === 0 ? queues : usable;
}

/** Which brokers were slow or silent of late. Source: LatencyFaultToleranceImpl.java. */
export class BrokerLatency {
  readonly #clock: Pick<HostClock, 'monotonic'>;
  readonly #notBeforeMs = new Map<string, number>();

  constructor(clock: Pick<HostClock, 'monotonic'>) {
    this.#clock = clock;
  }

  /** An attempt at this broker took so long; FAILED_LATENCY_MS for a failed one. A prompt answer clears its name. */
  took(brokerName: string, latencyMs: number): void {
    const ms = avoidMs(latencyMs);
    if (ms > 0) this.#notBeforeMs.set(brokerName, this.#clock.monotonic() + ms);
    else this.#notBeforeMs.delete(brokerName);
  }

  usable(queues: readonly MessageQueue[]): readonly MessageQueue[] {
    if (this.#notBeforeMs.size === 0) return queues;
    return usableQueues(queues, this.#notBeforeMs, this.#clock.monotonic());
  }
}
