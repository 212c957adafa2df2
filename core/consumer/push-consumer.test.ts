import { describe, expect, it } from 'vitest';
import { GantryError } from '../model/error.ts';
import { retryTopic } from '../model/names.ts';
import { ConsumerRig, GROUP, messages, range, SECOND, TOPIC } from './consumer-rig.ts';
import { BROKER, NAME_SERVER } from './fake-broker.ts';
import { PushConsumer } from './push-consumer.ts';

describe('start', () => {
  it.each([
    [{ group: 'a b' }, 'group', 'characters'],
    [{ subscriptions: [] }, 'subscriptions', 'empty'],
    [{ subscriptions: [{ topic: '', tagPattern: '*' }] }, 'subscriptions.0.topic', 'empty'],
    [{ subscriptions: [{ topic: TOPIC, tagPattern: 'a\u0001' }] }, 'subscriptions.0.tagPattern', 'control'],
    [{ seats: 0 }, 'seats', 'range'],
    [{ seats: 1_001 }, 'seats', 'range'],
    [{ seats: Number.NaN }, 'seats', 'range'],
  ])('refuses %j before anything is sent', async (options, field, rule) => {
    const rig = new ConsumerRig(options);
    await expect(rig.consumer.start()).rejects.toMatchObject({
      data: { code: 'INPUT', params: { field, rule } },
    });
    expect(rig.broker.sent).toEqual([]);
  });

  it('says that a topic does not exist, and leaves nothing behind', async () => {
    const rig = new ConsumerRig({ subscriptions: [{ topic: 'nowhere', tagPattern: '*' }] });
    await expect(rig.consumer.start()).rejects.toMatchObject({ data: { code: 'NO_ROUTE' } });
    expect(rig.consumer.view().state).toBe('stopped');
    const timersRun = rig.broker.sent.length;
    await rig.clock.advance(60 * SECOND);
    expect(rig.broker.sent.length).toBe(timersRun);
  });

  it('says that nobody answers', async () => {
    const rig = new ConsumerRig();
    rig.broker.down.add(NAME_SERVER);
    await expect(rig.consumer.start()).rejects.toMatchObject({ data: { code: 'CONNECT' } });
  });

  it('tells the broker of itself before it asks who else is there, and then pulls', async () => {
    const rig = await ConsumerRig.started({}, 2);
    const names = rig.broker.namesTo(BROKER);
    expect(names[0]).toBe('GET_CONSUMER_CONNECTION_LIST');
    expect(names.indexOf('GET_CONSUMER_LIST_BY_GROUP')).toBeGreaterThan(names.lastIndexOf('HEART_BEAT'));
    expect(rig.broker.pulls.map(({ queue }) => queue.queueId)).toEqual([0, 1]);
    expect(rig.consumer.view()).toMatchObject({
      state: 'running',
      members: [rig.client.clientId],
      retryMaxTimes: 16,
      retryMaxTimesSource: 'assumed',
    });
  });

  it('subscribes to its retry topic as well', async () => {
    const rig = await ConsumerRig.started();
    const heartbeat = rig.broker.sent.filter(({ request }) => request.name === 'HEART_BEAT').at(-1);
    const [consumer] = JSON.parse(Buffer.from(heartbeat?.request.body ?? []).toString()).consumerDataSet;
    expect(consumer.subscriptionDataSet.map((one: { topic: string }) => one.topic)).toEqual([
      TOPIC,
      retryTopic(GROUP),
    ]);
  });

  it('begins at the end of a queue where the group never was, and at the beginning of its retry topic', async () => {
    const rig = new ConsumerRig();
    rig.broker.offsets.clear();
    rig.broker.maxOffset = 77;
    rig.broker.topics[retryTopic(GROUP)] = 1;
    await rig.consumer.start();
    expect(rig.broker.pullOf(TOPIC).fields.queueOffset).toBe('77');
    expect(rig.broker.pullOf(retryTopic(GROUP)).fields.queueOffset).toBe('0');
  });

  it('is refused for a group that already runs in this client, and not after its shutdown', async () => {
    const rig = await ConsumerRig.started();
    const again = () =>
      new PushConsumer(
        rig.client,
        { group: GROUP, subscriptions: [{ topic: TOPIC, tagPattern: '*' }], seats: 1 },
        {
          onPulled: () => {},
          onHeld: () => {},
          onSettled: () => {},
          onDecisionFailed: () => {},
          onDeadlines: () => {},
          onMovedAway: () => {},
          onChanged: () => {},
        },
      );
    await expect(again().start()).rejects.toMatchObject({ data: { params: { rule: 'groupInUse' } } });
    await rig.consumer.shutdown();
    await again().start();
  });

  it('ends when it is shut down meanwhile', async () => {
    const rig = new ConsumerRig();
    const starting = rig.consumer.start();
    const stopping = rig.consumer.shutdown();
    await expect(starting).rejects.toMatchObject({ data: { params: { rule: 'notRunning' } } });
    await stopping;
    await rig.clock.advance(60 * SECOND);
    expect(rig.broker.pulls).toEqual([]);
    expect(rig.consumer.view().state).toBe('stopped');
  });
});

describe('a lost broker', () => {
  const closed = new GantryError('CLOSED', { outcome: 'unknown' });

  async function lost(rig: ConsumerRig): Promise<void> {
    rig.broker.down.add(BROKER);
    rig.broker.drop(BROKER);
    for (const pull of [...rig.broker.pulls]) pull.fail(closed);
    await rig.turn();
  }

  it('is a state: rows stay, decisions are refused with the reason, and work again when it is back', async () => {
    const rig = await ConsumerRig.started();
    await rig.arrive(messages(0, 1));
    const lostAtMs = rig.clock.now();
    await lost(rig);
    expect(rig.consumer.view()).toMatchObject({
      state: 'reconnecting',
      disconnectedSinceMs: lostAtMs,
      nextRetryAtMs: lostAtMs + SECOND,
      lastError: { code: 'CLOSED' },
    });
    expect(rig.ackErrors(0, 1)).toEqual(['disconnected', 'disconnected']);
    expect((await rig.consumer.later(rig.at(0), 'person')).error?.params.rule).toBe('disconnected');
    await rig.clock.advance(30 * SECOND);
    expect(rig.consumer.view()).toMatchObject({ state: 'reconnecting', lastError: { code: 'CONNECT' } });
    expect(rig.consumer.view().counters).toMatchObject({ held: 2, acked: 0 });

    rig.broker.down.delete(BROKER);
    await rig.clock.advance(SECOND);
    await rig.arrive([], 2);
    expect(rig.consumer.view()).toMatchObject({ state: 'running', disconnectedSinceMs: undefined });
    expect(rig.ackErrors(0, 1)).toEqual([undefined, undefined]);
  });

  it('is back with any answer, a refusal too', async () => {
    const rig = await ConsumerRig.started();
    await lost(rig);
    rig.broker.down.delete(BROKER);
    await rig.clock.advance(SECOND);
    rig.broker.pullOf(TOPIC).answer(2, 0);
    await rig.turn();
    expect(rig.consumer.view()).toMatchObject({ state: 'running', lastError: { responseCode: 2 } });
  });

  it('is asked each second for a queue that has enough: nobody else may be asking', async () => {
    const rig = await ConsumerRig.started({}, 2);
    await rig.arrive(range(0, 1_000));
    await lost(rig);
    rig.broker.down.delete(BROKER);
    rig.broker.members = [rig.client.clientId, 'zz'];
    // Else a look at the group's progress would tell.
    rig.broker.answers.QUERY_CONSUMER_OFFSET = { code: 1 };
    await rig.client.heartbeat();
    await rig.clock.advance(2 * SECOND);
    expect(rig.consumer.view().queues.map(({ owner }) => owner)).toEqual(['us', 'other']);
    expect(rig.broker.pullOf(TOPIC).fields).toMatchObject({ queueOffset: '1000', sysFlag: '4' });
    rig.broker.pullOf(TOPIC).answer(19, 1_000);
    await rig.turn();
    expect(rig.consumer.view()).toMatchObject({ state: 'running' });
    expect(rig.queue().stoppedBecause).toBe('count');
    expect(rig.ackErrors(0)).toEqual([undefined]);
  });

  it('gives no seats, so that a rule which acks what gets one is not refused', async () => {
    const rig = await ConsumerRig.started({ seats: 1 }, 2);
    await rig.arrive(messages(0), 1, 0);
    await rig.arrive(messages(10), 11, 1);
    await lost(rig);
    expect(rig.consumer.view().counters).toMatchObject({ held: 1, waiting: 1 });
    rig.onHeld = (deliveries) => void rig.consumer.ack(deliveries, 'autoAck');
    rig.broker.down.delete(BROKER);
    await rig.clock.advance(SECOND);
    await rig.arrive([], 1, 0);
    rig.ackErrors(0);
    expect(rig.consumer.view().counters).toMatchObject({ acked: 2, held: 0, waiting: 0 });
  });
});

describe('shutdown', () => {
  it('commits the lowest undecided offset, sends nothing back, says goodbye, once', async () => {
    const rig = await ConsumerRig.started();
    await rig.arrive(messages(0, 1, 2, 3));
    rig.ackErrors(0, 2);
    expect(rig.consumer.stopPreview()).toEqual({ held: 2, waiting: 0, ackedBehind: 1 });
    await Promise.all([rig.consumer.shutdown(), rig.consumer.shutdown()]);
    expect(rig.broker.commits()).toEqual([1]);
    expect(rig.broker.sentBack()).toEqual([]);
    expect(rig.broker.namesTo(BROKER).filter((name) => name === 'UNREGISTER_CLIENT').length).toBe(1);
    expect(rig.ackErrors(1)).toEqual(['notRunning']);
    expect(rig.consumer.view()).toMatchObject({ state: 'stopped', counters: { held: 2, acked: 2 } });
  });

  it('ignores what still comes', async () => {
    const rig = await ConsumerRig.started();
    const pull = rig.broker.pullOf(TOPIC);
    await rig.consumer.shutdown();
    pull.answer(0, 1, messages(0));
    await rig.clock.advance(60 * SECOND);
    expect(rig.pulled).toEqual([]);
    expect(rig.broker.pulls).toEqual([]);
  });

  it('waits for a Later that is on its way', async () => {
    const rig = await ConsumerRig.started();
    await rig.arrive(messages(0));
    const later = rig.consumer.later(rig.at(0), 'person');
    await rig.consumer.shutdown();
    expect((await later).error).toBeUndefined();
    expect(rig.broker.commits()).toEqual([1]);
  });

  it('ends within 3 s when nobody answers', async () => {
    const rig = await ConsumerRig.started();
    await rig.arrive(messages(0));
    rig.ackErrors(0);
    const silent = rig.broker.invoke.bind(rig.broker);
    rig.broker.invoke = (address, request, timeoutMs) =>
      address === BROKER ? new Promise(() => {}) : silent(address, request, timeoutMs);
    let ended = false;
    void rig.consumer.shutdown().then(() => {
      ended = true;
    });
    await rig.clock.advance(3 * SECOND);
    expect(ended).toBe(true);
  });
});
