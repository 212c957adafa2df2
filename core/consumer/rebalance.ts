import type { ClientInstance } from '../client/client-instance.ts';
import type { Timer } from '../clock.ts';
import { type ErrorData, toErrorData } from '../model/error.ts';
import { type MessageQueue, queueKey } from '../model/queue.ts';

/** Source: RebalanceService.waitInterval, minInterval. */
const EVERY_MS = 20_000;
const AFTER_FAILURE_MS = 1_000;

interface RebalanceOptions {
  client: Pick<ClientInstance, 'clock' | 'routes'>;
  topics: readonly string[];
  /** Which of a topic's queues are to be read; null when that cannot be told now: what we have, we keep. */
  wanted: (topic: string, queues: readonly MessageQueue[]) => Promise<MessageQueue[] | null>;
  /** The queues of `topic` that we read now. */
  held: (topic: string) => MessageQueue[];
  /** Begins to read a queue. Throws when its broker does not say where; it is tried again. */
  take: (queue: MessageQueue) => Promise<void>;
  /** Stops reading a queue. Never throws. */
  giveUp: (queue: MessageQueue) => Promise<void>;
  /** After each round: members, queues or the error may have changed. */
  onRound: () => void;
}

interface RoundResult {
  complete: boolean;
  error?: ErrorData;
}

/**
 * Keeps the queues we read in step with the topics and the group's members: every 20 s, when told that something changed, and 1 s after
 * a failure. One round at a time; a trigger during a round has another one follow. Source: RebalanceImpl.java.
 */
export class Rebalance {
  readonly #options: RebalanceOptions;
  #timer: Timer | undefined;
  #round: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #lastError: ErrorData | undefined;

  constructor(options: RebalanceOptions) {
    this.#options = options;
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
    let result: RoundResult;
    do {
      this.#again = false;
      result = await this.#allTopics();
    } while (this.#again && !this.#stopped);
    if (this.#stopped) return;
    this.#lastError = result.error;
    this.#timer = this.#options.client.clock.setTimeout(
      () => void this.run(),
      result.complete ? EVERY_MS : AFTER_FAILURE_MS,
    );
    this.#options.onRound();
  }

  /** One topic's trouble does not stop the others; the first error is told. */
  async #allTopics(): Promise<RoundResult> {
    const results = await Promise.all(
      this.#options.topics.map((topic) =>
        this.#oneTopic(topic).then(
          (complete): RoundResult => ({ complete }),
          (error: unknown): RoundResult => ({ complete: false, error: toErrorData(error) }),
        ),
      ),
    );
    return {
      complete: results.every(({ complete }) => complete),
      error: results.find(({ error }) => error !== undefined)?.error,
    };
  }

  /** false: to be asked again soon. */
  async #oneTopic(topic: string): Promise<boolean> {
    const { client, wanted, held, take, giveUp } = this.#options;
    const queues = client.routes.forSubscribe(topic);
    // No route (any more) is no reason to let go: the brokers may be restarting.
    if (queues.length === 0) return true;
    const ours = await wanted(topic, queues);
    if (this.#stopped) return true;
    if (ours === null) return false;
    const { added, removed } = difference(held(topic), ours);
    await Promise.all(removed.map(giveUp));
    if (!this.#stopped) await Promise.all(added.map(take));
    return true;
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
