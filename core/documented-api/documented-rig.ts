import { FakeBroker, NAME_SERVER } from '../consumer/fake-broker.ts';
import { SleepyClock } from '../consumer/sleepy-clock.ts';
import { type ErrorData, toErrorData } from '../model/error.ts';
import { queueKey } from '../model/queue.ts';
import type { Credentials } from '../remoting/credentials.ts';
import type { MessageCallback } from './callbacks.ts';
import { DocumentedApi } from './documented-api.ts';
import type { ConsumerHandle, MessageHandle, ProducerHandle, ReceivedMessageHandle } from './handles.ts';

export const TOPIC = 'order-events';
export const GROUP = 'g1';

/** For tests only: the API on fake brokers, one for each client it opens. */
export class DocumentedRig {
  readonly clock = new SleepyClock();
  /** Of each client, in the order in which they were opened. */
  readonly brokers: FakeBroker[] = [];
  readonly credentials: (Credentials | undefined)[] = [];
  readonly failed: unknown[] = [];
  readonly ended: ReceivedMessageHandle[] = [];
  readonly api: DocumentedApi;
  /** Called with each broker before it is used. */
  prepare: (broker: FakeBroker) => void = () => {};

  constructor(holdDeadlineMs = 60_000) {
    this.api = new DocumentedApi({
      clock: this.clock,
      newTransport: (credentials) => this.#newBroker(credentials),
      holdDeadlineMs: () => holdDeadlineMs,
      onCallbackFailed: (error) => this.failed.push(error),
      onDeliveryEnded: (message) => this.ended.push(message),
    });
  }

  get functions(): DocumentedApi['functions'] {
    return this.api.functions;
  }

  /** The first client's. */
  get broker(): FakeBroker {
    const [broker] = this.brokers;
    if (broker === undefined) throw new Error('no client was opened');
    return broker;
  }

  message(body = 'body'): MessageHandle {
    const message = this.functions.CreateMessage(TOPIC);
    this.functions.SetMessageBody(message, body);
    return message;
  }

  producer(group = 'p1'): ProducerHandle {
    const producer = this.functions.CreateProducer(group);
    this.functions.SetProducerNameServerAddress(producer, NAME_SERVER);
    return producer;
  }

  async startedProducer(): Promise<ProducerHandle> {
    const producer = this.producer();
    await this.functions.StartProducer(producer);
    return producer;
  }

  consumer(callback: MessageCallback, args: unknown = null, group = GROUP): ConsumerHandle {
    const { functions } = this;
    const consumer = functions.CreatePushConsumer(group);
    functions.SetPushConsumerNameServerAddress(consumer, NAME_SERVER);
    functions.SetPushConsumerThreadCount(consumer, 4);
    functions.Subscribe(consumer, TOPIC, '*');
    functions.RegisterMessageCallback(consumer, callback, args);
    return consumer;
  }

  async startedConsumer(callback: MessageCallback, args?: unknown): Promise<ConsumerHandle> {
    const consumer = this.consumer(callback, args);
    await this.functions.StartPushConsumer(consumer);
    await this.turn();
    return consumer;
  }

  /** A message in front of a callback that never answers. */
  async receivedMessage(): Promise<ReceivedMessageHandle> {
    const received: ReceivedMessageHandle[] = [];
    await this.startedConsumer((message) => {
      received.push(message);
      return new Promise<0>(() => {});
    });
    await this.arrive(0);
    const [message] = received;
    if (message === undefined) throw new Error('nothing came');
    return message;
  }

  /** Messages of these offsets, to the broker opened last. */
  async arrive(...offsets: number[]): Promise<void> {
    this.brokers
      .at(-1)
      ?.pullOf(TOPIC)
      .answer(
        0,
        Math.max(...offsets) + 1,
        offsets.map((offset) => ({ offset })),
      );
    await this.turn();
  }

  async turn(): Promise<void> {
    await this.clock.advance(0);
    await this.clock.advance(0);
  }

  #newBroker(credentials: Credentials | undefined): FakeBroker {
    const broker = new FakeBroker();
    broker.topics[TOPIC] = 1;
    broker.offsets.set(queueKey({ topic: TOPIC, brokerName: 'broker-a', queueId: 0 }), 0);
    broker.answers.GET_CONSUMER_LIST_BY_GROUP = () =>
      JSON.stringify({ consumerIdList: [clientIdOf(broker)] });
    broker.answers.SEND_MESSAGE_V2 = { extFields: { msgId: 'OFFSET-ID', queueId: '0', queueOffset: '42' } };
    this.brokers.push(broker);
    this.credentials.push(credentials);
    this.prepare(broker);
    return broker;
  }
}

/** As its heartbeat announced it. */
function clientIdOf(broker: FakeBroker): string {
  const heartbeat = broker.sent.find(({ request }) => request.name === 'HEART_BEAT');
  return JSON.parse(Buffer.from(heartbeat?.request.body ?? []).toString()).clientID;
}

/** What became of a call, whether it returns, throws, resolves or rejects. */
export async function outcomeOf(run: () => unknown): Promise<{ value: unknown } | { error: ErrorData }> {
  try {
    return { value: await run() };
  } catch (error) {
    return { error: toErrorData(error) };
  }
}

/** `code`, or `code field rule`, or a returned value: for tables. */
export async function told(run: () => unknown): Promise<unknown> {
  const outcome = await outcomeOf(run);
  if ('value' in outcome) return outcome.value;
  const { code, params } = outcome.error;
  return [code, params.field ?? params.argument, params.rule ?? params.reason].filter(Boolean).join(' ');
}
