import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { bodyCrc } from './crc32.ts';
import { recordedCommand } from './fixtures/recorded.ts';
import { SYS_FLAG_ZLIB } from './inflate.ts';
import { decodeMessages, encodeStoredMessage } from './message-codec.ts';
import { encodeProperties } from './properties-codec.ts';

const replies = [
  ['pull-5.3.3', 'reply'],
  ['pull-4.9.7', 'reply'],
  ['retry', 'reply'],
  ['retry', 'reply-4.9.7'],
] as const;
const recorded = (file: string, name = 'reply') =>
  decodeMessages(recordedCommand(file, name).body, 'broker-a');
const textOf = (message: { body: Uint8Array } | undefined) => Buffer.from(message?.body ?? []).toString();

describe('messages of real brokers', () => {
  it.each(['pull-5.3.3', 'pull-4.9.7'])('are read: %s', (file) => {
    const messages = recorded(file);
    expect(messages.map(({ queueOffset }) => queueOffset)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(messages.map(({ tag }) => tag)).toEqual(['TagA', 'TagB', '', 'TagA', 'TagB', 'TagA']);
    expect(messages.map(({ keys }) => keys)).toEqual(['order-1 order-2', 'big', '', 'b1', 'b2', 'late']);
    const [plain, compressed, binary, ...rest] = messages;
    expect(textOf(plain)).toBe('订单 ✓ Hello RocketMQ');
    expect(plain).toMatchObject({
      queue: { topic: 'gantry-fixture', brokerName: 'broker-a', queueId: 0 },
      topic: 'gantry-fixture',
      flag: 7,
      sysFlag: 0,
      reconsumeTimes: 0,
      preparedTransactionOffset: 0,
    });
    expect(plain?.properties).toContainEqual(['source', '夹具']);
    expect(compressed).toMatchObject({ storedBodyBytes: 54, sysFlag: SYS_FLAG_ZLIB });
    expect(textOf(compressed)).toBe('compressible '.repeat(600));
    expect([...(binary?.body ?? [])]).toEqual([0, 1, 255, 2, 128]);
    expect(rest.map(textOf)).toEqual(['batch one', 'batch two', 'delayed']);
    expect(messages.map(({ storeHost }) => storeHost)).toEqual(
      messages.map(() => (file === 'pull-5.3.3' ? '127.0.0.1:10911' : '127.0.0.1:30911')),
    );
  });

  it('have the offset id and the unique key that the broker answered the send with', () => {
    const { msgId, transactionId } = recordedCommand('send', 'reply').extFields;
    expect(recorded('pull-5.3.3')[0]).toMatchObject({ offsetMsgId: msgId, uniqueKey: transactionId });
    expect(recorded('pull-4.9.7')[0]?.offsetMsgId).toBe(
      recordedCommand('send', 'reply-4.9.7').extFields.msgId,
    );
  });

  it('of one batch all show the key of the batch, though each still carries its own', () => {
    const { msgId = '', transactionId } = recordedCommand('send', 'batchReply').extFields;
    const items = recorded('pull-5.3.3').slice(3, 5);
    expect(items.map(({ offsetMsgId: id }) => id)).toEqual(msgId.split(','));
    expect(items.map(({ uniqueKey }) => uniqueKey)).toEqual([transactionId, transactionId]);
    const keys = items.map(({ properties }) => properties.filter(([name]) => name === 'UNIQ_KEY').length);
    expect(keys).toEqual([2, 2]);
  });

  it.each(['reply', 'reply-4.9.7'])('that came back show the topic they were sent to: %s', (name) => {
    const [message] = recorded('retry', name);
    const [origin] = recorded(name === 'reply' ? 'pull-5.3.3' : 'pull-4.9.7');
    expect(message).toMatchObject({
      topic: 'gantry-fixture',
      queue: { topic: '%RETRY%gantry-fixture-group' },
      reconsumeTimes: 1,
      uniqueKey: origin?.uniqueKey,
    });
    expect(message?.properties).toContainEqual(['ORIGIN_MESSAGE_ID', origin?.offsetMsgId]);
    expect(message?.offsetMsgId).not.toBe(origin?.offsetMsgId);
  });

  it('are named in a send-back by their commit-log offset', () => {
    const { offset, originMsgId } = recordedCommand('send-back', 'request').extFields;
    const [message] = recorded('pull-5.3.3');
    expect([String(message?.commitLogOffset), message?.uniqueKey]).toEqual([offset, originMsgId]);
  });

  it.each(replies)('are written byte by byte as the broker stored them: %s %s', (file, name) => {
    const { body: bytes } = recordedCommand(file, name);
    const view = Buffer.from(bytes);
    let at = 0;
    for (const message of decodeMessages(bytes, 'broker-a')) {
      const record = view.subarray(at, at + view.readInt32BE(at));
      const body = record.subarray(88, 88 + message.storedBodyBytes);
      expect(bodyCrc(body)).toBe(message.bodyCrc);
      const { bornHost, storeHost, queue } = message;
      const text = encodeProperties(message.properties);
      const stored = {
        ...message,
        topic: queue.topic,
        queueId: queue.queueId,
        bornHost,
        storeHost,
        // 4.9 leaves the last separator out.
        properties: `${file} ${name}`.includes('4.9.7') ? text.slice(0, -1) : text,
        body,
        sysFlag: record.readInt32BE(36),
      };
      expect(encodeStoredMessage(stored)).toEqual(record);
      at += record.length;
    }
    expect(at).toBe(view.length);
  });
});
