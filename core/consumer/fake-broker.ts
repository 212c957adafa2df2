import { Buffer } from 'node:buffer';
import type { GantryError } from '../model/error.ts';
import { type MessageQueue, queueKey } from '../model/queue.ts';
import type { Command } from '../protocol/command.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';
import { encodeStoredMessage, type StoredMessageFields } from '../protocol/message-codec.ts';
import { encodeTopicRoute } from '../protocol/route-json.ts';
import { replyCommand } from '../remoting/fake-peer.ts';
import { FakeTransport } from '../remoting/fake-transport.ts';
import { refusalError } from '../remoting/response-advice.ts';

export const NAME_SERVER = 'ns:9876';
export const BROKER = 'a:10911';
const BROKER_NAME = 'broker-a';

export interface FakeMessage extends Partial<StoredMessageFields> {
  offset: number;
  tag?: string;
}

/** A pull that waits for its answer. */
export interface PendingPull {
  queue: MessageQueue;
  fields: Record<string, string>;
  /** `messages` as bytes: as they are on the wire. */
  answer(code: number, next: number, messages?: FakeMessage[] | Buffer): void;
  fail(error: GantryError): void;
}

/** For tests only: one name server and one broker without sockets, whose pulls the test answers one by one. */
export class FakeBroker extends FakeTransport {
  /** Topic to its number of queues. */
  readonly topics: Record<string, number> = {};
  /** By queueKey: where the group goes on. */
  readonly offsets = new Map<string, number>();
  members: string[] | null = [];
  maxOffset = 0;
  /** In order of arrival; an answered one is taken out. */
  readonly pulls: PendingPull[] = [];

  constructor() {
    super();
    this.answers.GET_ROUTEINFO_BY_TOPIC = ({ extFields }) => this.#route(extFields.topic ?? '');
    this.answers.GET_CONSUMER_LIST_BY_GROUP = () =>
      this.members === null
        ? { code: 1, remark: 'no consumer for this group' }
        : JSON.stringify({ consumerIdList: this.members });
    this.answers.QUERY_CONSUMER_OFFSET = (request) => {
      const offset = this.offsets.get(queueKey(queueOf(request)));
      return offset === undefined ? { code: 22 } : { extFields: { offset: String(offset) } };
    };
    this.answers.GET_MAX_OFFSET = () => ({ extFields: { offset: String(this.maxOffset) } });
    for (const name of [
      'GET_BROKER_CONFIG',
      'GET_SUBSCRIPTIONGROUP_CONFIG',
      'GET_ALL_SUBSCRIPTIONGROUP_CONFIG',
    ])
      this.answers[name] = { code: 3, remark: 'not supported' };
  }

  override async invoke(address: string, request: EncodedRequest, timeoutMs: number): Promise<Command> {
    if (request.name !== 'PULL_MESSAGE' || this.down.has(address))
      return await super.invoke(address, request, timeoutMs);
    return await new Promise((resolve, reject) => {
      const queue = queueOf(request);
      const done = (): void => void this.pulls.splice(this.pulls.indexOf(pull), 1);
      const pull: PendingPull = {
        queue,
        fields: request.extFields,
        answer: (code, next, messages = []) => {
          done();
          const command = pullReply(code, next, Math.max(this.maxOffset, next), queue, messages);
          if (request.ok.includes(code)) resolve(command);
          else reject(refusalError(command, request.name, address));
        },
        fail: (error) => {
          done();
          reject(error);
        },
      };
      this.pulls.push(pull);
    });
  }

  /** The pull that is out for a queue. */
  pullOf(topic: string, queueId = 0): PendingPull {
    const pull = this.pulls.find(({ queue }) => queue.topic === topic && queue.queueId === queueId);
    if (pull === undefined) throw new Error(`no pull is out for ${topic} ${queueId}`);
    return pull;
  }

  /** The offsets of a queue committed by requests of their own, in order. */
  commits(queueId = 0): number[] {
    return this.#requests('UPDATE_CONSUMER_OFFSET').flatMap(({ extFields }) =>
      Number(extFields.queueId) === queueId ? Number(extFields.commitOffset) : [],
    );
  }

  sentBack(): Record<string, string>[] {
    return this.#requests('CONSUMER_SEND_MSG_BACK').map(({ extFields }) => extFields);
  }

  #requests(name: string): EncodedRequest[] {
    return this.sent.flatMap(({ request }) => (request.name === name ? request : []));
  }

  #route(topic: string): Partial<Command> {
    const queueCount = this.topics[topic];
    if (queueCount === undefined) return { code: 17, remark: 'No topic route info' };
    const queues = [
      {
        brokerName: BROKER_NAME,
        readQueueNums: queueCount,
        writeQueueNums: queueCount,
        perm: 6,
        topicSysFlag: 0,
      },
    ];
    const brokers = [{ cluster: 'c', brokerName: BROKER_NAME, addresses: { 0: BROKER } }];
    return { body: encodeTopicRoute({ brokers, queues }, { quotedKeys: true }) };
  }
}

function queueOf({ extFields }: EncodedRequest): MessageQueue {
  return { topic: extFields.topic ?? '', brokerName: BROKER_NAME, queueId: Number(extFields.queueId) };
}

function pullReply(
  code: number,
  next: number,
  maxOffset: number,
  queue: MessageQueue,
  messages: FakeMessage[] | Buffer,
): Command {
  return replyCommand(1, {
    code,
    extFields: {
      suggestWhichBrokerId: '0',
      nextBeginOffset: String(next),
      minOffset: '0',
      maxOffset: String(maxOffset),
    },
    body: Array.isArray(messages)
      ? Buffer.concat(messages.map((message) => storedMessage(queue, message)))
      : messages,
  });
}

function storedMessage(queue: MessageQueue, { offset, tag = '', ...more }: FakeMessage): Buffer {
  return encodeStoredMessage({
    topic: queue.topic,
    queueId: queue.queueId,
    queueOffset: offset,
    commitLogOffset: 10_000 + offset,
    flag: 0,
    sysFlag: 0,
    bornTimestamp: 1,
    bornHost: '10.0.0.1:1',
    storeTimestamp: 2,
    storeHost: '10.0.0.2:10911',
    reconsumeTimes: 0,
    preparedTransactionOffset: 0,
    body: Buffer.from(`m${offset}`),
    properties: [
      ['UNIQ_KEY', `KEY${offset}`],
      ['TAGS', tag],
    ],
    ...more,
  });
}
