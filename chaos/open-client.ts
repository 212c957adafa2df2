import { ClientInstance } from '../core/client/client-instance.ts';
import { systemClock } from '../core/clock.ts';
import { ConnectionPool } from '../core/remoting/connection-pool.ts';

/** How to reach a cluster. */
export interface Access {
  nameServer: string;
  /** Where to dial instead of a broker's own address: through a proxy. */
  addressMap: Readonly<Record<string, string>>;
}

/** A started client on the real clock. */
export function openClient({ nameServer, addressMap }: Access): ClientInstance {
  const transport = new ConnectionPool({ clock: systemClock, addressMap });
  const client = new ClientInstance({ nameServers: [nameServer], transport, clock: systemClock });
  client.start();
  return client;
}
