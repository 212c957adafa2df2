import { readBrokerVersion } from '../core/admin/broker-version.ts';
import { masterNames } from '../core/admin/each-broker.ts';
import { type Target, World } from './harness.ts';

/** The release of the cluster's first broker, as `5.3.3`. Throws when none answers. */
export async function brokerRelease(target: Omit<Target, 'broker'>): Promise<string> {
  const world = new World({ ...target, broker: '' });
  try {
    const client = world.client();
    const [first] = await masterNames(client);
    if (first === undefined) throw new Error(`${target.nameServer} knows no broker`);
    return await readBrokerVersion(client, first);
  } finally {
    await world.close();
  }
}
