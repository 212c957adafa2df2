import type { DocumentedName, HandleKind } from '../../core/contract/documented.ts';
import type { OperationsView, OperationView, ParameterKind } from '../../core/contract/operations.ts';

type Parameter = [name: string, kind: ParameterKind, more?: HandleKind | 'optional'];

const MESSAGE: Parameter = ['message', 'handle', 'message'];
const PRODUCER: Parameter = ['producer', 'handle', 'producer'];
const CONSUMER: Parameter = ['consumer', 'handle', 'consumer'];

/** A few of the documented functions, one with each kind of parameter. */
const OPERATIONS: [DocumentedName, OperationView['group'], OperationView['gives'], ...Parameter[]][] = [
  ['CreateMessage', 'message', 'handle', ['topic', 'text']],
  ['SetByteMessageBody', 'message', 'status', MESSAGE, ['body', 'bytes'], ['bytesLength', 'integer']],
  ['SetDelayTimeLevel', 'message', 'status', MESSAGE, ['level', 'integer']],
  ['DestroyMessage', 'message', 'status', MESSAGE],
  [
    'SetProducerSessionCredentials',
    'producer',
    'status',
    PRODUCER,
    ['accessKey', 'text'],
    ['secretKey', 'secret'],
    ['channel', 'text', 'optional'],
  ],
  [
    'SendMessageOrderly',
    'producer',
    'sendResult',
    PRODUCER,
    MESSAGE,
    ['autoRetryTimes', 'integer'],
    ['args', 'any', 'optional'],
    ['queueSelectorCallback', 'selector'],
  ],
  ['SendMessageSync', 'producer', 'sendResult', PRODUCER, MESSAGE],
  ['GetMsgId', 'producer', 'text', ['result', 'sendResult']],
  [
    'RegisterMessageCallback',
    'push consumer',
    'status',
    CONSUMER,
    ['callback', 'hold', 'optional'],
    ['args', 'any', 'optional'],
  ],
  ['GetVersion', 'other', 'text'],
];

export function fakeOperation(name: DocumentedName): OperationView {
  const found = OPERATIONS.find(([known]) => known === name);
  if (found === undefined) throw new Error(`no fake of ${name}`);
  const [, group, gives, ...parameters] = found;
  return {
    name,
    group,
    gives,
    meaning: { en: `What ${name} does.`, zh: `${name} 的作用。` },
    parameters: parameters.map(([parameter, kind, more]) => ({
      name: parameter,
      kind,
      optional: more === 'optional',
      ...(more === undefined || more === 'optional' ? {} : { handleKind: more }),
      meaning: { en: `What ${parameter} is.`, zh: `${parameter} 的含义。` },
    })),
    wire: [],
    difference: '',
  };
}

export function fakeOperations(): OperationsView {
  return {
    operations: OPERATIONS.map(([name]) => fakeOperation(name)),
    enums: [{ name: 'CStatus', members: [{ name: 'OK', value: 0, meaning: { en: 'done', zh: '成功' } }] }],
  };
}
