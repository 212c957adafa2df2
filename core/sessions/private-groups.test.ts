import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ClientInstance } from '../client/client-instance.ts';
import { systemClock } from '../clock.ts';
import { PushConsumer, type PushConsumerListener } from '../consumer/push-consumer.ts';
import { ConnectionPool } from '../remoting/connection-pool.ts';
import { lookAtGroup } from './group-look.ts';
import { privateGroupHandlers } from './private-groups.ts';
import { ProfileSession } from './profile-session.ts';
import { requireReadable } from './readable-topics.ts';

// A worker is started from its sources, which a busy machine does slowly.
vi.setConfig({ testTimeout: 20_000, hookTimeout: 20_000 });

const profileId = 'sandbox';
const window = 'w';
const TOPIC = 'order-events';
const SILENT: PushConsumerListener = {
  onPulled: () => {},
  onHeld: () => {},
  onSettled: () => {},
  onDeadlines: () => {},
  onDecisionFailed: () => {},
  onMovedAway: () => {},
  onChanged: () => {},
};
let profile: ProfileSession;
/** Another program's client on the same broker. */
let other: ClientInstance;

beforeAll(async () => {
  profile = await ProfileSession.startSandbox({
    profileId,
    clock: systemClock,
    clockRate: 1,
    workerFile: undefined,
    onChanged: () => {},
  });
  other = new ClientInstance({
    nameServers: [...profile.client.nameServers.all],
    transport: new ConnectionPool({ clock: systemClock }),
    clock: systemClock,
  });
  other.start();
});
afterAll(async () => {
  await other.close();
  await profile.close();
});

async function join(client: ClientInstance, group: string, listener: 'concurrent' | 'orderly', tags = '*') {
  const subscriptions = [{ topic: TOPIC, tagPattern: tags }];
  const consumer = new PushConsumer(client, { group, subscriptions, seats: 1, listener }, SILENT);
  await consumer.start();
  return consumer;
}

describe('lookAtGroup', () => {
  it('tells each member by its own word, and which is ours', async () => {
    const theirs = await join(other, 'payment-worker', 'orderly', 'b || a');
    const ours = await join(profile.client, 'payment-worker', 'concurrent');
    const look = await lookAtGroup(profile.client, 'payment-worker', 7);
    await Promise.all([theirs.shutdown(), ours.shutdown()]);
    expect(look).toMatchObject({ messageModel: 'CLUSTERING', failures: [], readAtMs: 7 });
    const byOwner = (own: boolean) => look.members.find((member) => member.ours === own)?.own;
    expect(byOwner(false)).toMatchObject({
      listener: 'orderly',
      subscriptions: [{ topic: TOPIC, expression: 'b || a' }],
    });
    expect(byOwner(true)).toMatchObject({
      listener: 'concurrent',
      subscriptions: [{ topic: TOPIC, expression: '*' }],
    });
  });

  it('knows nobody in a group that nobody joined', async () => {
    expect(await lookAtGroup(profile.client, 'none', 7)).toMatchObject({ members: [], subscriptions: [] });
  });
});

describe('private groups', () => {
  const handlers = privateGroupHandlers(() => profile, 'kim');
  const list = () => handlers['group.private.list']({ profileId }, window);
  const plan = (group: string) => handlers['group.delete.plan']({ profileId, group }, window);

  it('are listed by number with their members, and deleted with their retry topic once nobody is online', async () => {
    const used = await join(other, 'gantry-kim-12', 'concurrent');
    await (await join(other, 'gantry-kim-2', 'concurrent')).shutdown();
    await (await join(other, 'gantry-kimberley-1', 'concurrent')).shutdown();
    expect(await list()).toEqual([
      { group: 'gantry-kim-2', number: 2, members: 0, configured: true, hasRetryTopic: true },
      { group: 'gantry-kim-12', number: 12, members: 1, configured: true, hasRetryTopic: true },
    ]);
    const refusal = { data: { code: 'STATE', params: { rule: 'groupOnline', members: 1 } } };
    await expect(plan('gantry-kim-12')).rejects.toMatchObject(refusal);
    await expect(plan('payment-worker')).rejects.toMatchObject({ data: { params: { rule: 'notOurs' } } });

    const { planId, ...effect } = await plan('gantry-kim-2');
    expect(effect).toEqual({
      group: 'gantry-kim-2',
      brokerNames: ['sandbox'],
      retryTopic: { topic: '%RETRY%gantry-kim-2', messages: 0 },
    });
    const apply = (typedName: string) => handlers['group.delete.apply']({ planId, typedName }, window);
    await expect(apply('gantry-kim-12')).rejects.toMatchObject({ data: { params: { rule: 'typedName' } } });
    await apply('gantry-kim-2');
    expect(await list()).toMatchObject([{ group: 'gantry-kim-12' }]);
    await used.shutdown();
  });

  it('are not deleted when somebody joined since the plan was made', async () => {
    await (await join(other, 'gantry-kim-3', 'concurrent')).shutdown();
    const { planId } = await plan('gantry-kim-3');
    const again = await join(other, 'gantry-kim-3', 'concurrent');
    const apply = handlers['group.delete.apply']({ planId, typedName: 'gantry-kim-3' }, window);
    await expect(apply).rejects.toMatchObject({ data: { params: { rule: 'groupOnline' } } });
    await again.shutdown();
  });
});

describe('requireReadable', () => {
  const options = (topic: string) => ({ group: 'g', seats: 1, subscriptions: [{ topic, tagPattern: '*' }] });

  it('names the topic that no broker lets consumers read', async () => {
    await expect(requireReadable(profile.client, options(TOPIC))).resolves.toBeUndefined();
    const routes = vi.spyOn(profile.client.routes, 'forSubscribe').mockReturnValue([]);
    await expect(requireReadable(profile.client, options(TOPIC))).rejects.toMatchObject({
      data: { code: 'INPUT', params: { field: 'subscriptions.0.topic', rule: 'notReadable', value: TOPIC } },
    });
    routes.mockRestore();
  });
});
