import { beforeEach, describe, expect, it } from 'vitest';
import { FakeCluster } from '../../fake-cluster.ts';
import { applyOffsetReset } from './apply.ts';
import { moved, planOffsetReset, type ResetTarget } from './plan.ts';

const EARLIEST: ResetTarget = { kind: 'earliest' };
let cluster: FakeCluster;

beforeEach(() => {
  cluster = new FakeCluster();
  for (const queue of cluster.queues) for (let n = 1; n <= 4; n++) cluster.store(queue, n * 10);
  cluster.transport.answers.QUERY_CONSUMER_OFFSET = { extFields: { offset: '3' } };
  cluster.transport.answers.GET_CONSUMER_CONNECTION_LIST = { code: 206 };
  cluster.transport.answers.GET_BROKER_CONFIG = (_request, address) =>
    address === 'a:1' ? 'useServerSideResetOffset=true\n' : 'brokerName=b\n';
});

const plan = (target: ResetTarget) => planOffsetReset(cluster.client, { group: 'g', topic: 't', target });

describe('a plan', () => {
  it.each([
    [EARLIEST, 0, 12, 0],
    [{ kind: 'latest' } as const, 4, 0, 4],
    [{ kind: 'time', timestampMs: 15 } as const, 1, 8, 0],
  ])(
    'to %o names the offset of each queue and what comes again or is skipped',
    async (target, to, again, skipped) => {
      const planned = await plan(target);
      expect(planned.queues.map((queue) => [queue.from, queue.to])).toEqual(Array(4).fill([3, to]));
      expect([planned.again, planned.skipped, planned.online]).toEqual([again, skipped, []]);
      expect(planned.ways).toEqual([
        { brokerName: 'a', way: 'broker' },
        { brokerName: 'b', way: 'members' },
      ]);
      expect(cluster.requests('INVOKE_BROKER_TO_RESET_OFFSET')).toEqual([]);
      expect(cluster.requests('UPDATE_CONSUMER_OFFSET')).toEqual([]);
    },
  );

  it.each([
    [undefined, 5, { again: 0, skipped: 0 }],
    [5, 5, { from: 5, again: 0, skipped: 0 }],
    [9, 5, { from: 9, again: 4, skipped: 0 }],
    [1, 5, { from: 1, again: 0, skipped: 4 }],
  ])('from %s to %i', (from, to, expected) => {
    expect(moved(from, to)).toEqual(expected);
  });

  it('is none when a queue’s numbers cannot be had', async () => {
    cluster.transport.answers.GET_MAX_OFFSET = { code: 16 };
    await expect(plan(EARLIEST)).rejects.toMatchObject({ data: { responseCode: 16 } });
  });
});

describe('applying it', () => {
  const resets = () => cluster.requests('INVOKE_BROKER_TO_RESET_OFFSET');
  const commits = () => cluster.requests('UPDATE_CONSUMER_OFFSET');

  it('moves each queue exactly where the broker can, and commits where nobody is online', async () => {
    cluster.transport.answers.INVOKE_BROKER_TO_RESET_OFFSET = (_request, address) =>
      address === 'b:1' ? { code: 206 } : {};
    const { queues, failures } = await applyOffsetReset(cluster.client, await plan(EARLIEST));
    expect(failures).toEqual([]);
    expect(queues.map(({ queue, offset, by }) => [queue.brokerName, offset, by])).toEqual([
      ['a', 0, 'broker'],
      ['a', 0, 'broker'],
      ['b', 0, 'commit'],
      ['b', 0, 'commit'],
    ]);
    expect(resets().map(({ address, extFields }) => [address, extFields.queueId, extFields.offset])).toEqual(
      expect.arrayContaining([
        ['a:1', '0', '0'],
        ['a:1', '1', '0'],
        ['b:1', undefined, undefined],
      ]),
    );
    expect(commits().map(({ address, extFields }) => [address, extFields.commitOffset])).toEqual([
      ['b:1', '0'],
      ['b:1', '0'],
    ]);
  });

  it('has members move themselves, and says where the broker sent them', async () => {
    cluster.transport.answers.INVOKE_BROKER_TO_RESET_OFFSET = (_request, address) =>
      address === 'b:1' ? '{"offsetTable":{{"brokerName":"b","queueId":0,"topic":"t"}:1}}' : {};
    const { queues } = await applyOffsetReset(cluster.client, await plan({ kind: 'time', timestampMs: 15 }));
    expect(queues.filter(({ by }) => by === 'members')).toEqual([
      { queue: { brokerName: 'b', queueId: 0, topic: 't' }, offset: 1, by: 'members' },
    ]);
    const told = resets().find(({ address }) => address === 'b:1');
    expect(told?.extFields).toEqual({ topic: 't', group: 'g', timestamp: '15', isForce: 'true' });
    expect(commits()).toEqual([]);
  });

  it('commits first and tells the members then, when the group never committed in one of the queues', async () => {
    let refusals = 1;
    cluster.transport.answers.INVOKE_BROKER_TO_RESET_OFFSET = (_request, address) => {
      if (address !== 'b:1') return {};
      if (refusals-- > 0) return { code: 1, remark: 'THe consumer group <g> not exist' };
      return '{"offsetTable":{{"brokerName":"b","queueId":0,"topic":"t"}:4}}';
    };
    const { queues } = await applyOffsetReset(cluster.client, await plan({ kind: 'latest' }));
    expect(queues.map(({ by }) => by)).toEqual(['broker', 'broker', 'members']);
    expect(commits().length).toBe(2);
    expect(resets().filter(({ address }) => address === 'b:1')[1]?.extFields.timestamp).toBe('-1');
  });

  it('names the broker that refuses, and fails when all do', async () => {
    const planned = await plan(EARLIEST);
    cluster.transport.answers.INVOKE_BROKER_TO_RESET_OFFSET = (_request, address) =>
      address === 'a:1' ? { code: 16, remark: 'no' } : { code: 206 };
    const { failures } = await applyOffsetReset(cluster.client, planned);
    expect(failures.map(({ brokerName, error }) => [brokerName, error.responseCode])).toEqual([['a', 16]]);
    cluster.transport.answers.INVOKE_BROKER_TO_RESET_OFFSET = { code: 16, remark: 'no' };
    await expect(applyOffsetReset(cluster.client, planned)).rejects.toMatchObject({
      data: { responseCode: 16 },
    });
  });
});
