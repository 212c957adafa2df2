import { parseArgs } from 'node:util';
import { parseNameServers } from '../core/model/address.ts';
import { Credentials } from '../core/remoting/credentials.ts';
import { startSandbox } from '../core/sandbox/sandbox.ts';
import { badInput } from './behaviours/bad-input.ts';
import { consuming } from './behaviours/consume.ts';
import { groups } from './behaviours/groups.ts';
import { later } from './behaviours/later.ts';
import { sending } from './behaviours/send.ts';
import { type Behaviour, type Target, World } from './harness.ts';

/** The engine's behaviour suite, the same on the sandbox and on any real broker. Last line: `N passed, N failed, N skipped`. */
const BEHAVIOURS: Behaviour[] = [...sending, ...badInput, ...consuming, ...later, ...groups];
const DEFAULT_TIMEOUT_MS = 30_000;
/** Most of a behaviour is waiting: several run at once, each with clients, topics and groups of its own. */
const AT_ONCE = 6;

const { values } = parseArgs({
  options: {
    'name-server': { type: 'string' },
    'access-key': { type: 'string' },
    'secret-key': { type: 'string' },
    'yes-write': { type: 'boolean', default: false },
    grep: { type: 'string' },
  },
});

async function run(target: Target): Promise<{ passed: number; failed: number }> {
  const waiting = BEHAVIOURS.filter(({ name }) => values.grep === undefined || name.includes(values.grep));
  const result = { passed: 0, failed: 0 };
  async function worker(): Promise<void> {
    for (let behaviour = waiting.shift(); behaviour !== undefined; behaviour = waiting.shift()) {
      const startedAt = Date.now();
      const error = await runOne(behaviour, target);
      const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1);
      if (error === undefined) result.passed++;
      else result.failed++;
      process.stdout.write(
        `${error === undefined ? 'ok  ' : 'FAIL'} ${seconds.padStart(5)} s  ${behaviour.name}\n`,
      );
      if (error !== undefined) process.stdout.write(`     ${error.replaceAll('\n', '\n     ')}\n`);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return result;
}

async function runOne(behaviour: Behaviour, target: Target): Promise<string | undefined> {
  const world = new World(target);
  const timeoutMs = behaviour.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    await Promise.race([behaviour.run(world), timeout]);
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    clearTimeout(timer);
    await world.close();
  }
}

/** Off loopback the suite creates and deletes topics and groups on somebody's cluster: only when told so. */
function checkAllowed(nameServer: string): void {
  const loopback = parseNameServers(nameServer).every((address) =>
    /^(127\.|localhost:|\[::1\])/.test(address),
  );
  if (loopback || values['yes-write']) return;
  process.stderr.write(
    `${nameServer} is not on this machine. The suite writes topics and groups there: add --yes-write if you mean it.\n`,
  );
  process.exit(2);
}

const address = values['name-server'];
const sandbox = address === undefined ? await startSandbox({ clockRate: 1 }) : undefined;
if (address !== undefined) checkAllowed(address);
const target: Target = {
  nameServer: sandbox?.nameServer ?? address ?? '',
  broker: sandbox === undefined ? 'real' : 'sandbox',
  ...(values['access-key'] === undefined || values['secret-key'] === undefined
    ? {}
    : {
        credentials: new Credentials({
          accessKey: values['access-key'],
          secretKey: values['secret-key'],
          channel: 'ALIYUN',
        }),
      }),
};
process.stdout.write(`${BEHAVIOURS.length} behaviours on ${target.broker} at ${target.nameServer}\n`);
const { passed, failed } = await run(target);
await sandbox?.stop();
process.stdout.write(`${passed} passed, ${failed} failed, 0 skipped\n`);
process.exit(failed === 0 ? 0 : 1);
