import { createServer } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../clock.ts';
import { GantryError } from '../model/error.ts';
import { encodeRequest } from '../protocol/define-request.ts';
import { decodeHeartbeat, tagSubscription } from '../protocol/heartbeat-json.ts';
import { getMaxOffset } from '../protocol/requests/offset.ts';
import { encodeTopicRoute } from '../protocol/route-json.ts';
import { replyCommand } from '../remoting/fake-peer.ts';
import { FakeTransport } from '../remoting/fake-transport.ts';
import { ClientInstance } from './client-instance.ts';

const NAME_SERVER = 'ns:9876';
const MASTER = 'a:10911';
const REPLICA = 'a:10921';

function started() {
  const transport = new FakeTransport();
  const clock = new ManualClock();
  const client = new ClientInstance({ nameServers: [NAME_SERVER], transport, clock });
  transport.answers.GET_BROKER_CLUSTER_INFO =
    '{"brokerAddrTable":{"a":{"brokerName":"a","cluster":"c","brokerAddrs":{0:"a:10911",1:"a:10921"}}},"clusterAddrTable":{}}';
  transport.answers.GET_ROUTEINFO_BY_TOPIC = ({ extFields }) =>
    extFields.topic === 'orders' ? { body: encodeTopicRoute(ROUTE, { quotedKeys: true }) } : { code: 17 };
  client.start();
  const heartbeats = () => transport.sent.filter(({ request }) => request.name === 'HEART_BEAT');
  return { transport, clock, client, heartbeats };
}

const ROUTE = {
  brokers: [{ cluster: 'c', brokerName: 'a', addresses: { 0: MASTER, 1: REPLICA } }],
  queues: [{ brokerName: 'a', readQueueNums: 4, writeQueueNums: 4, perm: 6, topicSysFlag: 0 }],
};

function consumer(group: string, onMembersChanged: () => void = () => {}) {
  return { group, subscriptions: () => [tagSubscription('orders', 'paid', 7)], onMembersChanged };
}

async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  const error = await promise.catch((reason: unknown) => reason);
  return error instanceof GantryError ? error.data.code : error;
}

it('has a client id of its own', () => {
  const ids = [started(), started()].map(({ client }) => client.clientId);
  expect(ids[0]).toMatch(/^[\d.]+@\d+#[0-9a-f]{12}$/);
  expect(ids[0]).not.toBe(ids[1]);
});

describe('heartbeats', () => {
  it('go to masters, and to replicas too once there is a consumer, with what the groups want', async () => {
    const { client, heartbeats } = started();
    await client.routes.get('orders');
    client.registerProducer('p');
    await client.heartbeat();
    expect(heartbeats().map(({ address, timeoutMs }) => [address, timeoutMs])).toEqual([[MASTER, 3_000]]);
    client.registerConsumer(consumer('g'));
    await client.heartbeat();
    expect(heartbeats().map(({ address }) => address)).toEqual([MASTER, MASTER, REPLICA]);
    expect(decodeHeartbeat(heartbeats()[2]?.request.body ?? new Uint8Array())).toMatchObject({
      clientID: client.clientId,
      producerDataSet: [{ groupName: 'p' }],
      consumerDataSet: [
        {
          groupName: 'g',
          consumeType: 'CONSUME_PASSIVELY',
          messageModel: 'CLUSTERING',
          consumeFromWhere: 'CONSUME_FROM_LAST_OFFSET',
          subscriptionDataSet: [{ topic: 'orders', subString: 'paid', subVersion: 7 }],
        },
      ],
    });
  });

  it('name a group that is left meanwhile: its goodbye follows', async () => {
    const { client, transport } = started();
    await client.routes.get('orders');
    client.registerConsumer(consumer('g'));
    const beating = client.heartbeat();
    await client.unregisterConsumer('g');
    await beating;
    expect(transport.namesTo(MASTER)).toEqual(['HEART_BEAT', 'UNREGISTER_CLIENT']);
  });

  it('are sent every 30 s, and to a broker as soon as its connection opens', async () => {
    const { client, clock, heartbeats } = started();
    await client.routes.get('orders');
    await client.invokeBroker('a', encodeRequest(getMaxOffset, { topic: 'orders', queueId: 0 }));
    await clock.advance(0);
    expect(heartbeats().length).toBe(1);
    await clock.advance(60_000);
    expect(heartbeats().length).toBe(3);
  });

  it('reject when no broker took one', async () => {
    const { client, transport } = started();
    await client.heartbeat();
    await client.routes.get('orders');
    transport.down.add(MASTER).add(REPLICA);
    client.registerConsumer(consumer('g'));
    expect(await codeOf(client.heartbeat())).toBe('CONNECT');
    transport.down.delete(REPLICA);
    await client.heartbeat();
  });
});

describe('a name server domain', () => {
  it('is asked every two minutes from the start on, and what became of it is told', async () => {
    const domain = { answers: ['ns-1:9876', 'ns-2:9876'], asked: 0 };
    const server = createServer((_request, response) => {
      response.end(domain.answers[domain.asked++]);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const bound = server.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    const clock = new ManualClock();
    const transport = new FakeTransport();
    const client = new ClientInstance({
      nameServers: { domain: `127.0.0.1:${port}` },
      transport,
      clock,
    });
    client.start();
    const told = vi.fn();
    client.onChange(told);
    await client.nameServers.refetch();
    expect(client.nameServers.all).toEqual(['ns-1:9876']);
    await clock.advance(119_000);
    expect(domain.asked).toBe(1);
    await clock.advance(1_000);
    told.mockClear();
    await vi.waitFor(() => expect(client.nameServers.all).toEqual(['ns-2:9876']));
    await vi.waitFor(() => expect(told).toHaveBeenCalled());
    await client.close();
    await clock.advance(240_000);
    expect(domain.asked).toBe(2);
    server.close();
  });
});

describe('a consumer', () => {
  it('cannot join its group twice, and can again after it left', async () => {
    const { client } = started();
    client.registerConsumer(consumer('g'));
    expect(() => client.registerConsumer(consumer('g'))).toThrow(/groupInUse/);
    await client.unregisterConsumer('g');
    client.registerConsumer(consumer('g'));
  });

  it('hears of changed members: by code 40 of its group, at the first heartbeat, after a reconnect', async () => {
    const { client, clock, transport } = started();
    const heard: string[] = [];
    await client.routes.get('orders');
    client.registerConsumer(consumer('g', () => heard.push('g')));
    client.registerConsumer(consumer('h', () => heard.push('h')));
    await client.heartbeat();
    expect(heard.splice(0)).toEqual(['g', 'h', 'g', 'h']);
    await client.heartbeat();
    expect(heard).toEqual([]);
    const notice = { ...replyCommand(1), code: 40, flag: 2, extFields: { consumerGroup: 'h' } };
    expect(transport.deliver(MASTER, notice)).toBeUndefined();
    expect(transport.deliver(MASTER, { ...notice, code: 307, flag: 0 })).toBeUndefined();
    expect(heard.splice(0)).toEqual(['h']);
    transport.drop(MASTER);
    await clock.advance(100);
    expect(heard).toEqual(['g', 'h']);
  });

  it('says goodbye to the brokers that know it when it leaves, and when the client closes', async () => {
    const { client, transport } = started();
    await client.routes.get('orders');
    client.registerConsumer(consumer('g'));
    client.registerConsumer(consumer('h'));
    client.registerProducer('p');
    await client.unregisterConsumer('g');
    expect(transport.namesTo(MASTER)).toEqual([]);
    await client.heartbeat();
    await client.close();
    await client.close();
    const goodbyes = transport.sent.filter(({ request }) => request.name === 'UNREGISTER_CLIENT');
    expect(goodbyes.map(({ address, request }) => [address, request.extFields])).toEqual([
      [MASTER, { clientID: client.clientId, producerGroup: 'p' }],
      [MASTER, { clientID: client.clientId, consumerGroup: 'h' }],
      [REPLICA, { clientID: client.clientId, producerGroup: 'p' }],
      [REPLICA, { clientID: client.clientId, consumerGroup: 'h' }],
    ]);
    expect(transport.closed).toBe(true);
  });

  it('can ask who else is in the group; a broker that knows nobody is no answer', async () => {
    const { client, transport } = started();
    transport.answers.GET_CONSUMER_LIST_BY_GROUP = '{"consumerIdList":["x","y"]}';
    expect(await client.members('g', 'orders')).toEqual(['x', 'y']);
    transport.answers.GET_CONSUMER_LIST_BY_GROUP = { code: 1, remark: 'no consumer for this group, g' };
    expect(await client.members('g', 'orders')).toBeNull();
    transport.answers.GET_CONSUMER_LIST_BY_GROUP = { code: 16, remark: 'check signature failed.' };
    expect(await codeOf(client.members('g', 'orders'))).toBe('AUTH');
    expect(await codeOf(client.members('g', 'nowhere'))).toBe('NO_ROUTE');
  });
});

describe('invokeBroker', () => {
  const request = encodeRequest(getMaxOffset, { topic: 'orders', queueId: 0 });

  it('looks the address up anew when it is unknown', async () => {
    const { client, transport } = started();
    client.routes.learnBrokers([{ cluster: 'c', brokerName: 'other', addresses: { 0: 'b:1' } }]);
    await client.invokeBroker('a', request);
    expect(transport.sent.at(-2)).toMatchObject({ address: MASTER, timeoutMs: 3_000 });
    expect(await codeOf(client.invokeBroker('nobody', request))).toBe('NO_ROUTE');
  });
});

describe('the link', () => {
  it('is not lost while nothing was tried', () => {
    const { client } = started();
    expect(client.status()).toMatchObject({ brokers: [], lostSinceMs: undefined, lastError: undefined });
    client.routes.learnBrokers(ROUTE.brokers);
    expect(client.status().brokers).toEqual([{ brokerName: 'a', address: MASTER, state: 'unused' }]);
  });

  it('is lost when the broker goes and cannot be dialled, and heals within seconds of its return', async () => {
    const { client, clock, transport } = started();
    await client.routes.get('orders');
    await client.heartbeat();
    expect(client.status()).toMatchObject({
      brokers: [{ brokerName: 'a', address: MASTER, state: 'open' }],
      roundTripMs: 1,
      lostSinceMs: undefined,
    });
    let changes = 0;
    client.onChange(() => changes++);
    transport.down.add(MASTER);
    transport.drop(MASTER);
    await clock.advance(100);
    const lost = client.status();
    expect(lost).toMatchObject({
      brokers: [{ state: 'closed' }],
      lastError: { code: 'CONNECT', params: { role: 'broker', reason: 'refused' } },
    });
    expect(lost.lostSinceMs).toBeLessThanOrEqual(clock.now());
    expect((lost.nextRetryAtMs ?? 0) - clock.now()).toBeLessThanOrEqual(1_000);
    const attempts = transport.namesTo(MASTER).length;
    await clock.advance(20_000);
    expect(transport.namesTo(MASTER).length - attempts).toBeGreaterThanOrEqual(4);
    expect(client.status().lostSinceMs).toBe(lost.lostSinceMs);
    expect(client.status().nextRetryAtMs).toBeGreaterThan(clock.now());
    transport.down.delete(MASTER);
    await clock.advance(5_000);
    expect(client.status()).toMatchObject({
      brokers: [{ state: 'open' }],
      lostSinceMs: undefined,
      nextRetryAtMs: undefined,
      lastError: undefined,
    });
    expect(changes).toBeGreaterThan(2);
  });

  it('is not lost while another broker answers, and the one that is down is tried again', async () => {
    const { client, clock, transport } = started();
    const both = [...ROUTE.brokers, { cluster: 'c', brokerName: 'b', addresses: { 0: 'b:1' } }];
    client.routes.learnBrokers(both);
    transport.answers.GET_BROKER_CLUSTER_INFO = { code: 3 };
    transport.down.add('b:1');
    await client.heartbeat();
    expect(client.status()).toMatchObject({ lostSinceMs: undefined, lastError: { code: 'CONNECT' } });
    transport.down.delete('b:1');
    await clock.advance(2_000);
    expect(client.status().lastError).toBeUndefined();
  });

  it('is lost without a name server, also before anything is known', async () => {
    const { client, clock, transport } = started();
    transport.down.add(NAME_SERVER);
    expect(await codeOf(client.routes.get('orders'))).toBe('CONNECT');
    expect(client.status()).toMatchObject({ lastError: { params: { role: 'nameServer' } } });
    expect(client.status().lostSinceMs).toBe(clock.now());
    transport.down.delete(NAME_SERVER);
    await clock.advance(2_000);
    expect(client.status().lostSinceMs).toBeUndefined();
  });

  it('is sound when a broker refuses us, and says why', async () => {
    const { client, clock, transport } = started();
    await client.routes.get('orders');
    transport.answers.HEART_BEAT = { code: 16, remark: 'check signature failed.' };
    expect(await codeOf(client.heartbeat())).toBe('AUTH');
    expect(client.status()).toMatchObject({ lostSinceMs: undefined, lastError: { code: 'AUTH' } });
    const before = transport.sent.length;
    await clock.advance(10_000);
    expect(transport.sent.length).toBe(before);
  });

  it('is left alone after close', async () => {
    const { client, clock, transport } = started();
    await client.routes.get('orders');
    await client.heartbeat();
    transport.down.add(MASTER);
    transport.drop(MASTER);
    await clock.advance(100);
    await client.close();
    const before = transport.sent.length;
    await clock.advance(120_000);
    expect(transport.sent.length).toBe(before);
  });
});
