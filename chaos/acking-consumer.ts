import type { ClientInstance } from '../core/client/client-instance.ts';
import { type Delivery, PushConsumer } from '../core/consumer/push-consumer.ts';

const SEATS = 64;

/** What a member of a group reads, and how. */
export interface Membership {
  group: string;
  topic: string;
  orderly: boolean;
}

/** A consumer from the first message on that hands every delivery to `onHeld`, which is to have them acked. */
export function consumerOf(
  client: ClientInstance,
  { group, topic, orderly }: Membership,
  onHeld: (deliveries: readonly Delivery[], consumer: PushConsumer) => void,
): PushConsumer {
  const nothing = (): void => {};
  const consumer: PushConsumer = new PushConsumer(
    client,
    {
      group,
      subscriptions: [{ topic, tagPattern: '*' }],
      seats: SEATS,
      listener: orderly ? 'orderly' : 'concurrent',
      startFrom: 'first',
    },
    {
      onPulled: nothing,
      onHeld: (deliveries) => onHeld(deliveries, consumer),
      onSettled: nothing,
      onDecisionFailed: nothing,
      onDeadlines: nothing,
      onMovedAway: nothing,
      onChanged: nothing,
    },
  );
  return consumer;
}

/** Acks them; those whose ack was taken. The others are not ours any more and will be delivered again. */
export function ackAll(consumer: PushConsumer, deliveries: readonly Delivery[]): Delivery[] {
  return consumer.ack(deliveries, 'autoAck').flatMap(({ delivery, error }) => (error ? [] : delivery));
}
