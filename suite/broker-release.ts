import { readBrokerVersion } from '../core/admin/broker-version.ts';
import { masterNames } from '../core/admin/each-broker.ts';
import { type Target, until, World } from './harness.ts';

/** The release of the cluster's first broker, as `5.3.3`. Throws when none answers. */
export async function brokerRelease(target: Omit<Target, 'broker'>): Promise<string> {
  const world = new World({ ...target, broker: '' });
  try {
    const client = world.client();
    const [first] = await masterNames(client);
    if (first === undefined) throw new Error(`${target.nameServer} knows no broker`);
    let release = '';
    // A broker that has just started takes no samples yet, and answers this request with an exception of its own.
    await until('the broker says its release', async () => {
      release = await readBrokerVersion(client, first);
      return true;
    });
    return release;
  } finally {
    await world.close();
  }
}
