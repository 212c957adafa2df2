import { ClientInstance } from '../../core/client/client-instance.ts';
import { systemClock } from '../../core/clock.ts';
import { PushConsumer } from '../../core/consumer/push-consumer.ts';
import { ConnectionPool } from '../../core/remoting/connection-pool.ts';

/** Has a program of its own give up what it gets of a topic, until `count` messages are dead letters of its group. */
export async function giveUp(nameServer: string, topic: string, group: string, count: number): Promise<void> {
  const transport = new ConnectionPool({ clock: systemClock });
  const client = new ClientInstance({ nameServers: [nameServer], transport, clock: systemClock });
  client.start();
  let given = 0;
  await new Promise<void>((resolve, reject) => {
    const consumer = new PushConsumer(
      client,
      {
        group,
        seats: 1,
        subscriptions: [{ topic, tagPattern: '*' }],
        maxReconsumeTimes: 0,
        startFrom: 'first',
      },
      {
        onPulled: () => undefined,
        onHeld: (deliveries) => {
          for (const delivery of deliveries)
            void consumer.later(delivery, 'person').then(({ error }) => {
              if (error !== undefined) reject(new Error(`not given up: ${JSON.stringify(error)}`));
              else if (++given === count) void consumer.shutdown().then(resolve, reject);
            }, reject);
        },
        onSettled: () => undefined,
        onDecisionFailed: () => undefined,
        onDeadlines: () => undefined,
        onMovedAway: () => undefined,
        onChanged: () => undefined,
      },
    );
    consumer.start().catch(reject);
  });
  await client.close();
}
