import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import { type ConsumerData, tagSubscription } from '../../protocol/heartbeat-json.ts';
import { Groups } from './groups.ts';

let host: ManualClock;
let told: string[];
let groups: Groups<string>;
beforeEach(() => {
  host = new ManualClock();
  told = [];
  groups = new Groups<string>(
    () => host.now(),
    (group, connections) => told.push(`${group}: ${connections.join(' ')}`),
  );
});

function beat(clientId: string, patch: Partial<ConsumerData> = {}, connection = `${clientId}-socket`): void {
  const peer = { connection, clientId, clientAddr: '127.0.0.1:1', language: 'JAVA', version: 409 };
  groups.heartbeat(peer, {
    groupName: 'g',
    consumeType: 'CONSUME_PASSIVELY',
    messageModel: 'CLUSTERING',
    consumeFromWhere: 'CONSUME_FROM_LAST_OFFSET',
    subscriptionDataSet: [tagSubscription('T', '*', 1)],
    unitMode: false,
    ...patch,
  });
}

const members = (): string[] => [...(groups.get('g')?.members.keys() ?? [])];

describe('Groups', () => {
  it('tells every member when one joins, and nobody when a known one beats again', () => {
    beat('a');
    beat('b');
    beat('a');
    expect(told).toEqual(['g: a-socket', 'g: a-socket b-socket']);
    expect(members()).toEqual(['a', 'b']);
  });

  it('tells those who stay when one unregisters or its connection closes', () => {
    for (const id of ['a', 'b', 'c']) beat(id);
    told.length = 0;
    groups.unregister('g', 'a');
    groups.closed('b-socket');
    expect(told).toEqual(['g: b-socket c-socket', 'g: c-socket']);
    groups.unregister('g', 'nobody');
    groups.closed('c-socket');
    expect(told).toHaveLength(2);
    expect(groups.get('g')).toBeUndefined();
  });

  it('moves a member with its connection: the old one’s end no longer counts', () => {
    beat('a');
    beat('a', {}, 'new-socket');
    groups.closed('a-socket');
    expect(members()).toEqual(['a']);
    expect(told).toEqual(['g: a-socket', 'g: new-socket']);
  });

  it('drops a member that is silent for 120 s of host time', async () => {
    beat('a');
    await host.advance(60_000);
    beat('b');
    await host.advance(59_999);
    groups.expire();
    expect(members()).toEqual(['a', 'b']);
    await host.advance(1);
    groups.expire();
    expect(members()).toEqual(['b']);
    expect(told.at(-1)).toBe('g: b-socket');
  });

  it('takes the newest subscriptions: topics come and go, an older version changes nothing', () => {
    beat('a', { subscriptionDataSet: [tagSubscription('T', 'x', 5), tagSubscription('U', '*', 5)] });
    told.length = 0;
    beat('a', { subscriptionDataSet: [tagSubscription('T', 'old', 4)] });
    expect(told).toHaveLength(1);
    expect([...(groups.get('g')?.subscriptions.values() ?? [])]).toEqual([tagSubscription('T', 'x', 5)]);
    beat('a', { subscriptionDataSet: [tagSubscription('T', 'y', 6)] });
    expect(groups.get('g')?.subscriptions.get('T')?.subString).toBe('y');
    expect(told).toHaveLength(1);
  });

  it('tells nobody in a broadcasting group', () => {
    beat('a', { messageModel: 'BROADCASTING' });
    beat('b', { messageModel: 'BROADCASTING' });
    expect(told).toEqual([]);
  });
});
