import { createInterface } from 'node:readline';
import { Producer } from '../../../core/producer/producer.ts';
import { openClient } from '../../client.ts';
import type { Figures } from '../figures.ts';
import { consume } from './consume.ts';
import { decode } from './decode.ts';
import { endToEnd } from './end-to-end.ts';
import { send, sendBatches, sendPaced } from './send.ts';

/** `node bench/engine/ours/main.ts NAME_SERVER`: our side; see Side. The words of a run: its name, topic, group, count, option. */
const [nameServer = ''] = process.argv.slice(2);
const client = openClient(nameServer);
const producer = new Producer(client, { group: 'gantry-bench' });

interface Run {
  topic: string;
  group: string;
  count: number;
  option: number;
}

const runs: Record<string, (run: Run) => Figures | Promise<Figures>> = {
  sync: ({ topic, option, count }) => send(producer, topic, option, count),
  async: ({ topic, option, count }) => send(producer, topic, option, count),
  batch: ({ topic, option, count }) => sendBatches(producer, topic, option, count),
  oneway: ({ topic, option, count }) => sendPaced(producer, topic, option, count),
  consume: ({ topic, group, count, option }) =>
    consume({ nameServer, topic, group, batchMaxSize: option }, count),
  'end-to-end': ({ topic, group, count }) => endToEnd(nameServer, producer, topic, group, count),
  decode,
};

async function answer(line: string): Promise<object> {
  const [name = '', topic = '', group = '', count, option] = line.split(' ');
  const run = runs[name];
  if (run === undefined) return { error: `${name} is no run` };
  try {
    return await run({ topic, group, count: Number(count), option: Number(option) });
  } catch (error) {
    return { error: String(error) };
  }
}

for await (const line of createInterface({ input: process.stdin }))
  process.stdout.write(`${JSON.stringify(await answer(line))}\n`);
await producer.close();
await client.close();
