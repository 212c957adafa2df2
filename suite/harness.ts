import { randomBytes } from 'node:crypto';
import { createTopic, deleteGroup, deleteTopic } from '../core/admin/create.ts';
import { ClientInstance } from '../core/client/client-instance.ts';
import { systemClock } from '../core/clock.ts';
import { type Delivery, PushConsumer, type PushConsumerOptions } from '../core/consumer/push-consumer.ts';
import type { DecidedBy, ReleaseReason } from '../core/model/consume.ts';
import type { OutgoingMessage } from '../core/model/message.ts';
import { dlqTopic, retryTopic } from '../core/model/names.ts';
import type { SendReceipt } from '../core/model/send.ts';
import { Producer } from '../core/producer/producer.ts';
import { ConnectionPool } from '../core/remoting/connection-pool.ts';
import type { Credentials } from '../core/remoting/credentials.ts';
import type { Transport } from '../core/remoting/transport.ts';

/** Everything the suite makes on a broker starts with this, and is deleted at the end. */
const PREFIX = 'gantry-suite';

export interface Target {
  nameServer: string;
  /** Its release, as `5.3.3`; the sandbox's is the one it follows. See expectationsOf. */
  broker: string;
  credentials?: Credentials;
}

/** One behaviour: a name that says what must be so, and a run that throws when it is not. */
export interface Behaviour {
  name: string;
  run(world: World): Promise<void>;
  /** Default 30 s. */
  timeoutMs?: number;
}

/** What one behaviour works with; everything it opened is closed, and what it made is deleted, after it. */
export class World {
  readonly target: Target;
  readonly #clients: ClientInstance[] = [];
  readonly #consumers: PushConsumer[] = [];
  readonly #topics: string[] = [];
  readonly #groups: string[] = [];

  constructor(target: Target) {
    this.target = target;
  }

  client(nameServers = [this.target.nameServer]): ClientInstance {
    const { credentials } = this.target;
    return this.clientOver(
      new ConnectionPool({ clock: systemClock, ...(credentials === undefined ? {} : { credentials }) }),
      nameServers,
    );
  }

  /** A client over a transport of the behaviour's own. The first client made also deletes what was made: it must be allowed to. */
  clientOver(transport: Transport, nameServers = [this.target.nameServer]): ClientInstance {
    const client = new ClientInstance({ nameServers, transport, clock: systemClock });
    client.start();
    this.#clients.push(client);
    return client;
  }

  /** A name of the suite's own that nothing has used yet. */
  name(kind: string): string {
    return `${PREFIX}-${kind}-${randomBytes(6).toString('hex')}`;
  }

  group(): string {
    const group = this.name('group');
    this.#groups.push(group);
    return group;
  }

  /** A name for a topic that the broker will create on the first send. */
  topicName(): string {
    const topic = this.name('topic');
    this.#topics.push(topic);
    return topic;
  }

  async topic(client: ClientInstance, queues = 4): Promise<string> {
    const topic = this.topicName();
    await createTopic(client, { topic, queues });
    await until(
      `route of ${topic}`,
      async () =>
        (await client.routes.forPublish(topic)).queues.length === queues &&
        client.routes.cached(topic) !== undefined,
    );
    return topic;
  }

  /** A consumer that holds what it gets, or decides each by `decide`. */
  async consume(client: ClientInstance, options: ConsumeOptions): Promise<TestConsumer> {
    const test = new TestConsumer(client, options);
    this.#consumers.push(test.consumer);
    await test.consumer.start();
    return test;
  }

  async close(): Promise<void> {
    await Promise.all(this.#consumers.map((consumer) => consumer.shutdown()));
    const [cleaner] = this.#clients;
    if (cleaner !== undefined) {
      for (const group of this.#groups) {
        this.#topics.push(retryTopic(group), dlqTopic(group));
        await quietly(deleteGroup(cleaner, group));
      }
      for (const topic of this.#topics) await quietly(deleteTopic(cleaner, topic));
    }
    await Promise.all(this.#clients.map((client) => client.close()));
  }
}

/** One topic, unless `subscriptions` name others; what comes is held unless decided at once. */
interface ConsumeOptions extends Partial<PushConsumerOptions> {
  group: string;
  topic: string;
  tagPattern?: string;
  decide?: (delivery: Delivery) => 'ack' | 'later' | 'hold';
}

export class TestConsumer {
  readonly consumer: PushConsumer;
  /** Every delivery that got a seat, in order. */
  readonly held: Delivery[] = [];
  readonly movedAway: Delivery[] = [];
  /** Why the last of them moved away. */
  releasedBy: ReleaseReason | undefined;

  constructor(
    client: ClientInstance,
    { topic, tagPattern = '*', decide = () => 'hold', ...options }: ConsumeOptions,
  ) {
    this.consumer = new PushConsumer(
      client,
      {
        seats: 8,
        subscriptions: [{ topic, tagPattern }],
        ...options,
      },
      {
        onPulled: () => {},
        onHeld: (deliveries) => {
          this.held.push(...deliveries);
          for (const delivery of deliveries) this.#decide(delivery, decide(delivery));
        },
        onSettled: () => {},
        onDecisionFailed: () => {},
        onDeadlines: () => {},
        onMovedAway: (deliveries, reason) => {
          this.movedAway.push(...deliveries);
          this.releasedBy = reason;
        },
        onChanged: () => {},
      },
    );
  }

  #decide(delivery: Delivery, decision: 'ack' | 'later' | 'hold'): void {
    if (decision === 'ack') this.ack(delivery);
    if (decision === 'later') void this.consumer.later(delivery, BY);
  }

  ack(delivery: Delivery): void {
    const error = this.consumer.ack([delivery], BY)[0]?.error;
    if (error !== undefined) throw new Error(`ack refused: ${JSON.stringify(error)}`);
  }

  /** `delayLevel`: as PushConsumer.later. */
  async later(delivery: Delivery, delayLevel = 0): Promise<void> {
    const { error } = await this.consumer.later(delivery, BY, delayLevel);
    if (error !== undefined) throw new Error(`later refused: ${JSON.stringify(error)}`);
  }

  bodies(): string[] {
    return this.held.map((delivery) => text(delivery.message.body));
  }

  async waitFor(count: number, timeoutMs = 20_000): Promise<Delivery[]> {
    await until(
      `${count} deliveries`,
      () => this.held.length >= count,
      timeoutMs,
      () => `${this.held.length} came`,
    );
    return this.held;
  }
}

const BY: DecidedBy = 'person';

export const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
export const bytes = (value: string): Uint8Array => Buffer.from(value, 'utf8');

export function message(topic: string, body: string, more: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return { topic, body: bytes(body), tag: '', keys: [], delayLevel: 0, properties: [], ...more };
}

export function producer(client: ClientInstance, group = `${PREFIX}-producer`): Producer {
  return new Producer(client, { group });
}

/** Sends and gives the receipt; anything but stored throws. */
export async function send(by: Producer, outgoing: OutgoingMessage): Promise<SendReceipt> {
  const outcome = await by.send(outgoing);
  if (outcome.kind !== 'stored') throw new Error(`not stored: ${JSON.stringify(outcome)}`);
  return outcome.receipt;
}

export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 15_000,
  detail: () => string = () => '',
): Promise<void> {
  const giveUpAt = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      if (await condition()) return;
    } catch (error) {
      last = error;
    }
    if (Date.now() > giveUpAt)
      throw new Error(
        `waited ${timeoutMs} ms for ${what}; ${detail()} ${last === undefined ? '' : String(last)}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Nothing more is expected: watches for `ms` that `condition` stays true. */
export async function stays(what: string, ms: number, condition: () => boolean): Promise<void> {
  const until_ = Date.now() + ms;
  while (Date.now() < until_) {
    if (!condition()) throw new Error(`did not stay: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export function equal(actual: unknown, expected: unknown, what: string): void {
  const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (got !== wanted) throw new Error(`${what}: got ${got}, wanted ${wanted}`);
}

export function check(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

async function quietly(work: Promise<unknown>): Promise<void> {
  await work.catch(() => undefined);
}
