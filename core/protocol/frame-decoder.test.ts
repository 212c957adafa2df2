import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Command, EMPTY_BODY } from './command.ts';
import { recordedFrame } from './fixtures/recorded.ts';
import { frameRule } from './fixtures/thrown.ts';
import { encodeFrame } from './frame.ts';
import { FrameDecoder } from './frame-decoder.ts';

const numbered = (opaque: number, body: Uint8Array = EMPTY_BODY): Buffer =>
  encodeFrame({ code: 0, opaque, flag: 1, language: 'OTHER', version: 409, extFields: {}, body });
const opaques = (commands: Command[]) => commands.map(({ opaque }) => opaque);
const bodies = (commands: Command[]) => commands.map(({ body }) => Buffer.from(body).toString('hex'));
const fromHex = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');

/** Real frames of all kinds, one after the other. */
const stream = Buffer.concat([
  recordedFrame('send', 'request'),
  recordedFrame('binary-header', 'sendRequest'),
  recordedFrame('pull-5.3.3', 'reply'),
  recordedFrame('client', 'notify'),
  recordedFrame('route', 'bare-4.9.7'),
]);
const whole = new FrameDecoder().push(stream);

function pushAll(chunks: Iterable<Uint8Array>): Command[] {
  const decoder = new FrameDecoder();
  const commands = [...chunks].flatMap((chunk) => decoder.push(chunk));
  expect(decoder.bufferedBytes).toBe(0);
  return commands;
}

function plain(commands: Command[]): unknown {
  return commands.map(({ body, ...rest }) => ({ ...rest, body: Buffer.from(body).toString('hex') }));
}

describe('FrameDecoder', () => {
  it('reads many frames of one chunk', () => {
    expect(whole.map(({ code }) => code)).toEqual([310, 310, 0, 40, 0]);
    const many = Array.from({ length: 1_000 }, (_, opaque) => numbered(opaque));
    expect(opaques(new FrameDecoder().push(Buffer.concat(many)))).toEqual([...many.keys()]);
  });

  it('reads one byte at a time', () => {
    const bytes = Array.from(stream, (byte) => Uint8Array.of(byte));
    expect(plain(pushAll(bytes))).toEqual(plain(whole));
  });

  it('reads two frames cut at any place', () => {
    const pair = Buffer.concat([numbered(1, Buffer.from('ab')), numbered(2)]);
    for (let cut = 0; cut <= pair.length; cut++)
      expect(opaques(pushAll([pair.subarray(0, cut), pair.subarray(cut)]))).toEqual([1, 2]);
  });

  it('reads a stream cut at any places', () => {
    const cuts = fc.array(fc.nat({ max: stream.length }), { maxLength: 40 });
    fc.assert(
      fc.property(cuts, (places) => {
        const edges = [0, ...places.sort((a, b) => a - b), stream.length];
        const chunks = edges.slice(1).map((edge, index) => stream.subarray(edges[index], edge));
        expect(plain(pushAll(chunks))).toEqual(plain(whole));
      }),
    );
  });

  it('reads a chunk that lies inside a larger buffer', () => {
    const frame = numbered(7, Buffer.from('body'));
    const pool = Buffer.concat([Buffer.alloc(13, 0xff), frame, Buffer.alloc(9, 0xff)]);
    const chunk = new Uint8Array(pool.buffer, pool.byteOffset + 13, frame.length);
    expect(bodies(new FrameDecoder().push(chunk))).toEqual([Buffer.from('body').toString('hex')]);
  });

  it('keeps bodies when the receive buffer is used again', () => {
    const frame = numbered(1, Buffer.from('first'));
    const expected = [Buffer.from('first').toString('hex')];
    const decoder = new FrameDecoder();
    const inOne = Buffer.from(frame);
    const commands = decoder.push(inOne);
    inOne.fill(0);
    expect(bodies(commands)).toEqual(expected);

    const reused = Buffer.from(frame.subarray(0, 20));
    decoder.push(reused);
    reused.fill(0);
    expect(bodies(decoder.push(frame.subarray(20)))).toEqual(expected);
  });

  it('gathers a body that grows beyond what is trusted at once', () => {
    const body = Buffer.alloc(3 * 1024 * 1024 + 1, 'abc');
    const frame = numbered(1, body);
    const decoder = new FrameDecoder();
    for (let at = 0; at < frame.length - 1; at += 65_536)
      expect(decoder.push(frame.subarray(at, Math.min(at + 65_536, frame.length - 1)))).toEqual([]);
    expect(decoder.bufferedBytes).toBe(frame.length - 1);
    const [command] = decoder.push(frame.subarray(-1));
    expect(Buffer.from(command?.body ?? EMPTY_BODY).equals(body)).toBe(true);
    expect(decoder.bufferedBytes).toBe(0);
  });

  it.each([
    ['tooLong', '06400000 00000010'], // 100 MiB
    ['tooLong', 'ffffffff 00000010'],
    ['tooLong', '00fffffd 00000010'],
    ['tooShort', '00000000 00000000'],
    ['tooShort', '00000003 00000000'],
    ['headerLength', '00000010 0000000d'],
    ['headerLength', '00000010 00ffffff'],
    ['serializeType', '00000006 02000002 7b7d'],
    ['badHeader', '00000004 00000000'],
    ['badHeader', '00000006 00000002 7b7b'],
    ['badHeader', '00000006 01000002 7b7d'],
    ['tooLong', '474554202f20485454502f312e310d0a'], // GET / HTTP/1.1
    ['tooLong', '16030100f8010000f40303000000'], // a TLS handshake
  ])('refuses as %s: %s', (rule, hex) => {
    expect(frameRule(() => new FrameDecoder().push(fromHex(hex)))).toBe(rule);
    const decoder = new FrameDecoder();
    const split = () => {
      for (const byte of fromHex(hex)) decoder.push(Uint8Array.of(byte));
    };
    expect(frameRule(split)).toBe(rule);
    expect(decoder.bufferedBytes).toBe(0);
  });

  it('takes the longest frame, and a shorter limit', () => {
    const longest = fromHex('00fffffc 00000010');
    expect(new FrameDecoder().push(longest)).toEqual([]);
    const frame = numbered(1);
    expect(new FrameDecoder(frame.length).push(frame)).toHaveLength(1);
    expect(frameRule(() => new FrameDecoder(frame.length - 1).push(frame))).toBe('tooLong');
  });

  it('hands out what was complete before bad bytes, and the error next', () => {
    const decoder = new FrameDecoder();
    const bad = fromHex('06400000 00000010');
    expect(decoder.error).toBeUndefined();
    expect(opaques(decoder.push(Buffer.concat([numbered(1), numbered(2), bad, numbered(3)])))).toEqual([
      1, 2,
    ]);
    expect(
      frameRule(() => {
        throw decoder.error;
      }),
    ).toBe('tooLong');
    for (let again = 0; again < 2; again++)
      expect(frameRule(() => decoder.push(numbered(4)))).toBe('tooLong');
  });

  it('needs nothing of an empty chunk', () => {
    const decoder = new FrameDecoder();
    const frame = numbered(1);
    expect(decoder.push(EMPTY_BODY)).toEqual([]);
    decoder.push(frame.subarray(0, 3));
    expect(decoder.push(EMPTY_BODY)).toEqual([]);
    expect(opaques(decoder.push(frame.subarray(3)))).toEqual([1]);
  });
});
