import { inspect } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { BROKER, NAME_SERVER } from '../consumer/fake-broker.ts';
import { CStatus } from '../model/documented-status.ts';
import { DocumentedRig, GROUP, outcomeOf, TOPIC, told } from './documented-rig.ts';
import type { ConsumerHandle, ProducerHandle } from './handles.ts';

const { OK } = CStatus;
let rig: DocumentedRig;
let functions: DocumentedRig['functions'];

beforeEach(() => {
  rig = new DocumentedRig();
  functions = rig.functions;
});

const unregistered = (group: string): boolean =>
  rig.brokers.some(({ sent }) =>
    sent.some(
      ({ request: { name, extFields } }) =>
        name === 'UNREGISTER_CLIENT' && [extFields.producerGroup, extFields.consumerGroup].includes(group),
    ),
  );

describe('a producer', () => {
  it.each([
    ['SendMessageSync', (p: ProducerHandle) => functions.SendMessageSync(p, rig.message())],
    ['SendMessageOneway', (p: ProducerHandle) => functions.SendMessageOneway(p, rig.message())],
    [
      'SendMessageOrderly',
      (p: ProducerHandle) => functions.SendMessageOrderly(p, rig.message(), 0, null, () => 0),
    ],
  ])('does no %s before its start, nor after its shutdown', async (_name, send) => {
    const producer = rig.producer();
    expect(await told(() => send(producer))).toBe('STATE notStarted');
    await functions.StartProducer(producer);
    await functions.ShutdownProducer(producer);
    expect(await told(() => send(producer))).toBe('STATE stopped');
    expect(rig.broker.namesTo(BROKER)).not.toContain('SEND_MESSAGE_V2');
  });

  it('starts with nothing reachable, and says so at the send', async () => {
    rig.prepare = (broker) => broker.down.add(NAME_SERVER);
    const producer = rig.producer();
    expect(await functions.StartProducer(producer)).toBe(OK);
    const outcome = await outcomeOf(() => functions.SendMessageSync(producer, rig.message()));
    expect(outcome).toMatchObject({ error: { code: 'CONNECT', outcome: 'notSent' } });
  });

  it('starts once however often it is asked to', async () => {
    const producer = rig.producer();
    const both = [functions.StartProducer(producer), functions.StartProducer(producer)];
    expect(await Promise.all(both)).toEqual([OK, OK]);
    expect(await functions.StartProducer(producer)).toBe(OK);
    expect(rig.brokers).toHaveLength(1);
  });

  it('shuts down once however often it is asked to, and never starts again', async () => {
    const producer = await rig.startedProducer();
    await functions.SendMessageSync(producer, rig.message());
    const both = [functions.ShutdownProducer(producer), functions.ShutdownProducer(producer)];
    expect(await Promise.all(both)).toEqual([OK, OK]);
    expect(await functions.ShutdownProducer(producer)).toBe(OK);
    expect(unregistered('p1')).toBe(true);
    expect(rig.broker.closed).toBe(true);
    expect(await told(() => functions.StartProducer(producer))).toBe('STATE stopped');
  });

  it('is not shut down before its start: it starts after it', async () => {
    const producer = rig.producer();
    expect(await functions.ShutdownProducer(producer)).toBe(OK);
    expect(await functions.StartProducer(producer)).toBe(OK);
  });

  it('wants a name server, and starts once it has one', async () => {
    const producer = functions.CreateProducer('p1');
    expect(await told(() => functions.StartProducer(producer))).toBe('INPUT namesrv empty');
    functions.SetProducerNameServerAddress(producer, NAME_SERVER);
    expect(await functions.StartProducer(producer)).toBe(OK);
  });

  it.each([
    ['namesrv', (p: ProducerHandle) => functions.SetProducerNameServerAddress(p, NAME_SERVER)],
    ['domain', (p: ProducerHandle) => functions.SetProducerNameServerDomain(p, 'http://ns/')],
    ['name', (p: ProducerHandle) => functions.SetProducerInstanceName(p, 'i')],
    ['accessKey', (p: ProducerHandle) => functions.SetProducerSessionCredentials(p, 'a', 's')],
  ])('takes no other %s after its start', async (field, set) => {
    const producer = rig.producer();
    expect(set(producer)).toBe(OK);
    await functions.StartProducer(producer);
    expect(await told(() => set(producer))).toBe(`INPUT ${field} afterStart`);
    await functions.ShutdownProducer(producer);
    expect(await told(() => set(producer))).toBe(`INPUT ${field} afterStart`);
  });

  it('is shut down when it is destroyed, and twice is OK', async () => {
    const producer = await rig.startedProducer();
    await functions.SendMessageSync(producer, rig.message());
    expect(functions.DestroyProducer(producer)).toBe(OK);
    expect(functions.DestroyProducer(producer)).toBe(OK);
    await rig.api.close();
    expect([unregistered('p1'), rig.broker.closed]).toEqual([true, true]);
  });

  it('may be destroyed while it starts', async () => {
    const producer = rig.producer();
    const starting = told(() => functions.StartProducer(producer));
    functions.DestroyProducer(producer);
    expect(await starting).toBe('STATE stopped');
    await rig.api.close();
    expect(rig.broker.closed).toBe(true);
  });

  it('is refused beside another of its group in one client, which goes on; and not after that one', async () => {
    const first = await rig.startedProducer();
    const second = rig.producer();
    expect(await told(() => functions.StartProducer(second))).toBe('STATE groupInUse');
    expect(await functions.SendMessageSync(first, rig.message())).toMatchObject({ sendStatus: 0 });
    functions.DestroyProducer(first);
    expect(await functions.StartProducer(second)).toBe(OK);
    expect(await functions.SendMessageSync(second, rig.message())).toMatchObject({ sendStatus: 0 });
  });
});

describe('a consumer', () => {
  it.each([
    ['namesrv', (c: ConsumerHandle) => functions.SetPushConsumerNameServerAddress(c, NAME_SERVER)],
    ['domain', (c: ConsumerHandle) => functions.SetPushConsumerNameServerDomain(c, 'http://ns/')],
    ['name', (c: ConsumerHandle) => functions.SetPushConsumerInstanceName(c, 'i')],
    ['accessKey', (c: ConsumerHandle) => functions.SetPushConsumerSessionCredentials(c, 'a', 's')],
    ['size', (c: ConsumerHandle) => functions.SetPushConsumerMessageBatchMaxSize(c, 2)],
    ['count', (c: ConsumerHandle) => functions.SetPushConsumerThreadCount(c, 2)],
    ['topic', (c: ConsumerHandle) => functions.Subscribe(c, TOPIC, '*')],
    ['callback', (c: ConsumerHandle) => functions.RegisterMessageCallback(c, () => 0, null)],
  ])('takes no other %s after its start', async (field, set) => {
    const consumer = rig.consumer(() => 0);
    expect(set(consumer)).toBe(OK);
    await functions.StartPushConsumer(consumer);
    expect(await told(() => set(consumer))).toBe(`INPUT ${field} afterStart`);
  });

  it('wants a callback, a subscription and a name server, and starts once it has them', async () => {
    const consumer = functions.CreatePushConsumer(GROUP);
    const start = () => told(() => functions.StartPushConsumer(consumer));
    expect(await start()).toBe('INPUT callback empty');
    functions.RegisterMessageCallback(consumer, () => 0, null);
    expect(await start()).toBe('INPUT subscriptions empty');
    functions.Subscribe(consumer, TOPIC, null);
    expect(await start()).toBe('INPUT namesrv empty');
    functions.SetPushConsumerNameServerAddress(consumer, NAME_SERVER);
    expect(await start()).toBe(OK);
    await functions.ShutdownPushConsumer(consumer);
    expect(await start()).toBe('STATE stopped');
  });

  it('whose topic does not exist does not start, keeps nothing open, and can be mended', async () => {
    const consumer = rig.consumer(() => 0);
    functions.Subscribe(consumer, 'nowhere', '*');
    expect(await told(() => functions.StartPushConsumer(consumer))).toBe('NO_ROUTE');
    expect(rig.broker.closed).toBe(true);
    rig.prepare = (broker) => {
      broker.topics.nowhere = 1;
    };
    expect(functions.SetPushConsumerThreadCount(consumer, 2)).toBe(OK);
    expect(await functions.StartPushConsumer(consumer)).toBe(OK);
  });

  it('starts once, shuts down once, and is destroyed as often as one likes', async () => {
    const consumer = rig.consumer(() => 0);
    const both = [functions.StartPushConsumer(consumer), functions.StartPushConsumer(consumer)];
    expect(await Promise.all(both)).toEqual([OK, OK]);
    expect(await functions.ShutdownPushConsumer(consumer)).toBe(OK);
    expect(await functions.ShutdownPushConsumer(consumer)).toBe(OK);
    expect([unregistered(GROUP), rig.broker.closed]).toEqual([true, true]);
    expect([functions.DestroyPushConsumer(consumer), functions.DestroyPushConsumer(consumer)]).toEqual([
      OK,
      OK,
    ]);
  });

  it('may be shut down while it starts', async () => {
    const consumer = rig.consumer(() => 0);
    const starting = told(() => functions.StartPushConsumer(consumer));
    expect(await functions.ShutdownPushConsumer(consumer)).toBe(OK);
    expect(await starting).toBe('STATE stopped');
    expect(rig.broker.closed).toBe(true);
  });

  it('of a group follows another one that is destroyed, in the same client', async () => {
    const keeper = await rig.startedProducer();
    const first = await rig.startedConsumer(() => 0);
    const second = rig.consumer(() => 0);
    expect(await told(() => functions.StartPushConsumer(second))).toBe('STATE groupInUse');
    functions.DestroyPushConsumer(first);
    expect(await functions.StartPushConsumer(second)).toBe(OK);
    expect(rig.brokers).toHaveLength(1);
    await functions.ShutdownProducer(keeper);
    expect(rig.broker.closed).toBe(false);
  });
});

describe('a client', () => {
  let groups = 0;

  async function start(set: (producer: ProducerHandle) => void): Promise<void> {
    const producer = rig.producer(`p${++groups}`);
    set(producer);
    await functions.StartProducer(producer);
  }

  it('is shared by producers and consumers of one instance name, until the last of them is gone', async () => {
    const producer = rig.producer();
    const consumer = rig.consumer(() => 0);
    functions.SetProducerInstanceName(producer, 'blue');
    functions.SetPushConsumerInstanceName(consumer, 'blue');
    await functions.StartProducer(producer);
    await functions.StartPushConsumer(consumer);
    expect(rig.brokers).toHaveLength(1);
    await functions.ShutdownPushConsumer(consumer);
    expect(rig.broker.closed).toBe(false);
    await functions.ShutdownProducer(producer);
    expect(rig.broker.closed).toBe(true);
  });

  it.each([
    ['instance name', (p: ProducerHandle) => functions.SetProducerInstanceName(p, 'other')],
    ['name server', (p: ProducerHandle) => functions.SetProducerNameServerAddress(p, 'other:9876')],
    ['access key', (p: ProducerHandle) => functions.SetProducerSessionCredentials(p, 'a', 's')],
  ])('is another one for another %s', async (_what, set) => {
    await start(() => {});
    await start(() => {});
    expect(rig.brokers).toHaveLength(1);
    await start(set);
    expect(rig.brokers).toHaveLength(2);
    await start(set);
    expect(rig.brokers).toHaveLength(2);
  });

  it('signs with the credentials, on channel ALIYUN unless told another', async () => {
    await start((p) => functions.SetProducerSessionCredentials(p, 'ak', 'sk'));
    await start((p) => functions.SetProducerSessionCredentials(p, 'ak', 'sk', 'OTHER'));
    await start(() => {});
    expect(rig.credentials.map((one) => one && [one.accessKey, one.channel])).toEqual([
      ['ak', 'ALIYUN'],
      ['ak', 'OTHER'],
      undefined,
    ]);
  });

  it('tells nobody its secret key', async () => {
    await start((p) => functions.SetProducerSessionCredentials(p, 'ak', 'planted-secret'));
    await rig.startedConsumer(() => 0);
    const seen = [
      inspect(rig.api, { depth: 20, showHidden: true }),
      JSON.stringify([rig.api, rig.api.handles()]),
    ];
    expect(seen.join()).toContain('p1');
    expect(seen.join()).not.toContain('planted-secret');
  });

  it('asks the address and not the domain where it has both', async () => {
    const producer = rig.producer();
    functions.SetProducerNameServerDomain(producer, 'http://127.0.0.1:1/nowhere');
    await functions.StartProducer(producer);
    await functions.SendMessageSync(producer, rig.message());
    expect(rig.broker.namesTo(NAME_SERVER)).toContain('GET_ROUTEINFO_BY_TOPIC');
  });

  it('is closed with everything else', async () => {
    await start(() => {});
    await rig.startedConsumer(() => 0);
    await rig.api.close();
    expect(rig.brokers.map(({ closed }) => closed)).toEqual([true]);
    expect(rig.api.handles().map(({ phase }) => phase)).toEqual(['stopped', 'stopped']);
  });
});
