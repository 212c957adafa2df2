import type { ClientInstance } from '../../client/client-instance.ts';
import { type PullAnswer, pullQueue } from '../../consumer/pull-queue.ts';
import type { ReceivedMessage } from '../../model/message.ts';
import { TOOLS_CONSUMER_GROUP } from '../../model/names.ts';
import type { MessageQueue } from '../../model/queue.ts';
import { MASTER_ID } from '../../model/route.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import { type SubscriptionData, tagSubscription } from '../../protocol/heartbeat-json.ts';

/** What a broker gives at most in one answer. Source: MessageStoreConfig.maxTransferCountOnMessageInMemory. */
export const PAGE_MESSAGES = 32;

interface Page {
  /** Matching messages at offsets [asked, next), ascending. */
  messages: ReceivedMessage[];
  next: number;
}

/**
 * Reads stored messages of one queue by offset, as the group of the tools: no heartbeat, no membership, its own
 * subscription in every pull, nothing committed. No group's offset moves; the group exists on every
 * broker, also where groups are not created by themselves. Source: DefaultMQAdminExtImpl.pullMessage.
 */
export class QueueReader {
  readonly queue: MessageQueue;
  readonly #client: ClientInstance;
  readonly #subscription: SubscriptionData;
  #brokerId = MASTER_ID;

  /** `tagPattern` as a consumer's; default: all. */
  constructor(client: ClientInstance, queue: MessageQueue, tagPattern = '*') {
    this.#client = client;
    this.queue = queue;
    this.#subscription = tagSubscription(queue.topic, tagPattern, 0);
  }

  /** All matching messages at offsets [from, to), ascending. Throws as pullQueue. */
  async range(from: number, to: number): Promise<ReceivedMessage[]> {
    const messages: ReceivedMessage[] = [];
    for (let at = from; at < to; ) {
      const page = await this.page(at, to);
      messages.push(...page.messages);
      at = page.next;
    }
    return messages;
  }

  /** What one pull at `from` gives below `to`. `next` is `to` when the queue has no more. Throws as pullQueue. */
  async page(from: number, to: number): Promise<Page> {
    const { responseCode, reply, messages } = await this.#pull(from, false);
    const ended = responseCode === RESPONSE.PULL_NOT_FOUND || reply.nextBeginOffset <= from;
    const next = ended ? to : Math.min(reply.nextBeginOffset, to);
    return { messages: messages().filter((message) => this.#wanted(message, from, next)), next };
  }

  /**
   * What is stored at `from` or later; when there is nothing the broker waits for a message, up to 15 s. Throws as
   * pullQueue.
   */
  async news(from: number): Promise<Page> {
    const { responseCode, reply, messages } = await this.#pull(from, true);
    const next = responseCode === RESPONSE.PULL_NOT_FOUND ? from : reply.nextBeginOffset;
    return { messages: messages().filter((message) => this.#wanted(message, from, next)), next };
  }

  async #pull(offset: number, suspend: boolean): Promise<PullAnswer> {
    const answer = await pullQueue(this.#client, {
      group: TOOLS_CONSUMER_GROUP,
      queue: this.queue,
      subscription: this.#subscription,
      offset,
      commitOffset: 0,
      suspend,
      brokerId: this.#brokerId,
    });
    this.#brokerId = answer.reply.suggestWhichBrokerId;
    return answer;
  }

  /** The broker's filter knows tags by their hash only. */
  #wanted({ queueOffset, tag }: ReceivedMessage, from: number, next: number): boolean {
    const { tagsSet } = this.#subscription;
    return queueOffset >= from && queueOffset < next && (tagsSet.length === 0 || tagsSet.includes(tag));
  }
}
