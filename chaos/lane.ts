import { randomBytes } from 'node:crypto';
import type { ClientInstance } from '../core/client/client-instance.ts';
import type { PushConsumer } from '../core/consumer/push-consumer.ts';
import { Producer } from '../core/producer/producer.ts';
import { byModulo } from '../core/producer/queue-selectors.ts';
import { ackAll, consumerOf, type Membership } from './acking-consumer.ts';
import { type Copy, judge, type Verdict } from './judge.ts';
import { Member } from './member.ts';
import { copyOf, numberedMessage } from './numbered.ts';
import type { Access } from './open-client.ts';
import { PacedSender } from './paced-sender.ts';
import { until } from './until.ts';

/** Longer than any send takes to find another broker. */
const STILL_MS = 10_000;

/** How a lane sends and consumes. */
export interface LaneKind {
  name: 'concurrent' | 'orderly';
  perSecond: number;
  /** Lines that send side by side; an orderly one sends to a queue of its own, one message after the other. */
  lines: number;
}

interface LaneClients {
  sending: ClientInstance;
  consuming: ClientInstance;
}

/** One topic with messages going in at a pace and one group that acks everything that comes out. */
export class Lane {
  readonly kind: LaneKind;
  readonly membership: Membership;
  /** Every delivery acked, by any member. */
  readonly #delivered: Copy[] = [];
  readonly #access: Access;
  readonly #producer: Producer;
  readonly #consumer: PushConsumer;
  readonly #members: Member[] = [];
  #sender: PacedSender | undefined;

  constructor(kind: LaneKind, access: Access, { sending, consuming }: LaneClients) {
    const name = `gantry-chaos-${kind.name}-${randomBytes(4).toString('hex')}`;
    this.kind = kind;
    this.membership = { topic: name, group: `${name}-group`, orderly: kind.name === 'orderly' };
    this.#access = access;
    this.#producer = new Producer(sending, { group: `${name}-producer` });
    this.#consumer = consumerOf(consuming, this.membership, (deliveries, consumer) => {
      for (const { message } of ackAll(consumer, deliveries)) this.#delivered.push(copyOf(message));
    });
  }

  /** The topic has to exist. */
  async start(): Promise<void> {
    await this.#consumer.start();
    const { lines, perSecond } = this.kind;
    const { orderly } = this.membership;
    this.#sender = new PacedSender({
      perSecond: perSecond / lines,
      lines,
      inTurn: orderly,
      send: (id, line) => this.#send(id, line),
    });
  }

  /** Another member of the group, in a process of its own. */
  async join(): Promise<Member> {
    const member = await Member.join(this.#access, this.membership, this.#delivered);
    this.#members.push(member);
    return member;
  }

  /** Resolves once `seconds` worth of its messages were stored and delivered from now on. Throws when they are not in time. */
  async flows(seconds: number, withinMs: number): Promise<void> {
    const wanted = seconds * this.kind.perSecond;
    const [stored, delivered] = [this.#stored + wanted, this.#delivered.length + wanted];
    await until(
      `${this.kind.name}: ${wanted} messages sent and delivered`,
      withinMs,
      () => this.#stored >= stored && this.#delivered.length >= delivered,
    );
  }

  /** Resolves once another second's worth of messages was stored. Throws when that takes 10 s. */
  async stillStores(): Promise<void> {
    const wanted = this.#stored + this.kind.perSecond;
    await until(`${this.kind.name}: messages are stored`, STILL_MS, () => this.#stored >= wanted);
  }

  /** Resolves when every message sent has its outcome. */
  async stopSending(): Promise<void> {
    await this.#sender?.stop();
  }

  /** Resolves when all of these have been delivered, at the latest after `withinMs`. */
  async drain(inBroker: readonly Copy[], withinMs: number): Promise<void> {
    const missing = new Set(inBroker.map(({ id }) => id));
    let looked = 0;
    await until('everything delivered', withinMs, () => {
      for (; looked < this.#delivered.length; looked++) {
        const copy = this.#delivered[looked];
        if (copy !== undefined) missing.delete(copy.id);
      }
      return missing.size === 0;
      // The judge says what is lost.
    }).catch(() => {});
  }

  verdict(inBroker: readonly Copy[]): Verdict {
    return judge({ sent: this.#sender?.sent ?? [], inBroker, delivered: this.#delivered });
  }

  async close(): Promise<void> {
    await this.#sender?.stop();
    await Promise.all([
      this.#producer.close(),
      this.#consumer.shutdown(),
      ...this.#members.map((member) => member.leave()),
    ]);
  }

  get #stored(): number {
    return this.#sender?.stored ?? 0;
  }

  #send(id: number, line: number): ReturnType<Producer['send']> {
    const { topic, orderly } = this.membership;
    const message = numberedMessage(topic, id);
    return orderly
      ? this.#producer.sendOrderly(message, { selector: byModulo(line) })
      : this.#producer.send(message);
  }
}
