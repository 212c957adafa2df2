import { systemClock } from '../../core/clock.ts';
import {
  type ConsumerHandle,
  CStatus,
  DocumentedApi,
  type MessageCallback,
  type MessageHandle,
  type ProducerHandle,
  type ReceivedMessageHandle,
} from '../../core/documented-api/index.ts';
import { type ErrorData, toErrorData } from '../../core/model/error.ts';
import { ConnectionPool } from '../../core/remoting/connection-pool.ts';
import type { Transport } from '../../core/remoting/transport.ts';
import { type Behaviour, until, type World } from '../harness.ts';

/** What a callback read of one message before it answered. */
export interface Seen {
  handle: ReceivedMessageHandle;
  topic: string;
  id: string;
  tags: string;
  keys: string;
  body: Uint8Array;
  text: string | ErrorData;
  source: string;
  atMs: number;
}

/** The documented calls as one behaviour makes them. */
export class DocumentedCalls {
  readonly world: World;
  readonly #api: DocumentedApi;
  readonly functions: DocumentedApi['functions'];
  readonly #nameServer: string;

  constructor(world: World, holdDeadlineMs: number) {
    this.world = world;
    this.#nameServer = world.target.nameServer;
    this.#api = new DocumentedApi({
      newTransport: transportOf(world),
      holdDeadlineMs: () => holdDeadlineMs,
    });
    this.functions = this.#api.functions;
  }

  async producer(nameServer = this.#nameServer): Promise<ProducerHandle> {
    const producer = this.functions.CreateProducer(this.world.name('producer'));
    this.functions.SetProducerNameServerAddress(producer, nameServer);
    await this.functions.StartProducer(producer);
    return producer;
  }

  message(topic: string, body = 'hello'): MessageHandle {
    const message = this.functions.CreateMessage(topic);
    this.functions.SetMessageBody(message, body);
    return message;
  }

  /** Sends one text each, to the topic's queue 0. */
  async send(topic: string, ...bodies: string[]): Promise<void> {
    const producer = await this.producer();
    for (const body of bodies) {
      const message = this.message(topic, body);
      await this.functions.SendMessageOrderly(producer, message, 0, null, () => 0);
    }
  }

  /** Not started yet. */
  consumer(
    group: string,
    topic: string,
    callback: MessageCallback = () => 0,
    tagPattern = '*',
  ): ConsumerHandle {
    const { functions } = this;
    const consumer = functions.CreatePushConsumer(group);
    functions.SetPushConsumerNameServerAddress(consumer, this.#nameServer);
    functions.Subscribe(consumer, topic, tagPattern);
    functions.RegisterMessageCallback(consumer, callback, null);
    return consumer;
  }

  /** Starts one and gives what its callback sees, in order. */
  async consume(
    topic: string,
    {
      group = this.world.group(),
      answer = () => 0,
      tagPattern = '*',
    }: { group?: string; answer?: MessageCallback; tagPattern?: string } = {},
  ): Promise<{ seen: Seen[]; consumer: ConsumerHandle; waitFor(count: number): Promise<Seen[]> }> {
    const seen: Seen[] = [];
    const callback: MessageCallback = (message, args) => {
      seen.push(this.read(message));
      return answer(message, args);
    };
    const consumer = this.consumer(group, topic, callback, tagPattern);
    // 4.x tells a new topic's route a moment late; a start that failed may be tried again.
    await until('its start', async () => (await this.functions.StartPushConsumer(consumer)) === CStatus.OK);
    const waitFor = async (count: number): Promise<Seen[]> => {
      await until(
        `${count} messages`,
        () => seen.length >= count,
        30_000,
        () => `${seen.length} came`,
      );
      return seen;
    };
    return { seen, consumer, waitFor };
  }

  read(message: ReceivedMessageHandle): Seen {
    const { functions } = this;
    return {
      handle: message,
      topic: functions.GetMessageTopic(message),
      id: functions.GetMessageId(message),
      tags: functions.GetMessageTags(message),
      keys: functions.GetMessageKeys(message),
      body: functions.GetMessageByteBody(message),
      text: textOf(() => functions.GetMessageBody(message)),
      source: functions.GetMessageProperty(message, 'source'),
      atMs: Date.now(),
    };
  }

  close(): Promise<void> {
    return this.#api.close();
  }
}

/** With the target's credentials, which nobody can read. */
export function transportOf({ target: { credentials } }: World): () => Transport {
  return () =>
    new ConnectionPool({ clock: systemClock, ...(credentials === undefined ? {} : { credentials }) });
}

function textOf(read: () => string): string | ErrorData {
  try {
    return read();
  } catch (error) {
    return toErrorData(error);
  }
}

interface Options {
  timeoutMs?: number;
  holdDeadlineMs?: number;
}

/** A behaviour of the documented calls; what they opened is closed after it. */
export function documented(
  name: string,
  run: (calls: DocumentedCalls) => Promise<void>,
  { timeoutMs, holdDeadlineMs = 60_000 }: Options = {},
): Behaviour {
  return {
    name: `documented API: ${name}`,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    async run(world) {
      const calls = new DocumentedCalls(world, holdDeadlineMs);
      try {
        await run(calls);
      } finally {
        await calls.close();
      }
    },
  };
}

/** A topic of `queues` queues, made by the suite's own client. */
export function topicOf({ world }: DocumentedCalls, queues = 1): Promise<string> {
  return world.topic(world.client(), queues);
}

/** The error of a call that must not succeed. */
export async function errorOf(call: Promise<unknown>): Promise<ErrorData> {
  try {
    await call;
  } catch (error) {
    return toErrorData(error);
  }
  throw new Error('it was to be refused');
}
