import { describe, expect, it } from 'vitest';
import {
  decodeMessages,
  encodeStoredMessage,
  type StoredMessageFields,
} from '../../protocol/message-codec.ts';
import { FakeCluster, storedMessage } from '../fake-cluster.ts';
import { copyOf, readLife } from './life.ts';

const queue = { topic: 't', brokerName: 'a', queueId: 0 };
const KEY = 'C00002021119CF2107E07E98C1620000';
const TIMES = { extFields: { indexLastUpdateTimestamp: '1', indexLastUpdatePhyoffset: '1' } };

describe('a message’s life', () => {
  it.each([
    ['t', [], { place: 'topic', attempt: 1 }],
    ['%RETRY%g', [], { place: 'retry', group: 'g', attempt: 1 }],
    ['%DLQ%g', [], { place: 'deadLetter', group: 'g', attempt: 1 }],
    ['SCHEDULE_TOPIC_XXXX', [['REAL_TOPIC', 't']], { place: 'scheduled', goesTo: 't', attempt: 1 }],
    [
      'SCHEDULE_TOPIC_XXXX',
      [['REAL_TOPIC', '%RETRY%g']],
      { place: 'scheduled', goesTo: '%RETRY%g', group: 'g', attempt: 1 },
    ],
    ['rmq_sys_wheel_timer', [['REAL_TOPIC', 't']], { place: 'timer', goesTo: 't', attempt: 1 }],
    ['RMQ_SYS_TRANS_HALF_TOPIC', [['REAL_TOPIC', 't']], { place: 'half', goesTo: 't', attempt: 1 }],
  ] as [string, [string, string][], object][])('a copy in %s', (topic, properties, expected) => {
    const stored = storedMessage({ ...queue, topic }, 0, { properties: [['UNIQ_KEY', KEY], ...properties] });
    const [message] = decodeMessages(encodeStoredMessage(stored), 'a');
    if (message === undefined) throw new Error('not decoded');
    const { message: _, ...copy } = copyOf(message);
    expect(copy).toEqual(expected);
  });

  it('searches the topics of groups that only a scheduled copy names, and says what it could not search', async () => {
    const cluster = new FakeCluster();
    const at = (topic: string, storeTimestamp: number, more: [string, string][] = []) =>
      storedMessage({ ...queue, topic }, 0, { storeTimestamp, properties: [['UNIQ_KEY', KEY], ...more] });
    const copies: Record<string, StoredMessageFields> = {
      t: at('t', 1),
      SCHEDULE_TOPIC_XXXX: at('SCHEDULE_TOPIC_XXXX', 2, [['REAL_TOPIC', '%RETRY%g']]),
      '%RETRY%g': at('%RETRY%g', 3),
    };
    const route = cluster.transport.answers.GET_ROUTEINFO_BY_TOPIC;
    cluster.transport.answers.GET_ROUTEINFO_BY_TOPIC = (request, address) =>
      typeof route === 'function'
        ? route({ ...request, extFields: { ...request.extFields, topic: 't' } }, address)
        : {};
    cluster.transport.answers.QUERY_MESSAGE = ({ extFields: { topic = '' } }, address) => {
      const copy = copies[topic];
      if (topic === '%DLQ%g') return { code: 16, remark: 'denied' };
      return copy === undefined || address !== 'a:1'
        ? { ...TIMES, code: 22 }
        : { ...TIMES, body: encodeStoredMessage(copy) };
    };
    cluster.transport.answers.QUERY_TOPIC_CONSUME_BY_WHO = { code: 3 };
    const life = await readLife(cluster.client, 't', KEY);
    expect(life.copies.map(({ place }) => place)).toEqual(['topic', 'scheduled', 'retry']);
    expect(life.groups).toEqual(['g']);
    expect(life.unread.map(({ topic, error }) => [topic, error.responseCode])).toEqual([
      [undefined, 3],
      ['%DLQ%g', 16],
    ]);
  });
});
