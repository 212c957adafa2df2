import { describe, expect, it } from 'vitest';
import type { Command } from '../protocol/command.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';
import { tagSubscription } from '../protocol/heartbeat-json.ts';
import { replyCommand } from '../remoting/fake-peer.ts';
import { pullQueue } from './pull-queue.ts';

const queue = { topic: 'T', brokerName: 'a', queueId: 2 };
const pull = {
  group: 'g',
  queue,
  subscription: tagSubscription('T', 'x || y', 7),
  offset: 40,
  commitOffset: 30,
  suspend: true,
  brokerId: 0,
};

interface Sent {
  to: string;
  fields: Record<string, string>;
  timeoutMs: number | undefined;
}

/** A client of one broker with a master and a replica. */
async function sentBy(more: Partial<typeof pull>, addresses: Record<number, string> = { 0: 'm', 1: 's' }) {
  const sent: Sent[] = [];
  const record = async (to: string, { extFields }: EncodedRequest, timeoutMs?: number): Promise<Command> => {
    sent.push({ to, fields: extFields, timeoutMs });
    const longs = { suggestWhichBrokerId: '1', nextBeginOffset: '40', minOffset: '0', maxOffset: '40' };
    return replyCommand(1, { code: 19, extFields: longs });
  };
  const client = {
    invokeBroker: (brokerName: string, request: EncodedRequest, timeoutMs?: number) =>
      record(`master of ${brokerName}`, request, timeoutMs),
    transport: { invoke: record },
    routes: {
      masterAddress: () => addresses[0],
      readAddress: (_: string, brokerId = 0) => addresses[brokerId] ?? addresses[0] ?? addresses[1],
    },
  } as unknown as Parameters<typeof pullQueue>[0];
  const answer = await pullQueue(client, { ...pull, ...more });
  const [first] = sent;
  if (first === undefined) throw new Error('nothing was sent');
  return { ...first, answer };
}

describe('pullQueue', () => {
  it('asks the master, and commits there on the way', async () => {
    const { to, fields, timeoutMs, answer } = await sentBy({});
    expect([to, timeoutMs, answer.committed]).toEqual(['master of a', 30_000, true]);
    expect(fields).toEqual({
      consumerGroup: 'g',
      topic: 'T',
      queueId: '2',
      queueOffset: '40',
      maxMsgNums: '256',
      sysFlag: '7',
      commitOffset: '30',
      suspendTimeoutMillis: '15000',
      subscription: 'x || y',
      subVersion: '7',
      expressionType: 'TAG',
    });
    expect(answer.reply.suggestWhichBrokerId).toBe(1);
  });

  it('asks the broker that was suggested, which is not told an offset', async () => {
    const { to, fields, answer } = await sentBy({ brokerId: 1 });
    expect([to, fields.sysFlag, fields.commitOffset, answer.committed]).toEqual(['s', '6', '0', false]);
  });

  it('reads from a replica while there is no master', async () => {
    expect((await sentBy({}, { 1: 's' })).to).toBe('s');
  });

  it('has a broker without any address looked up', async () => {
    expect((await sentBy({}, {})).to).toBe('master of a');
  });

  it('commits nothing at offset 0', async () => {
    const { fields, answer } = await sentBy({ commitOffset: 0 });
    expect([fields.sysFlag, answer.committed]).toEqual(['6', false]);
  });

  it('is answered at once when it does not suspend', async () => {
    const { fields, timeoutMs } = await sentBy({ suspend: false });
    expect([fields.sysFlag, fields.suspendTimeoutMillis, timeoutMs]).toEqual(['5', '0', 3_000]);
  });
});
