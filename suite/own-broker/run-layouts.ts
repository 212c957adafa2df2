import { runBehaviours, type Totals } from '../run-behaviours.ts';
import { accessControl } from './access-control.ts';
import { type Layout, stopBrokers } from './layout.ts';
import { shortDelays } from './short-delays.ts';
import { enforcedTls, noTls, tls } from './tls.ts';
import { twoBrokers } from './two-brokers.ts';

/** The names of a layout's behaviours begin with its own. */
const LAYOUTS: Layout[] = [accessControl, tls, enforcedTls, noTls, shortDelays, twoBrokers];

/**
 * Starts each layout of a version, runs its behaviours and stops it, one after the other: not every machine bears them
 * all at once. With `grep` only the layout it begins with. Throws when a broker does not come up.
 */
export async function runLayouts(version: string, grep: string | undefined): Promise<Totals> {
  const totals = { passed: 0, failed: 0 };
  for (const layout of LAYOUTS) {
    if (grep !== undefined && !grep.startsWith(layout.name)) continue;
    const { passed, failed } = await runLayout(layout, version, grep);
    totals.passed += passed;
    totals.failed += failed;
  }
  return totals;
}

async function runLayout(layout: Layout, version: string, grep = ''): Promise<Totals> {
  const interrupted = () => void stopBrokers().finally(() => process.exit(1));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    const { target, behaviours, atOnce } = await layout.start(version);
    const wanted = behaviours.filter(({ name }) => name.includes(grep));
    process.stdout.write(
      `${wanted.length} behaviours on ${version}, ${layout.name}, at ${target.nameServer}\n`,
    );
    return await runBehaviours(wanted, target, atOnce);
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await stopBrokers();
  }
}
