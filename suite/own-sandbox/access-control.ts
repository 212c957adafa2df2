import { Credentials } from '../../core/remoting/credentials.ts';
import type { Account, Rights } from '../../core/sandbox/access/account.ts';
import { startSandbox } from '../../core/sandbox/sandbox.ts';
import { ALLOWED, accessBehaviours } from '../own-broker/access-behaviours.ts';
import { ACL_2, newKeys } from '../own-broker/access-control.ts';
import { runBehaviours, type Totals } from '../run-behaviours.ts';

/** The behaviours of access control on a sandbox that wants keys, with the refusals of 5.3.3. */
export async function runSandboxAccess(grep = ''): Promise<Totals> {
  const [administrator, user] = [newKeys('gantryadmin'), newKeys('gantryuser')];
  const behaviours = accessBehaviours(user, ACL_2).filter(({ name }) => name.includes(grep));
  if (behaviours.length === 0) return { passed: 0, failed: 0 };
  const accounts: Account[] = [administrator, { ...user, rights: rights() }];
  const sandbox = await startSandbox({ accounts });
  try {
    const { nameServer } = sandbox;
    const credentials = new Credentials({ ...administrator, channel: 'ALIYUN' });
    process.stdout.write(
      `${behaviours.length} behaviours on the sandbox, access control, at ${nameServer}\n`,
    );
    return await runBehaviours(behaviours, { nameServer, broker: '5.3.3', credentials });
  } finally {
    await sandbox.stop();
  }
}

function rights(): Rights {
  return {
    topics: Object.fromEntries(ALLOWED.map(({ topic }) => [topic, ['PUB', 'SUB']])),
    groups: Object.fromEntries(ALLOWED.map(({ group }) => [group, ['SUB']])),
  };
}
