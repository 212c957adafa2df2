import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../clock.ts';
import { PERM_READ, PERM_WRITE } from '../../model/route.ts';
import { ProfileSession } from '../profile-session.ts';
import { topicHandlers } from '../topics.ts';
import { Plans } from './plans.ts';
import { StoredRates } from './stored-rates.ts';
import { accessOf, groupTopicView } from './topic-views.ts';

// A worker is started from its sources, which a busy machine does slowly.
vi.setConfig({ testTimeout: 20_000, hookTimeout: 20_000 });

const profileId = 'sandbox';
const window = 'w';
let profile: ProfileSession;
beforeAll(async () => {
  profile = await ProfileSession.startSandbox({
    profileId,
    clock: systemClock,
    clockRate: 1,
    workerFile: undefined,
    onChanged: () => {},
  });
});
afterAll(() => profile.close());

describe('topicHandlers', () => {
  const handlers = topicHandlers(() => profile, systemClock);

  it('lists topics by kind and counts those asked for; one that is not there says why', async () => {
    const topics = await handlers['topic.list']({ profileId }, window);
    expect(topics).toContainEqual({ topic: 'order-events', kind: 'normal' });
    expect(topics).toContainEqual({ topic: 'SCHEDULE_TOPIC_XXXX', kind: 'system' });
    const counts = await handlers['topic.counts']({ profileId, topics: ['order-events', 'none'] }, window);
    expect(counts).toMatchObject([
      { topic: 'order-events', queues: 8, messages: 0, failures: [] },
      { topic: 'none', error: { code: 'NO_ROUTE' } },
    ]);
  });

  it('shows where a topic lives, and what its broker has configured', async () => {
    expect(await handlers['topic.info']({ profileId, topic: 'order-events' }, window)).toMatchObject({
      kind: 'normal',
      brokers: [
        {
          brokerName: 'sandbox',
          readQueueNums: 8,
          access: 'readWrite',
          addresses: [{ brokerId: 0 }],
          config: { writeQueueNums: 8, access: 'readWrite' },
        },
      ],
    });
  });

  it('creates a topic by a plan, once its name was typed', async () => {
    const plan = await handlers['topic.change.plan'](
      { profileId, topic: 'made', readQueueNums: 2, writeQueueNums: 2 },
      window,
    );
    expect(plan.brokers).toMatchObject([
      { brokerName: 'sandbox', after: { readQueueNums: 2 }, stranded: [] },
    ]);
    const apply = (typedName: string) =>
      handlers['topic.change.apply']({ planId: plan.planId, typedName }, window);
    await expect(apply('mad')).rejects.toMatchObject({ data: { params: { field: 'typedName' } } });
    await apply('made');
    await expect(apply('made')).rejects.toMatchObject({ data: { params: { rule: 'unknownId' } } });
    const { queues } = await handlers['topic.queues']({ profileId, topic: 'made' }, window);
    expect(queues.map(({ queue, maxOffset }) => [queue.queueId, maxOffset])).toEqual([
      [0, 0],
      [1, 0],
    ]);
  });

  it('resets a group by a plan, and tells of a group nobody knows', async () => {
    const group = 'payment-worker';
    const target = { kind: 'latest' } as const;
    const plan = await handlers['group.reset.plan'](
      { profileId, group, topic: 'order-events', target },
      window,
    );
    expect(plan).toMatchObject({ group, skipped: 0, online: [] });
    const applied = await handlers['group.reset.apply']({ planId: plan.planId, typedName: group }, window);
    expect(applied.failures).toEqual([]);
    expect(applied.queues.length).toBe(8);
    expect(await handlers['group.detail']({ profileId, group: 'nobody' }, window)).toMatchObject({
      members: [],
      lag: 0,
      deadLetterTopic: { topic: '%DLQ%nobody', exists: false },
    });
  });
});

describe('StoredRates', () => {
  const at = (maxOffset: number) => [{ queue: { topic: 't', brokerName: 'a', queueId: 0 }, maxOffset }];
  const rateOf = (rates: Map<string, number>) => [...rates.values()][0];

  it('says nothing at first, then messages a second; readings close together count from the first of them', () => {
    const rates = new StoredRates();
    expect(rateOf(rates.next('t', at(100), 0))).toBeUndefined();
    expect(rateOf(rates.next('t', at(150), 100))).toBeUndefined();
    expect(rateOf(rates.next('t', at(200), 2_000))).toBe(50);
    expect(rateOf(rates.next('t', at(300), 100_000))).toBeUndefined();
    expect(rateOf(rates.next('t', at(0), 101_000))).toBeUndefined();
  });
});

describe('Plans', () => {
  it('forgets old plans, and keeps one whose name was mistyped', () => {
    const plans = new Plans<string>();
    const first = plans.add('first', 'a');
    const later = Array.from({ length: 20 }, (_, index) => plans.add(`plan ${index}`, 'b'));
    expect(() => plans.take(first, 'a')).toThrow(/unknownId/);
    expect(() => plans.take(later[0] ?? 0, 'x')).toThrow(/typedName/);
    expect(plans.take(later[0] ?? 0, 'b')).toBe('plan 0');
  });
});

describe('groupTopicView', () => {
  it('tells a dead letter topic that can only be written to from one that can be read', () => {
    const queue = { brokerName: 'a', readQueueNums: 1, writeQueueNums: 1, topicSysFlag: 0 };
    const view = (perm: number) => groupTopicView('%DLQ%g', { brokers: [], queues: [{ ...queue, perm }] });
    expect(view(PERM_WRITE)).toMatchObject({ exists: true, readable: false, writable: true });
    expect(view(PERM_READ | PERM_WRITE)).toMatchObject({ readable: true });
    expect(groupTopicView('%DLQ%g', undefined)).toMatchObject({ exists: false, readable: false });
    expect([6, 4, 2, 0].map(accessOf)).toEqual(['readWrite', 'readOnly', 'writeOnly', 'none']);
  });
});
