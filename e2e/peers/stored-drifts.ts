import { browseNewest } from '../../core/admin/browse/browse.ts';
import { brokersOf } from '../../core/admin/each-broker.ts';
import { lookUpByUniqueKey } from '../../core/admin/messages/look-up.ts';
import { ClientInstance } from '../../core/client/client-instance.ts';
import { systemClock } from '../../core/clock.ts';
import { delayMs } from '../../core/model/delay.ts';
import { ConnectionPool } from '../../core/remoting/connection-pool.ts';

const SCHEDULE_TOPIC = 'SCHEDULE_TOPIC_XXXX';

/**
 * How late each delivered message of a topic is, by unique key, from the broker's records alone: read by a client of its
 * own, the waiting copy found by its key in the schedule topic and not by the offset id the lab goes by.
 */
export async function storedDrifts(nameServer: string, topic: string): Promise<Map<string, number>> {
  const transport = new ConnectionPool({ clock: systemClock });
  const client = new ClientInstance({ nameServers: [nameServer], transport, clock: systemClock });
  client.start();
  try {
    const brokers = await brokersOf(client, topic);
    const drifts = new Map<string, number>();
    for (const { uniqueKey, storeTimestamp } of (await browseNewest(client, topic)).messages) {
      const [copy] = (await lookUpByUniqueKey(client, SCHEDULE_TOPIC, uniqueKey, brokers)).messages;
      if (copy === undefined) continue;
      const plannedMs = copy.storeTimestamp + delayMs(copy.queue.queueId + 1);
      drifts.set(uniqueKey, storeTimestamp - plannedMs);
    }
    return drifts;
  } finally {
    await client.close();
  }
}
