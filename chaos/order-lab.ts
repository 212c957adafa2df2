/**
 * The presets of the order lab on two real brokers, the first behind a proxy: `node scripts/run.mjs chaos/order-lab.ts
 * [VERSION]`. Where a preset wants a fault, connections to the first broker end again and again while messages are sent.
 * Last line: `N passed, N failed, N skipped`, counted in presets.
 */
import process from 'node:process';
import { systemClock } from '../core/clock.ts';
import type { OrderRunView } from '../core/contract/order-lab.ts';
import { ORDER_PRESETS, PRESET_NAMES, type PresetName } from '../core/model/order/presets.ts';
import type { OrderPlace } from '../core/sessions/order-lab/order-place.ts';
import { OrderRun } from '../core/sessions/order-lab/order-run.ts';
import { start, stop } from '../scripts/lib/rocketmq.mjs';
import { openClient } from './open-client.ts';
import { TcpProxy } from './proxy.ts';

const NAME_SERVER_PORT = 29_996;
const BROKER_PORTS = [30_951, 30_971];
/** So that a send is under way for long enough to be met. */
const DELAY_MS = 15;
const DROP_EVERY_MS = 170;

const [version = '5.3.3'] = process.argv.slice(2);
const brokers: Awaited<ReturnType<typeof start>>[] = [];

/** The first has the name server. */
async function startBoth(): Promise<void> {
  for (const [index, brokerPort] of BROKER_PORTS.entries()) {
    const brokerName = index === 0 ? 'broker-a' : 'broker-b';
    const settled = { join: brokers[0]?.nameServer, delayLevels: undefined, credentials: undefined };
    brokers.push(
      await start(version, { nameServerPort: NAME_SERVER_PORT, brokerPort, brokerName, ...settled }),
    );
  }
}

async function stopBoth(): Promise<void> {
  for (const broker of brokers.reverse()) await stop(broker);
}

/** Sends go through the proxy to the first broker, and straight to the second; everything else is straight. */
function placeBehind(proxy: TcpProxy, nameServer: string, broker: string, faulty: boolean): OrderPlace {
  const sender = openClient({ nameServer, addressMap: { [broker]: proxy.address } });
  const reader = openClient({ nameServer, addressMap: {} });
  let dropping: ReturnType<typeof setInterval> | undefined;
  return {
    sender,
    reader,
    async arm() {
      if (!faulty) return;
      proxy.become({ delayMs: DELAY_MS });
      dropping = setInterval(() => proxy.dropAll(), DROP_EVERY_MS);
    },
    async close() {
      clearInterval(dropping);
      proxy.become({});
      await Promise.all([sender.close(), reader.close()]);
    },
  };
}

/** What is wrong with how it ended; '' = nothing. */
function complaint(name: PresetName, view: OrderRunView): string {
  const { stored, handled } = ORDER_PRESETS[name];
  const { state, storedVerdict, handledVerdict, cleanup, error } = view;
  if (error !== undefined) return JSON.stringify(error);
  if (state !== 'done' || cleanup !== 'deleted')
    return `${state}, ${cleanup} ${JSON.stringify(view.cleanupError)}`;
  if (storedVerdict?.kind !== stored) return `stored: ${storedVerdict?.kind} instead of ${stored}`;
  if (handledVerdict?.kind === 'incomplete' || handledVerdict?.kind !== (handled ?? handledVerdict?.kind))
    return `handled: ${handledVerdict?.kind} instead of ${handled}`;
  return '';
}

async function play(name: PresetName): Promise<boolean> {
  const [first] = brokers;
  if (first === undefined) throw new Error('no broker');
  const { scenario } = ORDER_PRESETS[name];
  const proxy = await TcpProxy.listen(first.broker);
  const run = new OrderRun({
    runId: 1,
    profileId: 'real',
    windowId: 'none',
    // The fault is the proxy's.
    scenario: { ...scenario, fault: 'none' },
    keep: false,
    name: `gantry-order-${Date.now().toString(36)}`,
    clock: systemClock,
    openPlace: async () => placeBehind(proxy, first.nameServer, first.broker, scenario.fault !== 'none'),
    onChanged: () => {},
  });
  await run.ended;
  await proxy.close();
  const view = run.view();
  const wrong = complaint(name, view);
  const verdicts = [view.storedVerdict, view.handledVerdict].map(
    (verdict) => `${verdict?.kind} (${verdict?.inversions} inversions, ${verdict?.duplicates} duplicates)`,
  );
  process.stdout.write(
    `  ${wrong === '' ? 'ok' : 'FAIL'} ${name}: stored ${verdicts[0]}, handled ${verdicts[1]}, cause ${view.cause?.kind} ${wrong}\n`,
  );
  run.dispose();
  return wrong === '';
}

const totals = { passed: 0, failed: 0 };
try {
  await startBoth();
  for (const name of PRESET_NAMES) totals[(await play(name)) ? 'passed' : 'failed']++;
} finally {
  await stopBoth();
}
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed, 0 skipped\n`);
process.exit(totals.failed === 0 ? 0 : 1);
