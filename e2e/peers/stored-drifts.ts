import { ClientInstance } from '../../core/client/client-instance.ts';
import { systemClock } from '../../core/clock.ts';
import { ConnectionPool } from '../../core/remoting/connection-pool.ts';
import { driftsInBroker } from '../../suite/stored-drifts.ts';

/** As driftsInBroker, read by a client of its own. */
export async function storedDrifts(nameServer: string, topic: string): Promise<Map<string, number>> {
  const transport = new ConnectionPool({ clock: systemClock });
  const client = new ClientInstance({ nameServers: [nameServer], transport, clock: systemClock });
  client.start();
  try {
    return await driftsInBroker(client, topic);
  } finally {
    await client.close();
  }
}
