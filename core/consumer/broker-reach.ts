import type { ErrorData } from '../model/error.ts';

/** Codes of requests that nobody answered: the broker is not there, is silent, or its address is not known any more. */
const NO_ANSWER: ReadonlySet<string> = new Set(['CONNECT', 'TIMEOUT', 'CLOSED', 'NO_ROUTE']);

/** Which brokers cannot be reached, as the pulls find out: a broker whose queues we read is always being asked. */
export class BrokerReach {
  /** brokerName to host time. */
  readonly #lostSince = new Map<string, number>();

  isLost(brokerName: string): boolean {
    return this.#lostSince.has(brokerName);
  }

  /** true when that is news. */
  failed(brokerName: string, error: ErrorData, nowMs: number): boolean {
    if (!NO_ANSWER.has(error.code) || this.isLost(brokerName)) return false;
    this.#lostSince.set(brokerName, nowMs);
    return true;
  }

  /** true when that is news. */
  answered(brokerName: string): boolean {
    return this.#lostSince.delete(brokerName);
  }

  /** Since when none of `brokerNames` can be reached; undefined while one can, or there is none. */
  allLostSince(brokerNames: Iterable<string>): number | undefined {
    let since: number | undefined;
    for (const brokerName of brokerNames) {
      const lostSince = this.#lostSince.get(brokerName);
      if (lostSince === undefined) return undefined;
      since = Math.max(since ?? lostSince, lostSince);
    }
    return since;
  }
}
