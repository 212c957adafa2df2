import { browseNewest } from '../core/admin/browse/browse.ts';
import { readDelayLevels } from '../core/admin/delay-levels.ts';
import { brokersOf } from '../core/admin/each-broker.ts';
import { lookUpByUniqueKey } from '../core/admin/messages/look-up.ts';
import type { ClientInstance } from '../core/client/client-instance.ts';
import { delayMs } from '../core/model/delay.ts';
import { SCHEDULE_TOPIC } from '../core/model/names.ts';

/**
 * How late each delivered message of a topic is, in ms by unique key, from the broker's records alone: the waiting copy is
 * found by its key in the schedule topic and not by the offset id the delay lab goes by.
 */
export async function driftsInBroker(client: ClientInstance, topic: string): Promise<Map<string, number>> {
  const { levels } = await readDelayLevels(client);
  const brokers = await brokersOf(client, topic);
  const drifts = new Map<string, number>();
  for (const { uniqueKey, storeTimestamp } of (await browseNewest(client, topic)).messages) {
    const [copy] = (await lookUpByUniqueKey(client, SCHEDULE_TOPIC, uniqueKey, brokers)).messages;
    if (copy === undefined) continue;
    const plannedMs = copy.storeTimestamp + delayMs(copy.queue.queueId + 1, levels);
    drifts.set(uniqueKey, storeTimestamp - plannedMs);
  }
  return drifts;
}
