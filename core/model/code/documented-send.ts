import { isNameServerDomain } from '../address.ts';
import { utf8Text } from '../utf8.ts';
import {
  ACCESS_KEY_PLACEHOLDER,
  type CodeMessage,
  type CodeTarget,
  PRODUCER_GROUP,
  SECRET_KEY_PLACEHOLDER,
} from './code-message.ts';
import type { PythonFunction, PythonValue } from './python/python-value.ts';
import type { WrittenCall } from './python/write.ts';

const text = (value: string): PythonValue => ({ kind: 'text', text: value });
const number = (value: number): PythonValue => ({ kind: 'number', number: value });
const variable = (name: string): PythonValue => ({ kind: 'variable', name });
const MESSAGE = variable('message');
const PRODUCER = variable('producer');

/** The documented calls that send the message, from the producer's making to its end. */
export function documentedSend(message: CodeMessage, target: CodeTarget): WrittenCall[] {
  return [
    { name: 'CreateProducer', args: [text(PRODUCER_GROUP)], target: 'producer' },
    isNameServerDomain(target.nameServers)
      ? { name: 'SetProducerNameServerDomain', args: [PRODUCER, text(target.nameServers)] }
      : { name: 'SetProducerNameServerAddress', args: [PRODUCER, text(target.nameServers)] },
    ...(target.signed
      ? [
          {
            name: 'SetProducerSessionCredentials',
            args: [PRODUCER, text(ACCESS_KEY_PLACEHOLDER), text(SECRET_KEY_PLACEHOLDER), text('ALIYUN')],
          },
        ]
      : []),
    { name: 'StartProducer', args: [PRODUCER] },
    ...messageCalls(message),
    sendCall(message),
    { name: 'DestroyMessage', args: [MESSAGE] },
    { name: 'ShutdownProducer', args: [PRODUCER] },
    { name: 'DestroyProducer', args: [PRODUCER] },
  ];
}

function messageCalls({ topic, tag, keys, delayLevel, properties, body }: CodeMessage): WrittenCall[] {
  const bodyText = utf8Text(body);
  const set = (name: string, ...args: PythonValue[]): WrittenCall => ({ name, args: [MESSAGE, ...args] });
  return [
    { name: 'CreateMessage', args: [text(topic)], target: 'message' },
    // A native text ends at its first NUL.
    bodyText === undefined || bodyText.includes('\0')
      ? set('SetByteMessageBody', { kind: 'bytes', bytes: body }, number(body.length))
      : set('SetMessageBody', text(bodyText)),
    ...(tag === '' ? [] : [set('SetMessageTags', text(tag))]),
    ...(keys.length === 0 ? [] : [set('SetMessageKeys', text(keys.join(' ')))]),
    ...properties.map(([name, value]) => set('SetMessageProperty', text(name), text(value))),
    ...(delayLevel === 0 ? [] : [set('SetDelayTimeLevel', number(delayLevel))]),
  ];
}

function sendCall({ mode, orderly }: CodeMessage): WrittenCall {
  if (mode === 'oneway') return { name: 'SendMessageOneway', args: [PRODUCER, MESSAGE] };
  if (mode === 'sync' || orderly === undefined)
    return { name: 'SendMessageSync', args: [PRODUCER, MESSAGE], target: 'result' };
  const { by, key = '', number: n = 0, retries } = orderly;
  const does: PythonFunction = by === 'hash' ? { kind: 'hashOfArgs' } : { kind: by, n };
  return {
    name: 'SendMessageOrderly',
    args: [
      PRODUCER,
      MESSAGE,
      number(retries),
      by === 'hash' ? text(key) : { kind: 'none' },
      { kind: 'function', does },
    ],
    target: 'result',
  };
}
