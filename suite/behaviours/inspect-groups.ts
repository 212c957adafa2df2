import { compareSubscriptions } from '../../core/admin/group/compare-subscriptions.ts';
import { consumeDirectly } from '../../core/admin/group/consume-directly.ts';
import { groupsOfTopic } from '../../core/admin/group/groups-of-topic.ts';
import { listGroups } from '../../core/admin/group/list-groups.ts';
import { readMembers } from '../../core/admin/group/members.ts';
import { readProgress } from '../../core/admin/group/progress.ts';
import { readSubscription } from '../../core/admin/group/read-subscription.ts';
import { readRunningInfo } from '../../core/admin/group/running-info.ts';
import { lookUpByUniqueKey } from '../../core/admin/messages/look-up.ts';
import { consumeMessageDirectly, getConsumerRunningInfo } from '../../core/protocol/requests/inspect.ts';
import { expectationsOf } from '../expectations.ts';
import { type Behaviour, check, equal, message, producer, send, until, type World } from '../harness.ts';
import { ScriptedMember } from '../scripted-member.ts';

const RUNNING_INFO = getConsumerRunningInfo.code;
const DIRECTLY = consumeMessageDirectly.code;

function runningInfo(topic: string, subString: string): string {
  const subscription = JSON.stringify({ topic, subString, expressionType: 'TAG', subVersion: 1 });
  const queue = JSON.stringify({ brokerName: 'b', queueId: 1, topic });
  return (
    `{"properties":{"PROP_CLIENT_VERSION":"V5_3_3"},"subscriptionSet":[${subscription}],` +
    `"mqTable":{${queue}:{"commitOffset":7,"cachedMsgCount":2,"droped":false,"lastPullTimestamp":1}},` +
    `"statusTable":{"${topic}":{"consumeOKTPS":1.5,"consumeFailedTPS":0,"consumeRT":3,"pullTPS":2}}}`
  );
}

/** A stored message that is found by its id, and a group that reads its topic. */
async function stored(world: World) {
  const client = world.client();
  const topic = await world.topic(client, 1);
  const { msgId } = await send(producer(client), message(topic, 'once'));
  const find = async () => (await lookUpByUniqueKey(client, topic, msgId)).messages[0];
  await until('indexed', async () => (await find()) !== undefined);
  const found = await find();
  if (found === undefined) throw new Error('not found');
  return { client, topic, group: world.group(), found };
}

export const inspectGroups: Behaviour[] = [
  {
    name: 'groups are listed with their settings, those online with their members',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const group = world.group();
      await world.consume(client, { group, topic });
      const { groups, failures } = await listGroups(client, { withMembers: true });
      equal(failures, [], 'failures');
      const ours = groups.find((one) => one.group === group);
      equal([ours?.system, ours?.configs[0]?.config.retryMaxTimes], [false, 16], 'settings');
      equal(
        ours?.online?.members.map(({ clientId }) => clientId),
        [client.clientId],
        'members',
      );
      equal(groups.find((one) => one.group === 'TOOLS_CONSUMER')?.system, true, 'system group');
    },
  },
  {
    name: 'members are told with address, language and version, and the group with its subscriptions',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const group = world.group();
      await world.consume(client, { group, topic, tagPattern: 'b || a' });
      const online = await readMembers(client, group);
      const [member] = online.members;
      equal(
        [member?.clientId, member?.language, member?.version, member?.versionName],
        [client.clientId, 'OTHER', 409, '4.9.8'],
        'member',
      );
      check(/:\d+$/.test(member?.clientAddr ?? ''), `address ${member?.clientAddr}`);
      equal([online.consumeType, online.messageModel], ['CONSUME_PASSIVELY', 'CLUSTERING'], 'kind');
      const subscription = online.subscriptions.find((one) => one.topic === topic);
      equal([...(subscription?.tagsSet ?? [])].sort(), ['a', 'b'], 'tags');
      equal((await readMembers(client, world.group())).members, [], 'nobody in an unknown group');
    },
  },
  {
    name: 'the groups of a topic: those that consumed from it, online and after',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const group = world.group();
      await send(producer(client), message(topic, 'a'));
      const consumer = await world.consume(client, { group, topic, decide: () => 'ack' });
      await consumer.waitFor(1);
      await until('listed', async () => (await groupsOfTopic(client, topic)).groups.length === 1);
      equal((await groupsOfTopic(client, topic)).groups, [group], 'online');
      await consumer.consumer.shutdown();
      equal((await groupsOfTopic(client, topic)).groups, [group], 'offline');
    },
  },
  {
    name: 'progress: the lag of each queue, in one topic and in all, retry topic included',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 2);
      const group = world.group();
      const by = producer(client);
      for (let n = 0; n < 6; n++) await send(by, message(topic, `m${n}`));
      const consumer = await world.consume(client, { group, topic });
      await consumer.waitFor(6);
      const acked = consumer.held.find(({ message: { queueOffset } }) => queueOffset === 0);
      if (acked !== undefined) consumer.ack(acked);
      await until('lag 5', async () => (await readProgress(client, group, topic)).lag === 5, 15_000);
      const { queues } = await readProgress(client, group, topic);
      equal(
        queues.map(({ queue }) => queue.queueId),
        [0, 1],
        'queues',
      );
      equal(
        queues.map(({ brokerOffset }) => brokerOffset),
        [3, 3],
        'ends',
      );
      equal(
        queues.map(({ lag, consumedUpToMs }) => [lag, consumedUpToMs !== undefined]).sort(),
        [
          [2, true],
          [3, false],
        ],
        'lag',
      );
      const all = await readProgress(client, group);
      check(
        all.queues.some(({ queue }) => queue.topic === topic),
        'among all topics',
      );
      equal((await readProgress(client, world.group())).queues, [], 'an unknown group has none');
    },
  },
  {
    name: 'what the broker filters a group by is told, or refused by releases that cannot',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const group = world.group();
      await world.consume(client, { group, topic, tagPattern: 'paid' });
      const answer = await readSubscription(client, group, topic).catch((reason: unknown) => reason);
      if (expectationsOf(world.target.broker).querySubscription === 'refused') {
        check(String(answer).includes('responseCode=3'), `refused with 3: ${String(answer)}`);
        return;
      }
      check(Array.isArray(answer) && answer[0]?.subscription?.subString === 'paid', JSON.stringify(answer));
      const unread = await readSubscription(client, world.group(), topic);
      equal(unread[0]?.subscription, undefined, 'of a group that is not there');
    },
  },
  {
    name: 'a member tells what it is running',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const group = world.group();
      await ScriptedMember.join(world, {
        group,
        topic,
        answers: { [RUNNING_INFO]: runningInfo(topic, 'paid') },
      });
      const [member] = (await readMembers(client, group)).members;
      if (member === undefined) throw new Error('nobody is in the group');
      const info = await readRunningInfo(client, group, member);
      if (typeof info === 'string') throw new Error(`it said ${info}`);
      equal(
        info.subscriptions.map(({ subString }) => subString),
        ['paid'],
        'subscriptions',
      );
      equal(info.queues[0]?.commitOffset, 7, 'offset');
      equal([info.properties.PROP_CLIENT_VERSION, info.rates[0]?.consumeOkTps], ['V5_3_3', 1.5], 'the rest');
    },
  },
  {
    name: 'members with different subscriptions are found; those that cannot be asked are named',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const group = world.group();
      const join = (answer: string | number) =>
        ScriptedMember.join(world, { group, topic, answers: { [RUNNING_INFO]: answer } });
      await join(runningInfo(topic, 'a || b'));
      await join(runningInfo(topic, 'b||a'));
      const odd = await join(runningInfo(topic, '*'));
      const mute = await join(3);
      await until('four members', async () => (await readMembers(client, group)).members.length === 4);
      const { members } = await readMembers(client, group);
      const { camps, unknown } = await compareSubscriptions(client, group, members);
      equal(
        camps.map(({ subscriptions, clientIds }) => [subscriptions, clientIds.length]),
        [
          [[`${topic} a || b`], 2],
          [[`${topic} *`], 1],
        ],
        'camps',
      );
      equal(camps[1]?.clientIds, [odd.client.clientId], 'the odd one');
      equal(unknown, [{ clientId: mute.client.clientId, reason: 'notSupported' }], 'the mute one');
    },
  },
  {
    name: 'a message is consumed directly by one member, and its result comes back by name',
    async run(world) {
      const { client, topic, group, found } = await stored(world);
      const result =
        '{"autoCommit":true,"consumeResult":"CR_LATER","order":false,"remark":"r","spentTimeMills":5}';
      const member = await ScriptedMember.join(world, { group, topic, answers: { [DIRECTLY]: result } });
      equal(
        await consumeDirectly(client, group, member.client.clientId, found),
        { result: 'CR_LATER', remark: 'r', orderly: false, spentMs: 5 },
        'result',
      );
      const asked = member.asked.find(({ code }) => code === DIRECTLY);
      check((asked?.body.length ?? 0) > 90, 'the message went along');
    },
  },
  {
    name: 'a member that cannot be asked is named so: not online, not supported',
    async run(world) {
      const { client, topic, group, found } = await stored(world);
      equal(await consumeDirectly(client, group, 'nobody', found), 'notOnline', 'unknown client');
      const member = await ScriptedMember.join(world, { group, topic, answers: { [DIRECTLY]: 3 } });
      equal(await consumeDirectly(client, group, member.client.clientId, found), 'notSupported', 'code 3');
    },
  },
  {
    name: 'a member that does not answer within the broker’s 10 s is a time-out, not an error',
    async run(world) {
      const { client, topic, group, found } = await stored(world);
      const { client: mute } = await ScriptedMember.join(world, { group, topic });
      equal(await consumeDirectly(client, group, mute.clientId, found), 'timeOut', 'answer');
    },
  },
];
