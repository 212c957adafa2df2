import { beforeEach, describe, expect, it } from 'vitest';
import { CSendStatus } from '../model/documented-status.ts';
import { GantryError } from '../model/error.ts';
import { decodeProperties } from '../protocol/properties-codec.ts';
import { DocumentedRig, outcomeOf, TOPIC, told } from './documented-rig.ts';
import type { MessageHandle, ProducerHandle } from './handles.ts';

let rig: DocumentedRig;
let functions: DocumentedRig['functions'];
let producer: ProducerHandle;

beforeEach(async () => {
  rig = new DocumentedRig();
  functions = rig.functions;
  rig.prepare = (broker) => {
    broker.topics[TOPIC] = 4;
  };
  producer = await rig.startedProducer();
});

const sends = () =>
  rig.broker.sent.flatMap(({ request }) => (request.name === 'SEND_MESSAGE_V2' ? request : []));
const properties = (): Record<string, string> =>
  Object.fromEntries(decodeProperties(sends().at(-1)?.extFields.i ?? ''));
const bodies = (): string[] => sends().map(({ body }) => Buffer.from(body ?? []).toString());
const answer = (code: number, remark = ''): void => {
  const extFields = { msgId: 'OFFSET-ID', queueId: '0', queueOffset: '42' };
  rig.broker.answers.SEND_MESSAGE_V2 = { code, remark, extFields };
};
const silence = (): void => {
  rig.broker.answers.SEND_MESSAGE_V2 = new GantryError('TIMEOUT', { outcome: 'unknown' });
};

describe('SendMessageSync', () => {
  it.each([
    [0, CSendStatus.E_SEND_OK],
    [10, CSendStatus.E_SEND_FLUSH_DISK_TIMEOUT],
    [12, CSendStatus.E_SEND_FLUSH_SLAVE_TIMEOUT],
    [11, CSendStatus.E_SEND_SLAVE_NOT_AVAILABLE],
  ])('makes of answer %i status %i, in one attempt', async (code, sendStatus) => {
    answer(code);
    const result = await functions.SendMessageSync(producer, rig.message());
    expect([result.sendStatus, result.offset, result.GetMsgId()]).toEqual([
      sendStatus,
      42,
      properties().UNIQ_KEY,
    ]);
    expect(sends()).toHaveLength(1);
  });

  it('rejects with code and remark of what the broker refused', async () => {
    answer(13, 'the message is illegal');
    expect(await outcomeOf(() => functions.SendMessageSync(producer, rig.message()))).toMatchObject({
      error: { code: 'RESPONSE', outcome: 'refused', responseCode: 13, remark: 'the message is illegal' },
    });
  });

  it('rejects as unknown when nobody answers, with the id of the message', async () => {
    silence();
    const outcome = await outcomeOf(() => functions.SendMessageSync(producer, rig.message()));
    expect(outcome).toMatchObject({ error: { code: 'TIMEOUT', outcome: 'unknown' } });
    expect(outcome).toMatchObject({ error: { params: { msgId: properties().UNIQ_KEY } } });
  });

  it.each([
    ['no body', 'INPUT body empty', () => functions.CreateMessage(TOPIC)],
    ['no topic', 'INPUT topic empty', () => messageTo('')],
    [
      'too long a body',
      'INPUT body tooLarge',
      () => {
        const message = rig.message();
        functions.SetByteMessageBody(message, Buffer.alloc(4 * 1024 * 1024 + 1), 4 * 1024 * 1024 + 1);
        return message;
      },
    ],
  ] as const)('sends nothing of a message with %s', async (_what, error, message) => {
    expect(await told(() => functions.SendMessageSync(producer, message()))).toBe(error);
    expect(sends()).toEqual([]);
  });

  function messageTo(topic: string): MessageHandle {
    const message = functions.CreateMessage(topic);
    functions.SetMessageBody(message, 'body');
    return message;
  }
});

describe('a message', () => {
  it('goes out as its setters left it, each replacing what was set before', async () => {
    const message = rig.message('first');
    functions.SetMessageTopic(message, TOPIC);
    functions.SetMessageBody(message, '订\u0000单');
    functions.SetMessageKeys(message, 'x');
    functions.SetMessageKeys(message, 'ORD-1  PAY-1');
    functions.SetMessageTags(message, 'x');
    functions.SetMessageTags(message, 'paid');
    functions.SetDelayTimeLevel(message, 3);
    functions.SetMessageProperty(message, 'a', '1');
    functions.SetMessageProperty(message, 'b', '2');
    functions.SetMessageProperty(message, 'a', '3');
    await functions.SendMessageSync(producer, message);
    expect(bodies()).toEqual(['订\u0000单']);
    expect(properties()).toMatchObject({ KEYS: 'ORD-1 PAY-1', TAGS: 'paid', DELAY: '3', a: '3', b: '2' });
  });

  it('is sent as it was when it is changed or destroyed meanwhile, and bytes are copied', async () => {
    const message = rig.message();
    const bytes = Buffer.from('abcdef');
    functions.SetByteMessageBody(message, bytes, 3);
    bytes.fill('x');
    const sending = functions.SendMessageSync(producer, message);
    functions.SetMessageBody(message, 'changed');
    functions.DestroyMessage(message);
    await sending;
    expect(bodies()).toEqual(['abc']);
  });

  it('sent twice is two messages', async () => {
    const message = rig.message();
    const first = await functions.SendMessageSync(producer, message);
    const second = await functions.SendMessageSync(producer, message);
    expect(first.GetMsgId()).not.toBe(second.GetMsgId());
  });
});

describe('SendMessageOneway', () => {
  it('is OK once the socket has it, in one attempt', async () => {
    expect(await functions.SendMessageOneway(producer, rig.message())).toBe(0);
    expect(sends()).toHaveLength(1);
  });

  it('rejects when it did not leave', async () => {
    rig.broker.answers.SEND_MESSAGE_V2 = new GantryError('CONNECT', { outcome: 'notSent' });
    const outcome = await outcomeOf(() => functions.SendMessageOneway(producer, rig.message()));
    expect(outcome).toMatchObject({ error: { code: 'CONNECT', outcome: 'notSent' } });
  });
});

describe('SendMessageOrderly', () => {
  const orderly = (callback: (...values: unknown[]) => number, retries = 0, args: unknown = null) => {
    const message = rig.message();
    return {
      message,
      result: () => functions.SendMessageOrderly(producer, message, retries, args, callback),
    };
  };

  it('asks the selector once, with queue count, message and args, and goes to that queue', async () => {
    const calls: unknown[][] = [];
    const args = { any: 'thing' };
    const { message, result } = orderly((...values) => calls.push(values) + 1, 0, args);
    await result();
    expect(calls).toEqual([[4, message, args]]);
    expect(sends().map(({ extFields }) => extFields.e)).toEqual(['2']);
  });

  it.each([
    ['names no queue', () => 4],
    ['counts from below', () => -1],
    ['names half a queue', () => 0.5],
    ['answers with a text', () => '0' as never],
    ['answers with nothing', () => undefined as never],
    [
      'throws',
      () => {
        throw new Error('mine');
      },
    ],
  ])('sends nothing when the selector %s', async (_what, selector) => {
    expect(await told(orderly(selector).result)).toBe('INPUT queueIndex range');
    expect(sends()).toEqual([]);
  });

  it.each([-1, 16])('throws INPUT for %i retries', async (retries) => {
    expect(await told(orderly(() => 0, retries).result)).toBe('INPUT autoRetryTimes range');
    expect(sends()).toEqual([]);
  });

  it.each([
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
  ])('makes with %i retries %i attempts, all at the same queue', async (retries, attempts) => {
    silence();
    expect(await outcomeOf(orderly(() => 3, retries).result)).toMatchObject({
      error: { outcome: 'unknown' },
    });
    expect(sends().map(({ extFields }) => extFields.e)).toEqual(Array(attempts).fill('3'));
  });
});
