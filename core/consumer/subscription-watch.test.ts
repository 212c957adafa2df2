import { describe, expect, it } from 'vitest';
import { ConsumerRig, SECOND, TOPIC } from './consumer-rig.ts';

const OTHER = '10.0.0.9@1#other';

/** What a broker says of the group: its members, and the newest subscription. */
function says(rig: ConsumerRig, members: string[], subString: string, topic = TOPIC): void {
  rig.broker.members = members;
  rig.broker.answers.GET_CONSUMER_CONNECTION_LIST = JSON.stringify({
    connectionSet: members.map((clientId) => ({ clientId, clientAddr: '', language: 'JAVA', version: 1 })),
    subscriptionTable: { [topic]: { topic, subString, subVersion: 1 } },
  });
}

const looks = (rig: ConsumerRig): number =>
  rig.broker.sent.filter(({ request }) => request.name === 'GET_CONSUMER_CONNECTION_LIST').length;

function withTags(tagPattern: string): ConsumerRig {
  return new ConsumerRig({ subscriptions: [{ topic: TOPIC, tagPattern }] });
}

describe('a conflict of subscriptions', () => {
  it('is seen before joining, and stays while that member does', async () => {
    const rig = withTags('a');
    const both = [rig.client.clientId, OTHER];
    says(rig, [OTHER], 'b');
    await rig.consumer.start();
    says(rig, both, 'a');
    const conflict = { topic: TOPIC, theirs: 'b', ours: 'a', clientIds: [OTHER] };
    expect(rig.consumer.view().conflict).toEqual(conflict);
    await rig.clock.advance(60 * SECOND);
    expect(rig.consumer.view().conflict).toEqual(conflict);
    says(rig, [rig.client.clientId], 'a');
    await rig.clock.advance(20 * SECOND);
    expect(rig.consumer.view().conflict).toBeUndefined();
  });

  it('is seen when somebody else joins later, asked for every 30 s at most, never when alone', async () => {
    const rig = withTags('a || c');
    says(rig, [rig.client.clientId], 'a || c');
    await rig.consumer.start();
    await rig.clock.advance(60 * SECOND);
    expect([rig.consumer.view().conflict, looks(rig)]).toEqual([undefined, 1]);
    says(rig, [rig.client.clientId, OTHER], 'c || a');
    await rig.clock.advance(20 * SECOND);
    expect([rig.consumer.view().conflict, looks(rig)]).toEqual([undefined, 2]);
    says(rig, [rig.client.clientId, OTHER], 'b');
    await rig.clock.advance(20 * SECOND);
    expect(looks(rig)).toBe(2);
    await rig.clock.advance(10 * SECOND);
    expect(rig.consumer.view().conflict).toMatchObject({ theirs: 'b', ours: 'a || c' });
  });

  it('is a topic that only one of them reads, too', async () => {
    const rig = withTags('*');
    says(rig, [OTHER], '*', 'other-topic');
    await rig.consumer.start();
    expect(rig.consumer.view().conflict).toMatchObject({ topic: TOPIC, theirs: '', ours: '*' });
  });

  it('nobody tells of stops nothing', async () => {
    const rig = withTags('a');
    rig.broker.answers.GET_CONSUMER_CONNECTION_LIST = { code: 16, remark: 'no permission' };
    await rig.consumer.start();
    expect(rig.consumer.view()).toMatchObject({ state: 'running', conflict: undefined });
  });
});
