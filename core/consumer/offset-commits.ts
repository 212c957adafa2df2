import { updateConsumerOffset } from '../admin/offsets.ts';
import type { ClientInstance } from '../client/client-instance.ts';
import type { Timer } from '../clock.ts';
import { encodeRequest } from '../protocol/define-request.ts';
import { updateConsumerOffset as updateRequest } from '../protocol/requests/offset.ts';
import type { AssignedQueue } from './assigned-queue.ts';
import { within } from './within.ts';

/** Source: ClientConfig.persistConsumerOffsetInterval. */
const COMMIT_EVERY_MS = 5_000;
const ONEWAY_TIMEOUT_MS = 3_000;
/** A commit that is waited for is given up after this long. */
const COMMIT_TIMEOUT_MS = 1_000;

/** Tells brokers how far each queue is decided; pulls do so on their way as well. Source: RemoteBrokerOffsetStore. */
export class OffsetCommits {
  readonly #client: ClientInstance;
  readonly #group: string;
  readonly #timer: Timer;

  constructor(client: ClientInstance, group: string, queues: () => Iterable<AssignedQueue>) {
    this.#client = client;
    this.#group = group;
    this.#timer = client.clock.setInterval(() => {
      for (const assigned of queues()) this.#tell(assigned);
    }, COMMIT_EVERY_MS);
  }

  /** Waits until the broker took it, 1 s at most. What is not taken is delivered again: nothing is lost by that. */
  async commit(assigned: AssignedQueue): Promise<void> {
    const offset = assigned.uncommitted;
    if (offset === undefined) return;
    const taken = updateConsumerOffset(this.#client, this.#group, assigned.queue, offset).then(
      () => assigned.committed(offset),
      () => {},
    );
    await within(this.#client.clock, COMMIT_TIMEOUT_MS, taken);
  }

  stop(): void {
    this.#timer.cancel();
  }

  /** One-way: what gets lost is told again with the next pull. */
  #tell(assigned: AssignedQueue): void {
    const offset = assigned.uncommitted;
    const address = this.#client.routes.masterAddress(assigned.queue.brokerName);
    if (offset === undefined || address === undefined) return;
    const { topic, queueId } = assigned.queue;
    const request = encodeRequest(updateRequest, {
      consumerGroup: this.#group,
      topic,
      queueId,
      commitOffset: offset,
    });
    this.#client.transport.oneway(address, request, ONEWAY_TIMEOUT_MS).then(
      () => assigned.committed(offset),
      () => {},
    );
  }
}
