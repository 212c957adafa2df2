import { randomBytes } from 'node:crypto';
import { Credentials } from '../../core/remoting/credentials.ts';
import { admin } from '../../scripts/lib/rocketmq.mjs';
import { ALLOWED, accessBehaviours, type Refusals } from './access-behaviours.ts';
import { type BrokerState, type Layout, startBroker } from './layout.ts';

interface Keys {
  accessKey: string;
  secretKey: string;
}

export const newKeys = (accessKey: string): Keys => ({
  accessKey,
  secretKey: randomBytes(12).toString('hex'),
});

/** `aclEnable` of 4.x. Source: PlainPermissionManager.java. */
const PLAIN: Refusals = {
  code: 1,
  wrongSecret:
    /^(?:org\.apache\.rocketmq\.acl\.common\.AclException: )?Check signature failed for accessKey=/i,
  unknownKey: /No (?:acl config|PlainAccessResource) for/,
  noKeys: /No accessKey is configured/,
  notAllowed: /No default permission for/,
  adminOnly: /Need admin permission for request code=17/,
};

/** Authentication and authorisation 2.0. Source: DefaultAuthenticationHandler.java, AclAuthorizationHandler.java. */
export const ACL_2: Refusals = {
  code: 16,
  wrongSecret: /check signature failed/,
  unknownKey: /User:.* is not found/,
  noKeys: /username cannot be null/,
  notAllowed: /has no permission to access/,
  adminOnly: /has no permission to access/,
};

/** A broker that wants keys: an administrator's, or a user's who may use some topics and groups. */
export const accessControl: Layout = {
  name: 'access control',
  async start(version) {
    const [administrator, user] = [newKeys('gantryadmin'), newKeys('gantryuser')];
    const isPlain = version.startsWith('4.');
    const broker = await startBroker(version, {
      ...(isPlain ? plainAcl(administrator, user) : acl2(administrator)),
      credentials: administrator,
    });
    if (!isPlain) await addUser(broker, user);
    const credentials = new Credentials({ ...administrator, channel: 'ALIYUN' });
    return {
      target: { nameServer: broker.nameServer, broker: version, credentials },
      behaviours: accessBehaviours(user, isPlain ? PLAIN : ACL_2),
    };
  },
};

function plainAcl(administrator: Keys, user: Keys) {
  const account = ({ accessKey, secretKey }: Keys, rights: string) =>
    `  - accessKey: ${accessKey}\n    secretKey: ${secretKey}\n    whiteRemoteAddress:\n${rights}`;
  const rights = `    admin: false
    defaultTopicPerm: DENY
    defaultGroupPerm: DENY
    topicPerms:
${ALLOWED.map(({ topic }) => `      - ${topic}=PUB|SUB\n`).join('')}    groupPerms:
${ALLOWED.map(({ group }) => `      - ${group}=SUB\n`).join('')}`;
  const accounts = account(administrator, '    admin: true\n') + account(user, rights);
  return {
    conf: { aclEnable: true },
    // An address of the white list would need no keys at all.
    files: { 'plain_acl.yml': `globalWhiteRemoteAddresses: []\naccounts:\n${accounts}` },
  };
}

function acl2({ accessKey, secretKey }: Keys) {
  const provider = (kind: string, name: string) => `org.apache.rocketmq.auth.${kind}.provider.${name}`;
  return {
    conf: {
      authenticationEnabled: true,
      authorizationEnabled: true,
      authenticationProvider: provider('authentication', 'DefaultAuthenticationProvider'),
      authenticationMetadataProvider: provider('authentication', 'LocalAuthenticationMetadataProvider'),
      authorizationProvider: provider('authorization', 'DefaultAuthorizationProvider'),
      authorizationMetadataProvider: provider('authorization', 'LocalAuthorizationMetadataProvider'),
      initAuthenticationUser: JSON.stringify({ username: accessKey, password: secretKey }),
      innerClientAuthenticationCredentials: JSON.stringify({ accessKey, secretKey }),
    },
  };
}

async function addUser(broker: BrokerState, { accessKey, secretKey }: Keys): Promise<void> {
  const where = ['-b', broker.broker];
  const resources = ALLOWED.map(({ topic, group }) => `Topic:${topic},Group:${group}`).join(',');
  await mqadmin(broker, ['createUser', ...where, '-u', accessKey, '-p', secretKey, '-t', 'Normal']);
  await mqadmin(broker, [
    ...['createAcl', ...where, '-s', `User:${accessKey}`],
    ...['-r', resources, '-a', 'Pub,Sub', '-d', 'Allow'],
  ]);
}

async function mqadmin(broker: BrokerState, args: string[]): Promise<void> {
  const { code, out } = await admin(broker, args, 'quiet');
  if (code !== 0 || !/success/.test(out)) throw new Error(`mqadmin ${args[0]}: ${out.slice(0, 600)}`);
}
