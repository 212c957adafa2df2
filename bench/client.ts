import { getMaxOffset } from '../core/admin/offsets.ts';
import { ClientInstance } from '../core/client/client-instance.ts';
import { systemClock } from '../core/clock.ts';
import { ConnectionPool } from '../core/remoting/connection-pool.ts';

export function openClient(nameServer: string): ClientInstance {
  const transport = new ConnectionPool({ clock: systemClock });
  const client = new ClientInstance({ nameServers: [nameServer], transport, clock: systemClock });
  client.start();
  return client;
}

/** Messages in all queues of a topic, as the broker counts them. */
export async function storedIn(client: ClientInstance, topic: string): Promise<number> {
  await client.routes.get(topic);
  const queues = client.routes.forSubscribe(topic);
  const offsets = await Promise.all(queues.map((queue) => getMaxOffset(client, queue)));
  return offsets.reduce((sum, offset) => sum + offset, 0);
}

/** The same, asked by a client of its own. */
export async function storedInBroker(nameServer: string, topic: string): Promise<number> {
  const client = openClient(nameServer);
  const stored = await storedIn(client, topic);
  await client.close();
  return stored;
}
