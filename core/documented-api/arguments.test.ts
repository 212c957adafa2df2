import { beforeEach, describe, expect, it } from 'vitest';
import { documentedCalls, HANDLE_KINDS, type HandleKind } from '../contract/documented.ts';
import { CStatus } from '../model/documented-status.ts';
import { NAMES_IN_THE_DOCUMENT } from './documented-names.ts';
import { DocumentedRig, TOPIC, told } from './documented-rig.ts';

type Name = (typeof NAMES_IN_THE_DOCUMENT)[number];
type Values = Record<string, unknown>;

let rig: DocumentedRig;
let handles: Record<HandleKind, number>;

beforeEach(async () => {
  rig = new DocumentedRig();
  handles = {
    message: rig.message(),
    received: await rig.receivedMessage(),
    producer: rig.producer(),
    consumer: rig.functions.CreatePushConsumer('another'),
  };
});

const fieldsOf = (name: Name): [field: string, wanted: string][] =>
  Object.entries(documentedCalls[name].input.shape).map(([field, schema]) => [
    field,
    schema.description ?? '',
  ]);

const readsReceived = (name: Name): boolean => name.startsWith('GetMessage');
const isHandle = (field: string): boolean => ['message', 'producer', 'consumer'].includes(field);
const kindOf = (name: Name, field: string): HandleKind =>
  field === 'message' && readsReceived(name) ? 'received' : (field as HandleKind);

function call(name: Name, values: Values): unknown {
  const run = rig.functions[name] as (...values: unknown[]) => unknown;
  return run(...fieldsOf(name).map(([field]) => values[field]));
}

/** Arguments with nothing wrong in them. */
function soundValues(name: Name): Values {
  const sound: Values = {
    topic: TOPIC,
    body: name === 'SetByteMessageBody' ? Buffer.from('abc') : 'abc',
    bytesLength: 3,
    key: 'k',
    value: 'v',
    level: 1,
    tag: 't',
    name: 'n',
    namesrv: 'ns:9876',
    domain: 'http://ns:8080/rocketmq/nsaddr',
    accessKey: 'ak',
    secretKey: 'sk',
    channel: 'ALIYUN',
    group: 'g',
    size: 1,
    count: 1,
    tagPattern: '*',
    autoRetryTimes: 0,
    args: null,
    callback: () => 0,
    queueSelectorCallback: () => 0,
  };
  const fields = fieldsOf(name).map(([field]): [string, unknown] => [
    field,
    isHandle(field) ? handles[kindOf(name, field)] : sound[field],
  ]);
  return Object.fromEntries(fields);
}

/** Of each wanted type what is none of it. */
const WRONG: Record<string, unknown[]> = {
  handle: ['4', {}, -4, 0, 4.5, Number.NaN, true],
  text: [42, undefined, {}, ['a'], Symbol('a'), Buffer.from('a')],
  bytes: ['abc', null, undefined, [1, 2], 3],
  integer: ['1', 1.5, Number.NaN, Number.POSITIVE_INFINITY, null, undefined, 2 ** 60],
  'any value': [],
  "text, 'ALIYUN' when left out": [42, null, {}],
  'function (message, args) => 0 or 1': [null, undefined, 'f', 1, {}],
  'function (queueCount, message, args) => index': [null, undefined, 'f', 1, { kind: 'index', n: 0 }],
};

const everyField = NAMES_IN_THE_DOCUMENT.flatMap((name) =>
  fieldsOf(name).map(([field, wanted]) => [name, field, wanted] as const),
);
const everyHandle = everyField.filter(([, field]) => isHandle(field));

describe('a wrong argument', () => {
  const wrongValues = everyField.flatMap(
    ([name, field, wanted]) => WRONG[wanted]?.map(() => [name, field]) ?? [],
  );

  it('is tried for every function that takes one', () => {
    expect(new Set(wrongValues.map(([name]) => name)).size).toBe(38);
  });

  it.each(everyField)('%s throws INPUT for its %s', async (name, field, wanted) => {
    // A selector is looked at once its producer runs.
    if (name === 'SendMessageOrderly') await rig.functions.StartProducer(handles.producer as never);
    for (const wrong of WRONG[wanted] ?? [])
      expect(await told(() => call(name, { ...soundValues(name), [field]: wrong }))).toBe(
        `INPUT ${field} type`,
      );
  });

  it.each([
    ['SetMessageTopic', 'topic', ''],
    ['CreateProducer', 'name', 'a b'],
    ['CreateProducer', 'name', ''],
    ['CreateProducer', 'name', 'DEFAULT_PRODUCER'],
    ['CreatePushConsumer', 'group', ''],
    ['CreatePushConsumer', 'group', 'DEFAULT_CONSUMER'],
    ['CreateMessage', 'topic', 'TBW102'],
    ['CreateMessage', 'topic', 'a'.repeat(128)],
    ['SetMessageKeys', 'key', 'a\u0002b'],
    ['SetMessageTags', 'tag', 'a\u0001b'],
    ['SetMessageProperty', 'key', ''],
    ['SetMessageProperty', 'value', ''],
    ['SetMessageProperty', 'key', 'TRAN_MSG'],
    ['SetMessageProperty', 'value', 'a\u0002TRAN_MSG\u0001true'],
    ['SetMessageProperty', 'value', 'x'.repeat(40_000)],
    ['SetDelayTimeLevel', 'level', -1],
    ['SetByteMessageBody', 'bytesLength', 4],
    ['SetByteMessageBody', 'bytesLength', -1],
    ['SetProducerNameServerAddress', 'namesrv', 'ns'],
    ['SetProducerNameServerDomain', 'domain', 'ns:8080'],
    ['SetProducerInstanceName', 'name', ''],
    ['SetProducerSessionCredentials', 'secretKey', ''],
    ['SetPushConsumerNameServerAddress', 'namesrv', ''],
    ['SetPushConsumerNameServerDomain', 'domain', 'ftp://ns'],
    ['SetPushConsumerThreadCount', 'count', 0],
    ['SetPushConsumerThreadCount', 'count', -1],
    ['SetPushConsumerThreadCount', 'count', 1_001],
    ['SetPushConsumerMessageBatchMaxSize', 'size', 0],
    ['SetPushConsumerMessageBatchMaxSize', 'size', 1_025],
    ['Subscribe', 'topic', 'a b'],
    ['Subscribe', 'tagPattern', 'a\u0001'],
  ] as const)('%s throws INPUT for %s %j', async (name, field, value) => {
    const outcome = await told(() => call(name, { ...soundValues(name), [field]: value }));
    expect(outcome).toMatch(new RegExp(`^INPUT ${field} `));
  });
});

describe('a handle', () => {
  const returnsStatus = (name: Name): boolean =>
    !readsReceived(name) && !/^SendMessage(Sync|Orderly)$/.test(name);

  async function expectNullPointer(name: Name, field: string, value: unknown, reason: string): Promise<void> {
    expect(await told(() => call(name, { ...soundValues(name), [field]: value }))).toBe(
      returnsStatus(name) ? CStatus.NULL_POINTER : `NULL_POINTER ${field} ${reason}`,
    );
  }

  it.each(everyHandle)(
    '%s is NULL_POINTER for its %s when it is null, unknown or of another kind',
    async (name, field) => {
      await expectNullPointer(name, field, null, 'null');
      await expectNullPointer(name, field, undefined, 'null');
      await expectNullPointer(name, field, 2, 'unknown');
      await expectNullPointer(name, field, 40_000, 'unknown');
      for (const kind of HANDLE_KINDS)
        if (kind !== kindOf(name, field)) await expectNullPointer(name, field, handles[kind], 'wrongKind');
    },
  );

  it.each(everyHandle)(
    '%s is NULL_POINTER for its %s once destroyed, unless it destroys',
    async (name, field) => {
      const { DestroyMessage, DestroyProducer, DestroyPushConsumer } = rig.functions;
      const kind = kindOf(name, field);
      if (kind === 'message') DestroyMessage(handles.message as never);
      if (kind === 'producer') DestroyProducer(handles.producer as never);
      if (kind === 'consumer') DestroyPushConsumer(handles.consumer as never);
      if (kind === 'received') await rig.api.close();
      if (name.startsWith('Destroy')) expect(call(name, soundValues(name))).toBe(CStatus.OK);
      else await expectNullPointer(name, field, handles[kind], 'destroyed');
    },
  );

  it('is never used twice', () => {
    const made = Array.from({ length: 100 }, () => {
      const message = rig.message();
      rig.functions.DestroyMessage(message);
      return message;
    });
    expect(new Set(made).size).toBe(100);
  });
});

it('nothing that went wrong sends anything', async () => {
  const sent = rig.broker.sent.length;
  for (const [name, field] of everyHandle)
    await told(() => call(name, { ...soundValues(name), [field]: null }));
  expect(rig.broker.sent.length).toBe(sent);
  expect(rig.brokers).toHaveLength(1);
});
