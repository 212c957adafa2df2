import { Producer } from '../../../core/producer/producer.ts';
import { openClient } from '../../client.ts';
import { answerRuns } from '../answer-runs.ts';
import { consume } from './consume.ts';
import { decode } from './decode.ts';
import { endToEnd } from './end-to-end.ts';
import { send, sendBatches, sendPaced } from './send.ts';

/** `node bench/engine/ours/main.ts NAME_SERVER`: our side; see Side. */
const [nameServer = ''] = process.argv.slice(2);
const client = openClient(nameServer);
const producer = new Producer(client, { group: 'gantry-bench' });

await answerRuns({
  sync: ({ topic, option, count }) => send(producer, topic, option, count),
  async: ({ topic, option, count }) => send(producer, topic, option, count),
  batch: ({ topic, option, count }) => sendBatches(producer, topic, option, count),
  oneway: ({ topic, option, count }) => sendPaced(producer, topic, option, count),
  consume: ({ topic, group, count, option }) =>
    consume({ nameServer, topic, group, batchMaxSize: option }, count),
  'end-to-end': ({ topic, group, count }) => endToEnd(nameServer, producer, topic, group, count),
  decode,
});

await producer.close();
await client.close();
