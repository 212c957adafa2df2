import { Buffer } from 'node:buffer';
import { ClientInstance } from '../client/client-instance.ts';
import { ManualClock } from '../clock.ts';
import { type MessageQueue, queueKey } from '../model/queue.ts';
import { RESPONSE } from '../protocol/codes.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';
import { encodeStoredMessage, type StoredMessageFields } from '../protocol/message-codec.ts';
import { FakeTransport } from '../remoting/fake-transport.ts';

/** What one pull gives: less than a real broker's 32, so that few messages make several pages. */
const PULL_MESSAGES = 5;

/**
 * For tests only: two brokers `a` (a:1) and `b` (b:1) of cluster `c`, and a topic `t` with two queues on each, which are
 * filled by `store` and can be pulled and searched.
 */
export class FakeCluster {
  readonly transport = new FakeTransport();
  readonly client: ClientInstance;
  readonly queues: MessageQueue[] = ['a', 'b'].flatMap((brokerName) =>
    [0, 1].map((queueId) => ({ topic: 't', brokerName, queueId })),
  );
  /** Offset of the first message each queue still has. */
  readonly minOffsets = new Map<string, number>();
  /** Added to every answer of a search by time: brokers err. */
  searchError = 0;
  #storedCount = 0;
  readonly #stored = new Map<string, StoredMessageFields[]>();

  constructor() {
    const { transport } = this;
    this.client = new ClientInstance({ nameServers: ['ns:1'], transport, clock: new ManualClock() });
    const brokers = ['a', 'b'].map(
      (name) => `{"brokerName":"${name}","cluster":"c","brokerAddrs":{0:"${name}:1"}}`,
    );
    transport.answers.GET_BROKER_CLUSTER_INFO = `{"brokerAddrTable":{"a":${brokers[0]},"b":${brokers[1]}},"clusterAddrTable":{"c":["a","b"]}}`;
    transport.answers.GET_ROUTEINFO_BY_TOPIC = ({ extFields }) =>
      extFields.topic === 't'
        ? `{"brokerDatas":[${brokers}],"queueDatas":[${this.#queueData()}]}`
        : { code: RESPONSE.TOPIC_NOT_EXIST };
    transport.answers.GET_MIN_OFFSET = (request, address) => offsetAnswer(this.#ends(request, address).min);
    transport.answers.GET_MAX_OFFSET = (request, address) => offsetAnswer(this.#ends(request, address).max);
    transport.answers.SEARCH_OFFSET_BY_TIMESTAMP = (request, address) => this.#search(request, address);
    transport.answers.PULL_MESSAGE = (request, address) => this.#pull(request, address);
  }

  /** Appends a message; its offset is its number in the queue. */
  store(queue: MessageQueue, storeTimestamp: number, more: Partial<StoredMessageFields> = {}): void {
    const key = queueKey(queue);
    const messages = this.#stored.get(key) ?? [];
    const commitLogOffset = 100 * this.#storedCount++;
    const fields = { storeTimestamp, commitLogOffset, ...more };
    this.#stored.set(key, [...messages, storedMessage(queue, messages.length, fields)]);
  }

  /** Another queue of `t` on broker `b`; whoever knows the route has to ask again. */
  addQueue(): MessageQueue {
    const queueId = this.queues.filter(({ brokerName }) => brokerName === 'b').length;
    const queue = { topic: 't', brokerName: 'b', queueId };
    this.queues.push(queue);
    return queue;
  }

  #queueData(): string[] {
    return ['a', 'b'].map((name) => {
      const count = this.queues.filter(({ brokerName }) => brokerName === name).length;
      return `{"brokerName":"${name}","readQueueNums":${count},"writeQueueNums":${count},"perm":6}`;
    });
  }

  requests(name: string): { address: string; extFields: Record<string, string> }[] {
    return this.transport.sent
      .filter(({ request }) => request.name === name)
      .map(({ address, request }) => ({ address, extFields: request.extFields }));
  }

  #messages(
    { extFields }: EncodedRequest,
    address: string,
  ): { key: string; messages: StoredMessageFields[] } {
    const { topic = '', queueId } = extFields;
    const key = queueKey({ topic, brokerName: address.slice(0, 1), queueId: Number(queueId) });
    return { key, messages: this.#stored.get(key) ?? [] };
  }

  #ends(request: EncodedRequest, address: string): { min: number; max: number } {
    const { key, messages } = this.#messages(request, address);
    return { min: this.minOffsets.get(key) ?? 0, max: messages.length };
  }

  #search(request: EncodedRequest, address: string) {
    const { messages } = this.#messages(request, address);
    const at = messages.findIndex(
      ({ storeTimestamp }) => storeTimestamp >= Number(request.extFields.timestamp),
    );
    const exact = at === -1 ? messages.length : at;
    return offsetAnswer(Math.min(Math.max(0, exact + this.searchError), messages.length));
  }

  #pull(request: EncodedRequest, address: string) {
    const { messages } = this.#messages(request, address);
    const { min, max } = this.#ends(request, address);
    const from = Number(request.extFields.queueOffset);
    if (from < min) return pullAnswer(RESPONSE.PULL_OFFSET_MOVED, min, { min, max });
    if (from >= max) return pullAnswer(RESPONSE.PULL_NOT_FOUND, max, { min, max });
    const found = messages.slice(from, from + PULL_MESSAGES);
    const body = Buffer.concat(found.map(encodeStoredMessage));
    return { ...pullAnswer(RESPONSE.SUCCESS, from + found.length, { min, max }), body };
  }
}

export function storedMessage(
  queue: MessageQueue,
  queueOffset: number,
  more: Partial<StoredMessageFields> = {},
): StoredMessageFields {
  return {
    topic: queue.topic,
    queueId: queue.queueId,
    queueOffset,
    commitLogOffset: queueOffset * 100,
    flag: 0,
    sysFlag: 0,
    bornTimestamp: 1,
    bornHost: '127.0.0.1:5',
    storeTimestamp: 1,
    storeHost: '127.0.0.1:10911',
    reconsumeTimes: 0,
    preparedTransactionOffset: 0,
    body: Buffer.from(`${queue.brokerName}${queue.queueId}:${queueOffset}`),
    properties: [],
    ...more,
  };
}

const offsetAnswer = (offset: number) => ({ extFields: { offset: String(offset) } });

function pullAnswer(code: number, nextBeginOffset: number, { min, max }: { min: number; max: number }) {
  const numbers = { suggestWhichBrokerId: 0, nextBeginOffset, minOffset: min, maxOffset: max };
  const extFields = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)]));
  return { code, extFields };
}
