import { expect, it } from 'vitest';
import { FakeCluster, storedMessage } from '../admin/fake-cluster.ts';
import { DELAY_LEVELS } from '../model/delay.ts';
import { encodeStoredMessage } from '../protocol/message-codec.ts';
import { messageLife } from './message-life.ts';
import type { ProfileSession } from './profile-session.ts';

const KEY = 'C00002021119CF2107E07E98C1620000';

it('says when a scheduled copy is due, by the level table in use', async () => {
  const cluster = new FakeCluster();
  const { answers } = cluster.transport;
  const copies: Record<string, Parameters<typeof encodeStoredMessage>[0]> = {};
  for (const [topic, storeTimestamp, more] of [
    ['t', 11_020, []],
    [
      'SCHEDULE_TOPIC_XXXX',
      1_000,
      [
        ['DELAY', '3'],
        ['REAL_TOPIC', 't'],
      ],
    ],
  ] as [string, number, [string, string][]][]) {
    const queue = { topic, brokerName: 'a', queueId: 2 };
    copies[topic] = storedMessage(queue, 5, { storeTimestamp, properties: [['UNIQ_KEY', KEY], ...more] });
  }
  answers.QUERY_MESSAGE = ({ extFields: { topic = '' } }, address) => {
    const copy = copies[topic];
    const extFields = { indexLastUpdateTimestamp: '1', indexLastUpdatePhyoffset: '1' };
    return copy === undefined || address !== 'a:1'
      ? { extFields, code: 22 }
      : { extFields, body: encodeStoredMessage(copy) };
  };
  answers.QUERY_TOPIC_CONSUME_BY_WHO = { code: 3 };
  const profile = {
    client: cluster.client,
    view: () => ({ delayLevels: [...DELAY_LEVELS], delayLevelsSource: 'assumed' }),
  } as unknown as ProfileSession;

  const life = await messageLife(profile, 't', KEY);
  expect(life.delayLevelsSource).toBe('assumed');
  expect(life.copies).toMatchObject([
    { place: 'scheduled', goesTo: 't', delayLevel: 3, dueAtMs: 11_000, queueId: 2, queueOffset: 5 },
    { place: 'topic', topic: 't', brokerName: 'a', attempt: 1 },
  ]);
  expect(life.copies[1]).not.toHaveProperty('dueAtMs');
});
