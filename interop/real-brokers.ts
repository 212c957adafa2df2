import { Stop } from '../scripts/lib/ground.mjs';
import { admin, start, stop } from '../scripts/lib/rocketmq.mjs';
import { ADMINISTRATOR, ALLOWED, GUARDED_SETTINGS, PLAIN_SETTINGS, USER } from './settings.ts';

/** Of their own, so that brokers started by hand are left alone. */
const PLAIN_PORTS = { nameServerPort: 59_876, brokerPort: 60_911 };
const GUARDED_PORTS = { nameServerPort: 59_896, brokerPort: 60_931 };
/** A busy machine is no behaviour: without it sends that waited 200 ms are refused. */
const PATIENT = { waitTimeMillsInSendQueue: 5_000 };
const NOTHING_ELSE = { join: undefined, delayLevels: undefined, credentials: undefined };

type Broker = Awaited<ReturnType<typeof start>>;

export const startPlain = (release: string): Promise<Broker> =>
  start(release, { ...PLAIN_PORTS, ...NOTHING_ELSE, conf: { ...PATIENT, ...PLAIN_SETTINGS } });

/** With authentication and authorisation 2.0, an administrator and a user. */
export async function startGuarded(release: string): Promise<Broker> {
  const broker = await start(release, {
    ...GUARDED_PORTS,
    ...NOTHING_ELSE,
    conf: { ...PATIENT, ...GUARDED_SETTINGS, ...accessControl() },
    credentials: ADMINISTRATOR,
  });
  try {
    await addUser(broker);
  } catch (error) {
    await stop(broker);
    throw error;
  }
  return broker;
}

async function addUser(broker: Broker): Promise<void> {
  const resources = ALLOWED.map(({ topic, group }) => `Topic:${topic},Group:${group}`).join(',');
  const where = ['-b', broker.broker];
  await mqadmin(broker, ['createUser', ...where, '-u', USER.accessKey, '-p', USER.secretKey, '-t', 'Normal']);
  await mqadmin(broker, [
    ...['createAcl', ...where, '-s', `User:${USER.accessKey}`],
    ...['-r', resources, '-a', 'Pub,Sub', '-d', 'Allow'],
  ]);
}

function accessControl() {
  const { accessKey, secretKey } = ADMINISTRATOR;
  const provider = (kind: string, name: string) => `org.apache.rocketmq.auth.${kind}.provider.${name}`;
  return {
    authenticationEnabled: true,
    authorizationEnabled: true,
    authenticationProvider: provider('authentication', 'DefaultAuthenticationProvider'),
    authenticationMetadataProvider: provider('authentication', 'LocalAuthenticationMetadataProvider'),
    authorizationProvider: provider('authorization', 'DefaultAuthorizationProvider'),
    authorizationMetadataProvider: provider('authorization', 'LocalAuthorizationMetadataProvider'),
    initAuthenticationUser: JSON.stringify({ username: accessKey, password: secretKey }),
    innerClientAuthenticationCredentials: JSON.stringify({ accessKey, secretKey }),
  };
}

/** On a busy machine a broker that has just started answers some requests too late, after it did what they ask. */
async function mqadmin(broker: Broker, args: string[], tries = 3): Promise<void> {
  const { code, out } = await admin(broker, args, 'quiet');
  if (code === 0 && /success|exist/.test(out)) return;
  if (tries === 1) throw new Stop(`mqadmin ${args[0]}: ${out.slice(0, 600)}`);
  await mqadmin(broker, args, tries - 1);
}
