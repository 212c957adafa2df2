import { parseArgs } from 'node:util';
import { parseNameServers } from '../core/model/address.ts';
import { Credentials } from '../core/remoting/credentials.ts';
import { startSandbox } from '../core/sandbox/sandbox.ts';
import { versions } from '../scripts/lib/rocketmq.mjs';
import { badInput } from './behaviours/bad-input.ts';
import { batchSending } from './behaviours/batch.ts';
import { bodies } from './behaviours/bodies.ts';
import { broadcasting } from './behaviours/broadcasting.ts';
import { brokerRequests } from './behaviours/broker-requests.ts';
import { consuming } from './behaviours/consume.ts';
import { delayLab } from './behaviours/delay-lab.ts';
import { documentedApi } from './behaviours/documented-api.ts';
import { groups } from './behaviours/groups.ts';
import { inspecting } from './behaviours/inspect.ts';
import { later } from './behaviours/later.ts';
import { onewaySending } from './behaviours/oneway.ts';
import { orderly } from './behaviours/orderly.ts';
import { orderlySending } from './behaviours/orderly-send.ts';
import { resending } from './behaviours/resend.ts';
import { sending } from './behaviours/send.ts';
import { startingFrom } from './behaviours/start-from.ts';
import { subscriptions } from './behaviours/subscriptions.ts';
import { brokerRelease } from './broker-release.ts';
import type { Behaviour, Target } from './harness.ts';
import { runLayouts } from './own-broker/run-layouts.ts';
import { runSandboxAccess } from './own-sandbox/access-control.ts';
import { runBehaviours } from './run-behaviours.ts';

/** The engine's behaviour suite, the same on the sandbox and on any real broker. Last line: `N passed, N failed, N skipped`. */
const BEHAVIOURS: Behaviour[] = [
  ...delayLab,
  ...sending,
  ...orderlySending,
  ...onewaySending,
  ...batchSending,
  ...badInput,
  ...consuming,
  ...later,
  ...groups,
  ...orderly,
  ...broadcasting,
  ...startingFrom,
  ...brokerRequests,
  ...subscriptions,
  ...bodies,
  ...resending,
  ...inspecting,
  ...documentedApi,
];

const { values } = parseArgs({
  options: {
    'name-server': { type: 'string' },
    'access-key': { type: 'string' },
    'secret-key': { type: 'string' },
    'yes-write': { type: 'boolean', default: false },
    grep: { type: 'string' },
    /** A version: adds the behaviours that need brokers of their own, which are started for them. */
    'own-broker': { type: 'string' },
  },
});

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

/** Says so before anything runs. */
function checkVersion(version: string | undefined): void {
  if (version === undefined || versions.includes(version)) return;
  process.stderr.write(`--own-broker ${version}: one of ${versions.join(', ')} is meant.\n`);
  process.exit(2);
}

checkVersion(values['own-broker']);
const address = values['name-server'];
const sandbox = address === undefined ? await startSandbox({ clockRate: 1 }) : undefined;
if (address !== undefined) checkAllowed(address);
const access = {
  nameServer: sandbox?.nameServer ?? address ?? '',
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
const target: Target = { ...access, broker: await brokerRelease(access) };
const kind = sandbox === undefined ? 'a broker' : 'the sandbox';
const { grep = '', 'own-broker': ownVersion } = values;
const wanted = BEHAVIOURS.filter(({ name }) => name.includes(grep));
process.stdout.write(`${wanted.length} behaviours on ${kind}, ${target.broker}, at ${target.nameServer}\n`);
const totals = [await runBehaviours(wanted, target)];
await sandbox?.stop();
if (sandbox !== undefined) totals.push(await runSandboxAccess(grep));
if (ownVersion !== undefined) totals.push(await runLayouts(ownVersion, values.grep));
const passed = totals.reduce((sum, part) => sum + part.passed, 0);
const failed = totals.reduce((sum, part) => sum + part.failed, 0);
process.stdout.write(`${passed} passed, ${failed} failed, 0 skipped\n`);
process.exit(failed === 0 ? 0 : 1);
