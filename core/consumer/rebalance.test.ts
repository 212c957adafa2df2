import { describe, expect, it } from 'vitest';
import { ConsumerRig, GROUP, messages, offsetOf, SECOND, TOPIC } from './consumer-rig.ts';
import { BROKER } from './fake-broker.ts';

describe('rebalance', () => {
  it('gives up what another member reads: committed once, rows moved away, decisions refused', async () => {
    const rig = await ConsumerRig.started({ seats: 2 }, 2);
    await rig.arrive(messages(0, 1, 2), 3, 0);
    await rig.arrive(messages(10, 11, 12, 13), 14, 1);
    rig.ackErrors(0);
    const held = rig.consumer.held().map(offsetOf).sort();
    rig.broker.members = ['0', rig.client.clientId];
    const late = rig.broker.pullOf(TOPIC, 0);
    await rig.clock.advance(20 * SECOND);
    expect(rig.movedAway).toEqual([1, 2]);
    expect(held).toContain(1);
    expect(rig.ackErrors(1)).toEqual(['movedAway']);
    expect(rig.queue(0)).toMatchObject({ owner: 'other', undecided: 0 });
    expect(rig.queue(1).owner).toBe('us');
    const commits = rig.broker.commits();
    expect(commits).toEqual([1]);
    late.answer(0, 9, messages(5));
    await rig.clock.advance(10 * SECOND);
    expect(rig.pulled).not.toContain(5);
    expect(rig.broker.commits()).toEqual(commits);
    expect(rig.consumer.view().counters).toMatchObject({
      received: 7,
      acked: 1,
      movedAway: 2,
      held: 2,
      waiting: 2,
    });
  });

  it('keeps what it has when the broker knows no member, and asks again after 1 s', async () => {
    const rig = await ConsumerRig.started();
    await rig.arrive(messages(0));
    rig.broker.members = null;
    await rig.clock.advance(20 * SECOND);
    expect(rig.at(0).state).toBe('held');
    expect(rig.consumer.view().lastError).toBeUndefined();
    rig.broker.members = ['0', rig.client.clientId];
    await rig.clock.advance(SECOND);
    expect(rig.movedAway).toEqual([0]);
  });

  it('runs at once when the broker says that members changed', async () => {
    const rig = await ConsumerRig.started({}, 2);
    rig.broker.members = ['0', rig.client.clientId];
    const code40 = { code: 40, opaque: 1, flag: 2, language: 'JAVA', version: 1, body: new Uint8Array(0) };
    void rig.broker.deliver(BROKER, { ...code40, extFields: { consumerGroup: GROUP } });
    await rig.turn();
    expect(rig.queue(0).owner).toBe('other');
  });

  it('reads new queues of a topic that grew', async () => {
    const rig = await ConsumerRig.started();
    rig.broker.topics[TOPIC] = 2;
    await rig.client.routes.refresh(TOPIC);
    await rig.turn();
    expect(rig.broker.pulls.map(({ queue }) => queue.queueId)).toEqual([0, 1]);
  });

  it('tries again after 1 s when a broker does not say where a queue goes on', async () => {
    const rig = new ConsumerRig();
    const query = rig.broker.answers.QUERY_CONSUMER_OFFSET;
    rig.broker.answers.QUERY_CONSUMER_OFFSET = { code: 2, remark: 'busy' };
    await rig.consumer.start();
    expect(rig.consumer.view().lastError).toMatchObject({ responseCode: 2 });
    rig.broker.answers.QUERY_CONSUMER_OFFSET = query ?? {};
    await rig.clock.advance(SECOND);
    expect(rig.broker.pullOf(TOPIC).fields.queueOffset).toBe('0');
    expect(rig.consumer.view().lastError).toBeUndefined();
  });
});
