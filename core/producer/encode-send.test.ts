import { randomBytes } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { OutgoingMessage } from '../model/message.ts';
import { decodeProperties } from '../protocol/properties-codec.ts';
import { prepareSend } from './encode-send.ts';

const message: OutgoingMessage = {
  topic: 'T',
  body: Buffer.from('hello'),
  tag: '',
  keys: [],
  delayLevel: 0,
  properties: [],
};
const queue = { topic: 'T', brokerName: 'a', queueId: 3 };

async function encode(more: Partial<OutgoingMessage> = {}) {
  const requestFor = await prepareSend({ ...message, ...more }, 'KEY', { group: 'g', nowMs: 7 });
  return requestFor(queue);
}

async function propertiesOf(more: Partial<OutgoingMessage>) {
  return decodeProperties((await encode(more)).extFields.i ?? '');
}

describe('prepareSend', () => {
  it('fills the header of SEND_MESSAGE_V2', async () => {
    const { code, extFields, body } = await encode();
    expect(code).toBe(310);
    expect(extFields).toMatchObject({
      a: 'g',
      b: 'T',
      c: 'TBW102',
      d: '4',
      e: '3',
      f: '0',
      g: '7',
      h: '0',
      m: 'false',
    });
    expect(Buffer.from(body).toString()).toBe('hello');
  });

  it('writes its own properties before those of the user, and none that is empty', async () => {
    expect(await propertiesOf({})).toEqual([
      ['UNIQ_KEY', 'KEY'],
      ['WAIT', 'true'],
    ]);
    expect(
      await propertiesOf({ keys: ['k1', 'k2'], tag: 'paid', delayLevel: 3, properties: [['a', 'b']] }),
    ).toEqual([
      ['UNIQ_KEY', 'KEY'],
      ['WAIT', 'true'],
      ['KEYS', 'k1 k2'],
      ['TAGS', 'paid'],
      ['DELAY', '3'],
      ['a', 'b'],
    ]);
  });

  it('compresses from 4,096 bytes on', async () => {
    const small = await encode({ body: Buffer.alloc(4_095, 'x') });
    expect([small.extFields.f, small.body.length]).toEqual(['0', 4_095]);
    const large = await encode({ body: Buffer.alloc(4_096, 'x') });
    expect(large.extFields.f).toBe(String(0x301));
    expect(inflateSync(large.body)).toEqual(Buffer.alloc(4_096, 'x'));
  });

  it('sends a body as it is that would not get smaller', async () => {
    const body = randomBytes(8_192);
    const request = await encode({ body });
    expect(request.extFields.f).toBe('0');
    expect(request.body).toBe(body);
  });
});
