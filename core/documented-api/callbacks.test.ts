import { beforeEach, describe, expect, it } from 'vitest';
import { GantryError } from '../model/error.ts';
import type { MessageCallback } from './callbacks.ts';
import { DocumentedRig, GROUP, told } from './documented-rig.ts';
import type { ReceivedMessageHandle } from './handles.ts';

const HOLD_MS = 60_000;
/** Longer than offsets wait for the next commit. */
const COMMIT_MS = 6_000;
let rig: DocumentedRig;

beforeEach(() => {
  rig = new DocumentedRig(HOLD_MS);
});

const sentBack = (): unknown[] => rig.broker.sentBack().map(({ offset }) => offset);

async function answerWith(callback: MessageCallback): Promise<void> {
  await rig.startedConsumer(callback);
  await rig.arrive(0);
}

describe('what a callback answers', () => {
  it.each([
    ['0', () => 0],
    ['a promise of 0', async () => 0],
  ] as [string, MessageCallback][])('%s is success', async (_what, callback) => {
    await answerWith(callback);
    await rig.clock.advance(COMMIT_MS);
    expect(rig.broker.commits()).toEqual([1]);
    expect([sentBack(), rig.failed]).toEqual([[], []]);
  });

  it.each([
    ['1', () => 1, 0],
    ['a promise of 1', async () => 1, 0],
    ['2', () => 2, 1],
    ['0 as text', () => '0', 1],
    ['false', () => false, 1],
    ['null', () => null, 1],
    ['what has no text', () => Object.create(null), 1],
    ['nothing', () => undefined, 1],
    ['a promise of nothing', async () => undefined, 1],
    [
      'throwing',
      () => {
        throw new Error('mine');
      },
      1,
    ],
    ['a promise that rejects', () => Promise.reject(new Error('mine')), 1],
  ] as [string, MessageCallback, number][])('%s is later', async (_what, callback, failures) => {
    await answerWith(callback);
    expect(sentBack()).toEqual(['10000']);
    expect(rig.failed).toHaveLength(failures);
    await rig.clock.advance(COMMIT_MS);
    expect(rig.broker.commits()).toEqual([1]);
  });

  it('brings back that message alone', async () => {
    let turn = 0;
    await rig.startedConsumer(() => (turn++ === 1 ? 1 : 0));
    await rig.arrive(0, 1, 2);
    expect(sentBack()).toEqual(['10001']);
  });

  it('that never comes is later once the hold deadline is over, and has no effect after that', async () => {
    let answer: (status: 0) => void = () => {};
    await answerWith(
      () =>
        new Promise<0>((resolve) => {
          answer = resolve;
        }),
    );
    await rig.clock.advance(HOLD_MS - 1);
    expect(sentBack()).toEqual([]);
    await rig.clock.advance(1);
    expect(sentBack()).toEqual(['10000']);
    expect(rig.ended).toHaveLength(1);
    answer(0);
    await rig.clock.advance(COMMIT_MS);
    expect([sentBack(), rig.failed]).toEqual([['10000'], []]);
  });

  it('is given again every 5 s while the broker does not take it', async () => {
    await rig.startedConsumer(() => 1);
    rig.broker.answers.CONSUMER_SEND_MSG_BACK = new GantryError('TIMEOUT', { outcome: 'unknown' });
    await rig.arrive(0);
    await rig.clock.advance(5_000);
    expect(sentBack()).toHaveLength(2);
    delete rig.broker.answers.CONSUMER_SEND_MSG_BACK;
    await rig.clock.advance(5_000);
    expect(sentBack()).toHaveLength(3);
    await rig.clock.advance(60_000);
    expect(sentBack()).toHaveLength(3);
  });
});

describe('a received message', () => {
  it('is readable while its callback has not answered, and not after', async () => {
    const { GetMessageBody, GetMessageId, GetMessageTags, GetMessageTopic } = rig.functions;
    let seen: unknown[] = [];
    let kept: ReceivedMessageHandle | undefined;
    await answerWith((message) => {
      seen = [
        GetMessageBody(message),
        GetMessageId(message),
        GetMessageTags(message),
        GetMessageTopic(message),
      ];
      kept = message;
      return 0;
    });
    expect(seen).toEqual(['m0', 'KEY0', '', 'order-events']);
    expect(await told(() => GetMessageBody(kept as ReceivedMessageHandle))).toBe(
      'NULL_POINTER message destroyed',
    );
    expect(rig.ended).toEqual([kept]);
  });

  it('has its properties, keys and id, and any body as bytes', async () => {
    const bytes = Uint8Array.of(0xff, 0, 0x41);
    const read: unknown[] = [];
    const { GetMessageByteBody, GetMessageBody, GetMessageId, GetMessageKeys, GetMessageProperty } =
      rig.functions;
    await rig.startedConsumer(async (message) => {
      read.push(
        GetMessageByteBody(message),
        await told(() => GetMessageBody(message)),
        GetMessageKeys(message),
      );
      read.push(GetMessageProperty(message, 'source'), GetMessageProperty(message, 'none'));
      read.push(GetMessageId(message).length);
      return 0;
    });
    rig.broker.pullOf('order-events').answer(0, 1, [
      {
        offset: 0,
        body: Buffer.from(bytes),
        properties: [
          ['KEYS', 'a b'],
          ['source', 'test'],
        ],
      },
    ]);
    await rig.turn();
    // Without a UNIQ_KEY it has the stored copy's id.
    expect(read).toEqual([bytes, 'INPUT message utf8', 'a b', 'test', '', 32]);
  });

  it('gives the whole text, NUL and byte order mark included', async () => {
    const text = '\ufeff订\u0000单';
    let body = '';
    await rig.startedConsumer((message) => {
      body = rig.functions.GetMessageBody(message);
      return 0;
    });
    rig.broker.pullOf('order-events').answer(0, 1, [{ offset: 0, body: Buffer.from(text) }]);
    await rig.turn();
    expect(body).toBe(text);
  });

  it('ends with its consumer, which sends nothing back and commits nothing of it', async () => {
    const message = await rig.receivedMessage();
    const [consumer] = rig.api.handles().filter(({ kind }) => kind === 'consumer');
    await rig.functions.ShutdownPushConsumer(consumer?.handle as never);
    expect(await told(() => rig.functions.GetMessageBody(message))).toBe('NULL_POINTER message destroyed');
    expect([sentBack(), rig.ended]).toEqual([[], [message]]);
    expect(rig.broker.commits().filter((offset) => offset > 0)).toEqual([]);
  });

  it('is listed with its consumer and deadline', async () => {
    const message = await rig.receivedMessage();
    expect(rig.api.handles()).toMatchObject([
      { kind: 'consumer', name: GROUP, phase: 'running' },
      { kind: 'received', handle: message, deadlineAtMs: rig.clock.now() + HOLD_MS },
    ]);
  });
});

describe('a callback', () => {
  it('is called with the args it was registered with', async () => {
    const args = { any: 'thing' };
    let got: unknown;
    await rig.startedConsumer((_message, given) => {
      got = given;
      return 0;
    }, args);
    await rig.arrive(0);
    expect(got).toBe(args);
  });

  it('is called for as many messages at once as there are threads', async () => {
    const answers: ((status: 0) => void)[] = [];
    await rig.startedConsumer(() => new Promise<0>((resolve) => answers.push(resolve)));
    await rig.arrive(0, 1, 2, 3, 4, 5);
    expect(answers).toHaveLength(4);
    answers[0]?.(0);
    await rig.turn();
    expect(answers).toHaveLength(5);
  });
});
