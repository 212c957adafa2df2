import { Producer } from '../../core/producer/producer.ts';
import { openClient } from '../client.ts';

/** `node bench/ui/load.ts NAME_SERVER TOPIC PER_SECOND SECONDS BODY_BYTES`: a sender in a process of its own; prints what was stored. */
export interface Load {
  perSecond: number;
  seconds: number;
  bodyBytes: number;
}

/** Sends at an even pace; the number of messages. Throws when not all were stored. */
async function load(
  nameServer: string,
  topic: string,
  { perSecond, seconds, bodyBytes }: Load,
): Promise<number> {
  const client = openClient(nameServer);
  const producer = new Producer(client, { group: 'gantry-bench' });
  const body = Buffer.alloc(bodyBytes, '{"orderId":"ORD-20931"}');
  const startedAt = performance.now();
  const total = perSecond * seconds;
  let sent = 0;
  let stored = 0;
  const pending = new Set<Promise<void>>();
  while (sent < total) {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * perSecond));
    for (; sent < due; sent++) {
      const message = { topic, body, tag: 'paid', keys: [`ORD-${sent}`], delayLevel: 0, properties: [] };
      const one = producer.send(message).then((outcome) => {
        if (outcome.kind === 'stored') stored++;
        pending.delete(one);
      });
      pending.add(one);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await Promise.all(pending);
  await producer.close();
  await client.close();
  if (stored < total)
    throw new Error(`${total - stored} of ${total} sends were not stored, or had no answer`);
  return stored;
}

if (import.meta.main) {
  const [nameServer = '', topic = '', ...figures] = process.argv.slice(2);
  const [perSecond = 0, seconds = 0, bodyBytes = 0] = figures.map(Number);
  process.stdout.write(`${await load(nameServer, topic, { perSecond, seconds, bodyBytes })}\n`);
}
