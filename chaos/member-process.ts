import process from 'node:process';
import type { Delivery, PushConsumer } from '../core/consumer/push-consumer.ts';
import { ackAll, consumerOf, type Membership } from './acking-consumer.ts';
import type { FromMember, ToMember } from './member-messages.ts';
import { copyOf } from './numbered.ts';
import { type Access, openClient } from './open-client.ts';

/**
 * A member of a group in a process of its own, to be killed or put to sleep. Each delivery is first put on record with
 * the process that started this one, then acked: what dies with this process was not acked, or is on record.
 */
class Member {
  readonly #waiting = new Map<number, Delivery>();
  readonly #consumer: PushConsumer;
  readonly #leave: () => Promise<void>;
  #holding = false;
  #held = 0;

  constructor(access: Access, membership: Membership) {
    const client = openClient(access);
    this.#consumer = consumerOf(client, membership, (deliveries) => this.#offer(deliveries));
    this.#leave = async () => {
      await this.#consumer.shutdown();
      await client.close();
    };
  }

  async join(): Promise<void> {
    await this.#consumer.start();
    tell({ kind: 'joined' });
  }

  ack(deliveryIds: readonly number[]): void {
    const deliveries = deliveryIds.flatMap((id) => this.#waiting.get(id) ?? []);
    for (const id of deliveryIds) this.#waiting.delete(id);
    ackAll(this.#consumer, deliveries);
  }

  hold(): void {
    this.#holding = true;
  }

  async leave(): Promise<void> {
    await this.#leave();
  }

  #offer(deliveries: readonly Delivery[]): void {
    if (this.#holding) {
      this.#held += deliveries.length;
      tell({ kind: 'holding', count: this.#held });
      return;
    }
    for (const delivery of deliveries) this.#waiting.set(delivery.deliveryId, delivery);
    tell({
      kind: 'delivered',
      deliveries: deliveries.map(({ deliveryId, message }) => ({ deliveryId, ...copyOf(message) })),
    });
  }
}

function tell(message: FromMember): void {
  process.send?.(message);
}

let member: Member | undefined;

async function obey(message: ToMember): Promise<void> {
  if (message.kind === 'join') {
    member = new Member(message.access, message.membership);
    await member.join();
  }
  if (message.kind === 'ack') member?.ack(message.deliveryIds);
  if (message.kind === 'hold') member?.hold();
  if (message.kind === 'leave') {
    await member?.leave();
    process.exit(0);
  }
}

process.on('message', (message: ToMember) => {
  obey(message).catch((error: unknown) => tell({ kind: 'failed', error: String(error) }));
});
// Who started it is gone.
process.on('disconnect', () => process.exit(1));
