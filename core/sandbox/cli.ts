import { systemClock } from '../clock.ts';
import { GantryError } from '../model/error.ts';
import { SandboxBroker } from './broker.ts';
import { readOptions, USAGE } from './cli-options.ts';
import { startTraffic } from './demo/traffic.ts';

/** `npm run sandbox`: the sandbox alone, in this process. One JSON line when it is ready; ends on SIGTERM or SIGINT. */
main().catch((error: unknown) => {
  process.stderr.write(`${sentence(error)}\n`);
  process.exit(1);
});

async function main(): Promise<void> {
  const { help, seedDemo, ...options } = readOptions(process.argv.slice(2));
  if (help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const sandbox = await SandboxBroker.start({ host: systemClock, ...options });
  for (const damage of sandbox.damage) process.stderr.write(`${damage}\n`);
  process.stdout.write(`${JSON.stringify(addressesOf(sandbox))}\n`);
  const stopTraffic = seedDemo ? startTraffic(sandbox.states, systemClock) : () => {};
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      stopTraffic();
      void sandbox.stop().then(() => process.exit(0));
    });
}

function addressesOf({ nameServer, broker, states }: SandboxBroker) {
  if (states.length === 1) return { nameServer, broker };
  return { nameServer, broker, brokers: states.map(({ name, address }) => ({ name, address })) };
}

function sentence(error: unknown): string {
  if (error instanceof GantryError && error.data.code === 'CONNECT') {
    const { address, reason } = error.data.params;
    return reason === 'portTaken'
      ? `${address} is taken by another program. Stop it, or choose other ports; --help lists all options.`
      : `Cannot listen on ${address}: ${String(error.cause)}`;
  }
  return `${error instanceof Error ? error.message : String(error)}\nnpm run sandbox -- --help lists all options.`;
}
