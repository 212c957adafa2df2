import type { ClientInstance } from '../client/client-instance.ts';
import type { Timer } from '../clock.ts';
import { type ErrorData, GantryError, toErrorData } from '../model/error.ts';
import { type MessageQueue, queueKey } from '../model/queue.ts';
import { allocateQueues } from './allocate-queues.ts';

/** Source: RebalanceService.waitInterval, minInterval. */
const EVERY_MS = 20_000;
const AFTER_FAILURE_MS = 1_000;

export interface RebalanceOptions {
  client: Pick<ClientInstance, 'clientId' | 'clock' | 'routes' | 'members'>;
  group: string;
  topics: readonly string[];
  /** The queues of `topic` that we read now. */
  held: (topic: string) => MessageQueue[];
  /** Begins to read a queue. Throws when its broker does not say where; it is tried again. */
  take: (queue: MessageQueue) => Promise<void>;
  /** Stops reading a queue. Never throws. */
  giveUp: (queue: MessageQueue) => Promise<void>;
  /** Members, or the error, changed. */
  onChanged: () => void;
}

/**
 * Keeps the queues we read in step with the group's members: every 20 s, when told that something changed, and 1 s after
 * a failure. One round at a time; a trigger during a round has another one follow. Source: RebalanceImpl.java.
 */
export class Rebalance {
  readonly #options: RebalanceOptions;
  #timer: Timer | undefined;
  #round: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #members: string[] = [];
  #lastError: ErrorData | undefined;

  constructor(options: RebalanceOptions) {
    this.#options = options;
  }

  /** As a broker last told. */
  get members(): string[] {
    return this.#members;
  }

  /** Of the last round. */
  get lastError(): ErrorData | undefined {
    return this.#lastError;
  }

  /** Ends with the round that saw the present state. Never throws: what failed is tried again. */
  run(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    if (this.#round !== undefined) this.#again = true;
    this.#round ??= this.#rounds().finally(() => {
      this.#round = undefined;
    });
    return this.#round;
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  async #rounds(): Promise<void> {
    this.#timer?.cancel();
    let failed: ErrorData | undefined;
    do {
      this.#again = false;
      failed = await this.#allTopics();
    } while (this.#again && !this.#stopped);
    if (this.#stopped) return;
    this.#lastError = failed;
    this.#timer = this.#options.client.clock.setTimeout(
      () => void this.run(),
      failed === undefined ? EVERY_MS : AFTER_FAILURE_MS,
    );
    this.#options.onChanged();
  }

  /** One topic's trouble does not stop the others; the first error. */
  async #allTopics(): Promise<ErrorData | undefined> {
    const errors = await Promise.all(
      this.#options.topics.map((topic) => this.#oneTopic(topic).catch(toErrorData)),
    );
    return errors.find((error) => error !== undefined);
  }

  async #oneTopic(topic: string): Promise<undefined> {
    const { client, group, held, take, giveUp } = this.#options;
    const queues = client.routes.forSubscribe(topic);
    // No route (any more) is no reason to let go: the brokers may be restarting.
    if (queues.length === 0) return;
    const members = await client.members(group, topic);
    if (this.#stopped) return;
    if (members === null) throw notAMember(group);
    this.#members = members;
    const { added, removed } = difference(held(topic), allocateQueues(queues, members, client.clientId));
    await Promise.all(removed.map(giveUp));
    if (!this.#stopped) await Promise.all(added.map(take));
  }
}

/** What is missing in `held` of `wanted`, and what is too much. */
function difference(
  held: readonly MessageQueue[],
  wanted: readonly MessageQueue[],
): { added: MessageQueue[]; removed: MessageQueue[] } {
  const keys = (queues: readonly MessageQueue[]): Set<string> => new Set(queues.map(queueKey));
  const [ours, theirs] = [keys(held), keys(wanted)];
  return {
    added: wanted.filter((queue) => !ours.has(queueKey(queue))),
    removed: held.filter((queue) => !theirs.has(queueKey(queue))),
  };
}

/** A broker knows nobody of the group just after it started, until the next heartbeat: what we have, we keep. */
function notAMember(group: string): GantryError {
  return new GantryError('STATE', { params: { rule: 'notConnected', group }, retry: 'same' });
}
