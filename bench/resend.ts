import { parseArgs } from 'node:util';
import { resendRandom } from '../suite/behaviours/resend.ts';
import { brokerRelease } from '../suite/broker-release.ts';
import { World } from '../suite/harness.ts';

/**
 * `node scripts/run.mjs bench/resend.ts --name-server HOST:PORT [--count 1000]`: random messages sent, read, sent again
 * as they are, read again and compared byte by byte; then the time it took. Exits with 1 at the first difference.
 */
const { values } = parseArgs({
  options: { 'name-server': { type: 'string' }, count: { type: 'string', default: '1000' } },
});
const nameServer = values['name-server'];
if (nameServer === undefined) throw new Error('--name-server HOST:PORT is meant');
const count = Number(values.count);
const world = new World({ nameServer, broker: await brokerRelease({ nameServer }) });
const startedAt = performance.now();
try {
  await resendRandom(world, count);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  process.stdout.write(
    `${count} messages of ${world.target.broker} resent, each the same; ${seconds} s in all\n`,
  );
} finally {
  await world.close();
}
