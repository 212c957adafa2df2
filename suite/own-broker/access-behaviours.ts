import { createTopic, deleteTopic, updateGroup } from '../../core/admin/create.ts';
import { readDelayLevels } from '../../core/admin/delay-levels.ts';
import { queryConsumerOffset } from '../../core/admin/offsets.ts';
import { clusterInfo } from '../../core/admin/topics.ts';
import type { ClientInstance } from '../../core/client/client-instance.ts';
import { systemClock } from '../../core/clock.ts';
import { type ErrorData, toErrorData } from '../../core/model/error.ts';
import { ConnectionPool } from '../../core/remoting/connection-pool.ts';
import { Credentials } from '../../core/remoting/credentials.ts';
import {
  type Behaviour,
  check,
  equal,
  message,
  producer,
  send,
  stays,
  until,
  type World,
} from '../harness.ts';
import { type Visit, visits } from './doctor-behaviours.ts';
import { documentedAccess } from './documented-access.ts';
import { RecordingTransport } from './recording-transport.ts';

/** What the user of the layout may use; each pair for one behaviour alone. */
export const ALLOWED = [
  { topic: 'gantry-suite-acl-topic-1', group: 'gantry-suite-acl-group-1' },
  { topic: 'gantry-suite-acl-topic-2', group: 'gantry-suite-acl-group-2' },
  { topic: 'gantry-suite-acl-topic-3', group: 'gantry-suite-acl-group-3' },
] as const;
const [CONSUMED, SENT_BACK, DOCUMENTED] = ALLOWED;
const DENIED = { topic: 'gantry-suite-acl-denied', group: 'gantry-suite-acl-denied-group' };

/** How one kind of access control refuses: the response code, and what the remark says for each reason. */
export interface Refusals {
  code: number;
  wrongSecret: RegExp;
  unknownKey: RegExp;
  noKeys: RegExp;
  notAllowed: RegExp;
  adminOnly: RegExp;
}
type Reason = Exclude<keyof Refusals, 'code'>;

interface Keys {
  accessKey: string;
  secretKey: string;
}

/** Someone who asks, and why that is refused. */
interface Case {
  name: string;
  keys: Keys | undefined;
  topic?: string;
  group?: string;
  reason: Reason;
}

export function accessBehaviours(user: Keys, refusals: Refusals): Behaviour[] {
  const strangers: Case[] = [
    { name: 'a wrong secret key', keys: { ...user, secretKey: 'wrong-secret' }, reason: 'wrongSecret' },
    { name: 'an unknown access key', keys: { ...user, accessKey: 'nobodyhere' }, reason: 'unknownKey' },
    { name: 'no keys', keys: undefined, reason: 'noKeys' },
  ];
  const deniedTopic: Case = {
    name: 'a topic without permission',
    keys: user,
    topic: DENIED.topic,
    reason: 'notAllowed',
  };
  const deniedGroup: Case = {
    name: 'a group without permission',
    keys: user,
    group: DENIED.group,
    reason: 'notAllowed',
  };
  return [
    ...[...strangers, deniedTopic].map((asked) => refusedSend(asked, refusals)),
    ...[...strangers, deniedTopic, deniedGroup].map((asked) => refusedConsumer(asked, refusals)),
    ...strangers.map((asked) => refusedAdmin(asked, refusals)),
    refusedAdmin({ name: 'an account that is no administrator', keys: user, reason: 'adminOnly' }, refusals),
    ...allowed(user),
    ...visits('access control', examined(user)),
    ...documentedAccess({
      user,
      allowed: DOCUMENTED,
      prepare,
      checkRefusal: (error, keys) =>
        checkRefusal(error, { name: 'a wrong secret key', keys, reason: 'wrongSecret' }, refusals),
    }),
  ];
}

function allowed(user: Keys): Behaviour[] {
  return [
    {
      name: 'access control: the right keys send, consume and commit',
      async run(world) {
        await prepare(world);
        const { client } = as(world, user);
        const { topic, group } = CONSUMED;
        const body = world.name('body');
        const receipt = await send(producer(client), message(topic, body));
        const consumer = await world.consume(client, { group, topic, decide: () => 'ack' });
        await until(
          'our message',
          () => consumer.bodies().includes(body),
          15_000,
          () => JSON.stringify(consumer.consumer.view()),
        );
        await consumer.consumer.shutdown();
        const committed = await queryConsumerOffset(client, group, receipt.queue);
        check((committed ?? 0) > receipt.queueOffset, `committed ${committed}`);
      },
    },
    {
      name: 'access control: a message sent back with the right keys returns',
      timeoutMs: 60_000,
      async run(world) {
        await prepare(world);
        const { client } = as(world, user);
        const { topic, group } = SENT_BACK;
        const body = world.name('body');
        await send(producer(client), message(topic, body));
        const consumer = await world.consume(client, {
          group,
          topic,
          decide: ({ attempt }) => (attempt === 1 ? 'later' : 'ack'),
        });
        await until(
          'attempt 2',
          () => consumer.bodies().filter((got) => got === body).length === 2,
          40_000,
          () => JSON.stringify(consumer.consumer.view()),
        );
      },
    },
    {
      name: 'access control: an administrator creates, reads and deletes',
      async run(world) {
        const client = world.client();
        const topic = await world.topic(client);
        const { levels, source } = await readDelayLevels(client);
        equal([levels.length, source], [18, 'broker'], 'delay levels');
        await updateGroup(client, { groupName: world.group(), retryMaxTimes: 3 });
        await deleteTopic(client, topic);
      },
    },
  ];
}

/** What the user's permissions allow, and what only the round trip shows they do not. */
function examined(user: Keys): Visit[] {
  const common = { topic: CONSUMED.topic, prepare };
  const wrong = { credentials: 'failed AUTH, checkCredentials' };
  return [
    {
      ...common,
      name: "with an administrator's keys",
      isAdministrator: true,
      told: { credentials: 'passed signedAccepted', roundTrip: 'passed roundTrip' },
    },
    {
      ...common,
      name: "with a user's keys",
      keys: user,
      told: {
        cluster: 'passed cluster',
        credentials: 'passed signedAccepted',
        topic: 'passed topicOpen',
        // It may use groups of its own, not that of the tools.
        roundTrip: 'failed toolsGroupRefused, retry',
      },
    },
    { ...common, name: 'with a wrong secret key', keys: { ...user, secretKey: 'wrong-secret' }, told: wrong },
    {
      ...common,
      name: 'with an unknown access key',
      keys: { ...user, accessKey: 'nobodyhere' },
      told: wrong,
    },
    { ...common, name: 'without keys', told: { credentials: 'failed keysWanted, checkCredentials' } },
    {
      ...common,
      name: 'on a topic without permission',
      keys: user,
      topic: DENIED.topic,
      told: {
        credentials: 'passed signedAccepted',
        topic: 'passed topicOpen',
        roundTrip: 'failed AUTH, createTopic',
      },
    },
  ];
}

function refusedSend(asked: Case, refusals: Refusals): Behaviour {
  return {
    name: `access control: a send with ${asked.name} is refused once and not retried`,
    async run(world) {
      await prepare(world);
      const { client, transport } = as(world, asked.keys);
      const outcome = await producer(client).send(message(asked.topic ?? CONSUMED.topic, 'body'));
      if (outcome.kind !== 'refused') throw new Error(`outcome ${JSON.stringify(outcome)}`);
      checkRefusal(outcome.error, asked, refusals);
      equal(transport.count('SEND_MESSAGE_V2'), 1, 'requests');
    },
  };
}

function refusedConsumer(asked: Case, refusals: Refusals): Behaviour {
  return {
    name: `access control: a consumer with ${asked.name} does not start`,
    async run(world) {
      await prepare(world);
      const { client, transport } = as(world, asked.keys);
      const { topic = CONSUMED.topic, group = CONSUMED.group } = asked;
      const error = await world.consume(client, { topic, group }).then(
        () => undefined,
        (reason: unknown) => toErrorData(reason),
      );
      if (error === undefined) throw new Error(`it started, after ${transport.sent.join(', ')}`);
      checkRefusal(error, asked, refusals);
      equal(transport.count('PULL_MESSAGE'), 0, 'pulls');
      const { length } = transport.sent;
      await stays('silent', 1_500, () => transport.sent.length === length);
    },
  };
}

function refusedAdmin(asked: Case, refusals: Refusals): Behaviour {
  return {
    name: `access control: ${asked.name} creates no topic, though the name server answers`,
    async run(world) {
      await prepare(world);
      const { client, transport } = as(world, asked.keys);
      const { brokers } = await clusterInfo(client);
      equal(brokers.length, 1, 'brokers told by the name server');
      const error = await createTopic(client, { topic: world.topicName(), queues: 1 }).then(
        () => undefined,
        (reason: unknown) => toErrorData(reason),
      );
      if (error === undefined) throw new Error('it was created');
      checkRefusal(error, asked, refusals);
      equal(transport.count('UPDATE_AND_CREATE_TOPIC'), 1, 'requests');
    },
  };
}

function checkRefusal(error: ErrorData, { keys, reason }: Case, refusals: Refusals): void {
  equal(
    [error.code, error.outcome, error.responseCode, error.remedyKey],
    ['AUTH', 'refused', refusals.code, 'checkCredentials'],
    `refusal (${error.remark})`,
  );
  check(refusals[reason].test(error.remark ?? ''), `remark: ${error.remark}`);
  if (keys !== undefined)
    check(!JSON.stringify(error).includes(keys.secretKey), 'the secret is in the error');
}

/** Makes the topics, as the administrator, whose client cleans up. */
async function prepare(world: World): Promise<void> {
  const client = world.client();
  for (const { topic } of [...ALLOWED, DENIED]) {
    await createTopic(client, { topic, queues: 1 });
    await until(`route of ${topic}`, async () => (await client.routes.refresh(topic)).queues.length > 0);
  }
}

function as(world: World, keys: Keys | undefined): { client: ClientInstance; transport: RecordingTransport } {
  const credentials = keys && new Credentials({ ...keys, channel: 'ALIYUN' });
  const transport = new RecordingTransport(
    new ConnectionPool({ clock: systemClock, ...(credentials === undefined ? {} : { credentials }) }),
  );
  return { client: world.clientOver(transport), transport };
}
