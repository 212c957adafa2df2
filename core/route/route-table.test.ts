import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.ts';
import { GantryError } from '../model/error.ts';
import type { TopicRoute } from '../model/route.ts';
import { encodeTopicRoute } from '../protocol/route-json.ts';
import { FakeTransport } from '../remoting/fake-transport.ts';
import { NameServerSource } from './name-server-source.ts';
import { NameServers } from './name-servers.ts';
import { publishQueues } from './publish-queues.ts';
import { RouteTable } from './route-table.ts';

const NAME_SERVER = 'ns-1:9876';
const UNKNOWN = { code: 17, remark: 'No topic route info' };

function route(patch: Partial<TopicRoute['queues'][number]> = {}, addresses = { 0: 'a:10911' }): TopicRoute {
  const queue = { brokerName: 'a', readQueueNums: 2, writeQueueNums: 2, perm: 6, topicSysFlag: 0, ...patch };
  return { brokers: [{ cluster: 'c', brokerName: queue.brokerName, addresses }], queues: [queue] };
}

const body = (value: TopicRoute): string => encodeTopicRoute(value, { quotedKeys: true }).toString();

let transport: FakeTransport;
let routes: RouteTable;
/** What the name server knows. */
let known: Record<string, TopicRoute | string>;
let clusterBrokers: string;

beforeEach(() => {
  transport = new FakeTransport();
  routes = new RouteTable(new NameServers(new NameServerSource([NAME_SERVER], new ManualClock()), transport));
  known = {};
  clusterBrokers = '';
  transport.answers.GET_ROUTEINFO_BY_TOPIC = ({ extFields }) => {
    const found = known[extFields.topic ?? ''];
    return found === undefined ? UNKNOWN : typeof found === 'string' ? found : body(found);
  };
  transport.answers.GET_BROKER_CLUSTER_INFO = () =>
    `{"brokerAddrTable":{${clusterBrokers}},"clusterAddrTable":{}}`;
});

async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  const error = await promise.catch((reason: unknown) => reason);
  return error instanceof GantryError ? error.data.code : error;
}

describe('get', () => {
  it('asks once, for standard JSON, and keeps the answer', async () => {
    known.orders = route();
    const [first, joined] = await Promise.all([routes.get('orders'), routes.get('orders')]);
    expect(first).toEqual(route());
    expect(joined).toBe(first);
    expect(await routes.get('orders')).toBe(first);
    expect(transport.sent.map(({ request }) => request.extFields)).toEqual([
      { topic: 'orders', acceptStandardJsonOnly: 'true' },
    ]);
  });

  it('throws NO_ROUTE for a topic nobody has, and CONNECT when nobody answers', async () => {
    const error = await routes.get('nowhere').catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      data: { code: 'NO_ROUTE', outcome: 'notSent', params: { topic: 'nowhere' } },
    });
    transport.down.add(NAME_SERVER);
    transport.drop(NAME_SERVER);
    expect(await codeOf(routes.get('nowhere'))).toBe('CONNECT');
  });
});

describe('refresh', () => {
  it('tells who listens of a change, and only of a change', async () => {
    known.orders = route();
    const changed: string[] = [];
    routes.onChange((topic) => changed.push(topic));
    await routes.get('orders');
    await routes.refresh('orders');
    expect(changed).toEqual(['orders']);
    known.orders = route({ readQueueNums: 8 });
    await routes.refresh('orders');
    expect(changed).toEqual(['orders', 'orders']);
    expect(routes.forSubscribe('orders').length).toBe(8);
  });

  it('keeps the old route when nobody answers', async () => {
    known.orders = route();
    await routes.get('orders');
    transport.down.add(NAME_SERVER);
    transport.drop(NAME_SERVER);
    expect(await codeOf(routes.refresh('orders'))).toBe('CONNECT');
    expect(routes.cached('orders')).toEqual(route());
  });

  it('forgets a topic that was deleted, but not one whose brokers are gone from the name server', async () => {
    known.orders = route();
    await routes.get('orders');
    delete known.orders;
    expect(await codeOf(routes.refresh('orders'))).toBe('NO_ROUTE');
    expect(routes.cached('orders')).toEqual(route());
    clusterBrokers = '"a":{"brokerName":"a","cluster":"c","brokerAddrs":{0:"a:10911"}}';
    expect(await codeOf(routes.refresh('orders'))).toBe('NO_ROUTE');
    expect(routes.cached('orders')).toBeUndefined();
  });

  it('of everything goes on after a wrong answer for one topic', async () => {
    Object.assign(known, { broken: route(), orders: route() });
    await routes.get('broken');
    await routes.get('orders');
    Object.assign(known, { broken: 'no json', orders: route({ writeQueueNums: 16 }) });
    await routes.refreshAll();
    expect(routes.cached('broken')).toEqual(route());
    expect(routes.cached('orders')).toEqual(route({ writeQueueNums: 16 }));
  });
});

describe('queues to send to', () => {
  it('are the writable ones of brokers with a master, in the order of Java', () => {
    const value: TopicRoute = {
      brokers: [
        { cluster: 'c', brokerName: 'b', addresses: { 0: 'b:1' } },
        { cluster: 'c', brokerName: 'a', addresses: { 0: 'a:1' } },
        { cluster: 'c', brokerName: 'orphan', addresses: { 1: 'o:1' } },
      ],
      queues: ['b', 'a', 'orphan'].map((brokerName) => ({ ...queueOf(brokerName), writeQueueNums: 1 })),
    };
    value.queues.push({ ...queueOf('a'), perm: 4 });
    expect(publishQueues('t', value).map(({ brokerName, queueId }) => `${brokerName}${queueId}`)).toEqual([
      'a0',
      'b0',
    ]);
  });

  it('are those of the order configuration when there is one', () => {
    const queues = publishQueues('t', { ...route(), orderTopicConf: 'b:2;a:1;nonsense' });
    expect(queues.map(({ brokerName, queueId }) => `${brokerName}${queueId}`)).toEqual(['b0', 'b1', 'a0']);
  });

  it('of a topic to be created are at most four per broker, by TBW102', async () => {
    known.TBW102 = route({ readQueueNums: 8, writeQueueNums: 8, perm: 7 });
    const { queues, exists } = await routes.forPublish('new');
    expect([queues.length, exists, queues[0]?.topic]).toEqual([4, false, 'new']);
    known.TBW102 = route({ readQueueNums: 1, writeQueueNums: 8, perm: 7 });
    await routes.refresh('TBW102');
    expect((await routes.forPublish('new')).queues.length).toBe(1);
    known.new = route();
    expect(await routes.forPublish('new')).toMatchObject({ exists: true });
  });

  it('follow the route of a topic that exists', async () => {
    known.orders = route();
    const { queues } = await routes.forPublish('orders');
    expect((await routes.forPublish('orders')).queues).toBe(queues);
    known.orders = route({ writeQueueNums: 5 });
    await routes.refresh('orders');
    expect((await routes.forPublish('orders')).queues.length).toBe(5);
    known.orders = route({ perm: 4 });
    await routes.refresh('orders');
    expect(await codeOf(routes.forPublish('orders'))).toBe('NO_ROUTE');
  });

  it('are none without TBW102, nor for a topic that is read only: NO_ROUTE of the topic itself', async () => {
    const error = await routes.forPublish('new').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ data: { code: 'NO_ROUTE', params: { topic: 'new' } } });
    Object.assign(known, { TBW102: route({ perm: 7 }), frozen: route({ perm: 4 }) });
    expect(await codeOf(routes.forPublish('frozen'))).toBe('NO_ROUTE');
  });
});

describe('brokers', () => {
  it('are found for writing and reading', async () => {
    known.orders = route({}, { 0: 'a:1', 1: 'a:2', 3: 'a:3' } as { 0: string });
    await routes.get('orders');
    expect(routes.masterAddress('a')).toBe('a:1');
    expect([0, 1, 2, 7].map((id) => routes.readAddress('a', id))).toEqual(['a:1', 'a:2', 'a:3', 'a:1']);
    expect([routes.masterAddress('b'), routes.readAddress('b')]).toEqual([undefined, undefined]);
  });

  it('have the address that was heard of last', async () => {
    Object.assign(known, { orders: route(), payments: route() });
    await routes.get('orders');
    await routes.get('payments');
    known.orders = route({}, { 0: 'moved:10911' });
    await routes.refresh('orders');
    expect(routes.masterAddress('a')).toBe('moved:10911');
  });

  it('learned from the cluster are kept up to date, and kept when the name server lost them all', async () => {
    routes.learnBrokers(route().brokers);
    expect(routes.masterAddress('a')).toBe('a:10911');
    await routes.refreshAll();
    expect(routes.masterAddress('a')).toBe('a:10911');
    clusterBrokers = '"a":{"brokerName":"a","cluster":"c","brokerAddrs":{0:"moved:10911"}}';
    await routes.refreshAll();
    expect(routes.brokers()).toEqual([{ cluster: 'c', brokerName: 'a', addresses: { 0: 'moved:10911' } }]);
  });
});

function queueOf(brokerName: string): TopicRoute['queues'][number] {
  return { brokerName, readQueueNums: 1, writeQueueNums: 1, perm: 6, topicSysFlag: 0 };
}
