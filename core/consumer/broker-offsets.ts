import { queryConsumerOffset, updateConsumerOffset } from '../admin/offsets.ts';
import type { ClientInstance } from '../client/client-instance.ts';
import type { MessageQueue } from '../model/queue.ts';
import { encodeRequest } from '../protocol/define-request.ts';
import { updateConsumerOffset as updateRequest } from '../protocol/requests/offset.ts';
import { noRoute } from '../route/route-table.ts';
import type { OffsetStore } from './offset-store.ts';

const ONEWAY_TIMEOUT_MS = 3_000;

/** A group's offsets at the brokers of its queues. Source: RemoteBrokerOffsetStore.java. */
export class BrokerOffsets implements OffsetStore {
  readonly atBroker = true;
  readonly #client: ClientInstance;
  readonly #group: string;
  readonly #onlyCommitted: boolean;

  /** `onlyCommitted`: brokers from 5.0 then do not say 0 for a small queue where the group never was. */
  constructor(client: ClientInstance, group: string, { onlyCommitted }: { onlyCommitted: boolean }) {
    this.#client = client;
    this.#group = group;
    this.#onlyCommitted = onlyCommitted;
  }

  async read(queue: MessageQueue): Promise<number | undefined> {
    return await queryConsumerOffset(this.#client, this.#group, queue, this.#onlyCommitted);
  }

  async write(queue: MessageQueue, offset: number): Promise<void> {
    await updateConsumerOffset(this.#client, this.#group, queue, offset);
  }

  /** One-way: what gets lost is told again with the next pull. */
  async tell({ topic, brokerName, queueId }: MessageQueue, offset: number): Promise<void> {
    const { routes, transport } = this.#client;
    const address = routes.masterAddress(brokerName);
    if (address === undefined) throw noRoute(brokerName);
    const header = { consumerGroup: this.#group, topic, queueId, commitOffset: offset };
    await transport.oneway(address, encodeRequest(updateRequest, header), ONEWAY_TIMEOUT_MS);
  }
}
