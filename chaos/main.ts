import process from 'node:process';
import { parseArgs } from 'node:util';
import { stopBrokers } from './brokers.ts';
import { runScenario } from './run-scenario.ts';
import type { Scenario } from './scenario.ts';
import { badNetwork } from './scenarios/bad-network.ts';
import { brokerKilled } from './scenarios/broker-killed.ts';
import { frozenBroker } from './scenarios/frozen-broker.ts';
import { frozenConsumer } from './scenarios/frozen-consumer.ts';
import { halfOpen } from './scenarios/half-open.ts';
import { nameServerGone } from './scenarios/name-server-gone.ts';
import { oneOfTwoBrokers } from './scenarios/one-of-two-brokers.ts';
import { oneOfTwoConsumers } from './scenarios/one-of-two-consumers.ts';
import { slowBroker } from './scenarios/slow-broker.ts';
import { table } from './table.ts';

/**
 * What the engine makes of real brokers and networks that fail while messages are sent and consumed. One scenario after
 * the other, each on brokers of its own. Last line: `N passed, N failed, N skipped`, counted in scenarios.
 */
const SCENARIOS: Scenario[] = [
  brokerKilled,
  nameServerGone,
  halfOpen,
  slowBroker,
  badNetwork,
  oneOfTwoBrokers,
  oneOfTwoConsumers,
  frozenBroker,
  frozenConsumer,
];
const VERSION = '5.3.3';

const { values } = parseArgs({
  options: {
    /** One scenario, by its name. */
    only: { type: 'string' },
    /** Shorter waits, for a check between two changes. */
    short: { type: 'boolean', default: false },
  },
});

/** True when it was played and there is nothing to complain of. */
async function passes(scenario: Scenario): Promise<boolean> {
  const startedAt = performance.now();
  process.stdout.write(`${scenario.name} ...\n`);
  try {
    const results = await runScenario(scenario, { version: VERSION, short: values.short });
    const passed = results.every(({ complaints }) => complaints.length === 0);
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
    process.stdout.write(`${table(results)}  ${passed ? 'ok' : 'FAIL'} ${scenario.name}, ${seconds} s\n`);
    return passed;
  } catch (error) {
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stdout.write(`  FAIL ${scenario.name}: ${told}\n`);
    return false;
  }
}

const wanted = SCENARIOS.filter(({ name }) => values.only === undefined || name === values.only);
if (wanted.length === 0) {
  const names = SCENARIOS.map(({ name }) => name).join(', ');
  process.stderr.write(`--only ${values.only}: one of ${names} is meant.\n`);
  process.exit(2);
}
const interrupted = (): void => void stopBrokers(VERSION).finally(() => process.exit(1));
process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
const totals = { passed: 0, failed: 0 };
for (const scenario of wanted) totals[(await passes(scenario)) ? 'passed' : 'failed']++;
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed, 0 skipped\n`);
process.exit(totals.failed === 0 ? 0 : 1);
