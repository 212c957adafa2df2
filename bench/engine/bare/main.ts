import { openClient } from '../../client.ts';
import { answerRuns } from '../answer-runs.ts';
import { bareBatches } from './batch.ts';
import { bareEndToEnd } from './end-to-end.ts';

/**
 * `node bench/engine/bare/main.ts NAME_SERVER`: in place of the engine, bytes made ready beforehand on a bare socket. No
 * client is faster on this machine: what the engine is asked for can be set beside it.
 */
const [nameServer = ''] = process.argv.slice(2);
const client = openClient(nameServer);

await answerRuns({
  batch: ({ topic, option, count }) => bareBatches(client, topic, option, count),
  'end-to-end': ({ topic, count }) => bareEndToEnd(client, topic, count),
});
await client.close();
