import { parseArgs } from 'node:util';
import { systemClock } from '../clock.ts';
import { GantryError } from '../model/error.ts';
import { SandboxBroker } from './broker.ts';

/** `npm run sandbox`: the sandbox alone, in this process. One JSON line when it is ready; ends on SIGTERM or SIGINT. */
const USAGE = 'npm run sandbox -- [--name-server-port 9876] [--broker-port 10911] [--clock 1]';
const DEFAULT_NAME_SERVER_PORT = 9_876;
const DEFAULT_BROKER_PORT = 10_911;

main().catch((error: unknown) => {
  process.stderr.write(`${sentence(error)}\n`);
  process.exit(1);
});

async function main(): Promise<void> {
  const broker = await SandboxBroker.start({ host: systemClock, ...readOptions() });
  const { nameServer, broker: address } = broker;
  process.stdout.write(`${JSON.stringify({ nameServer, broker: address })}\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => void broker.stop().then(() => process.exit(0)));
}

/** Throws with a sentence for what is no option or no number. */
function readOptions(): { nameServerPort: number; brokerPort: number; clockRate: number } {
  const { values } = parseArgs({
    options: {
      'name-server-port': { type: 'string' },
      'broker-port': { type: 'string' },
      clock: { type: 'string' },
    },
  });
  return {
    nameServerPort: numberIn(
      '--name-server-port',
      values['name-server-port'],
      DEFAULT_NAME_SERVER_PORT,
      65_535,
    ),
    brokerPort: numberIn('--broker-port', values['broker-port'], DEFAULT_BROKER_PORT, 65_535),
    clockRate: numberIn('--clock', values.clock, 1, 3_600),
  };
}

function numberIn(option: string, text: string | undefined, fallback: number, max: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > max)
    throw new Error(`${option} ${text}: must be a whole number from 0 to ${max}.\n${USAGE}`);
  return value;
}

function sentence(error: unknown): string {
  if (error instanceof GantryError && error.data.code === 'CONNECT') {
    const { address, reason } = error.data.params;
    return reason === 'portTaken'
      ? `${address} is taken by another program. Stop it, or choose other ports: ${USAGE}`
      : `Cannot listen on ${address}: ${String(error.cause)}`;
  }
  return error instanceof Error ? error.message : String(error);
}
