import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FLAG_ONEWAY, FLAG_RESPONSE, MAX_FRAME_BYTES, SERIALIZE_JSON, SERIALIZE_ROCKETMQ } from './codes.ts';
import { type Command, EMPTY_BODY } from './command.ts';
import { recordedCommand, recordedFrame, recordings } from './fixtures/recorded.ts';
import { frameRule } from './fixtures/thrown.ts';
import { decodeCommand, encodeFrame, encodeFrameHead, encodeFrameInto } from './frame.ts';
import { FrameDecoder } from './frame-decoder.ts';

const command = (fields: Partial<Command> = {}): Command => ({
  code: 105,
  opaque: 1,
  flag: 0,
  language: 'OTHER',
  version: 401,
  extFields: {},
  body: EMPTY_BODY,
  ...fields,
});
const fromHex = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const decodeJson = (header: unknown) =>
  decodeCommand(Buffer.from(JSON.stringify(header)), EMPTY_BODY, SERIALIZE_JSON);
const decodeBinary = (hex: string) => decodeCommand(fromHex(hex), EMPTY_BODY, SERIALIZE_ROCKETMQ);
/** The header of a frame as text. */
const headerOf = (frame: Buffer) => {
  const headerBytes = frame.readUInt32BE(4) & 0xffffff;
  return frame.toString('utf8', 8, 8 + headerBytes);
};
const frames = (...files: string[]) =>
  files.flatMap((file) => Object.keys(recordings(file)).map((name) => [file, name] as const));

describe('frames with a JSON header', () => {
  it('have both lengths in front', () => {
    const header =
      '{"code":105,"extFields":{"topic":"T","acceptStandardJsonOnly":"true"},"flag":0,"language":"OTHER","opaque":1,"version":401}';
    const frame = Buffer.concat([fromHex('0000007f 0000007b'), Buffer.from(header)]);
    expect(new FrameDecoder().push(frame)).toEqual([
      command({ extFields: { topic: 'T', acceptStandardJsonOnly: 'true' } }),
    ]);
  });

  it('say what they hold, in the order Java does', () => {
    const body = Buffer.from('✓');
    const frame = encodeFrame(command({ extFields: { topic: '订单' }, remark: 'r', flag: 3, body }));
    const header =
      '{"code":105,"extFields":{"topic":"订单"},"flag":3,"language":"OTHER","opaque":1,"remark":"r","serializeTypeCurrentRPC":"JSON","version":401}';
    expect(headerOf(frame)).toBe(header);
    const headerBytes = Buffer.byteLength(header);
    expect(frame.readInt32BE(0)).toBe(4 + headerBytes + body.length);
    expect(frame.readInt32BE(4)).toBe(headerBytes);
    expect(frame.subarray(8 + headerBytes)).toEqual(body);
  });

  it('leave out an empty extFields and an undefined remark', () => {
    expect(headerOf(encodeFrame(command()))).toBe(
      '{"code":105,"flag":0,"language":"OTHER","opaque":1,"serializeTypeCurrentRPC":"JSON","version":401}',
    );
  });

  it.each(
    frames('send', 'send-back', 'pull-5.3.3', 'pull-4.9.7', 'retry', 'client', 'offset', 'route', 'admin'),
  )('are written byte by byte as Java wrote %s/%s', (file, name) => {
    const recorded = recordedFrame(file, name);
    // Java also writes an `extFields` that is empty.
    const emptyFields = headerOf(recorded).includes('"extFields":{}');
    const written = encodeFrame(recordedCommand(file, name));
    if (emptyFields)
      expect(JSON.parse(headerOf(recorded))).toEqual({ extFields: {}, ...JSON.parse(headerOf(written)) });
    else expect(written).toEqual(recorded);
  });

  it('come back as they were', () => {
    const int = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    const commands = fc.record(
      {
        code: int,
        opaque: int,
        flag: fc.constantFrom(0, FLAG_RESPONSE, FLAG_ONEWAY),
        language: fc.constantFrom('JAVA', 'CPP', 'OTHER'),
        version: int,
        remark: fc.string({ unit: 'grapheme' }),
        extFields: fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })),
        body: fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      },
      { requiredKeys: ['code', 'opaque', 'flag', 'language', 'version', 'extFields', 'body'] },
    );
    fc.assert(
      fc.property(commands, (given) => {
        const frame = encodeFrame(given);
        const [got] = new FrameDecoder().push(frame);
        expect({ ...got, body: Buffer.from(got?.body ?? []) }).toEqual({
          ...given,
          extFields: Object.assign(Object.create(null), given.extFields),
        });
        expect(Buffer.concat([encodeFrameHead(given), given.body])).toEqual(frame);
        const target = Buffer.alloc(frame.length * 4);
        expect(encodeFrameInto(given, target, 5)).toBe(5 + frame.length);
        expect(target.subarray(5, 5 + frame.length)).toEqual(frame);
      }),
    );
  });

  it('are not written into a target that may be too small', () => {
    const given = command({ body: Buffer.alloc(100) });
    const { length } = encodeFrame(given);
    expect(encodeFrameInto(given, Buffer.alloc(length - 1), 0)).toBeUndefined();
    expect(encodeFrameInto(given, Buffer.alloc(length * 3), length * 3 - 10)).toBeUndefined();
  });

  it('are refused beyond 16 MiB', () => {
    const head = encodeFrameHead(command());
    const atLimit = command({ body: new Uint8Array(MAX_FRAME_BYTES - head.length) });
    expect(encodeFrame(atLimit).length).toBe(MAX_FRAME_BYTES);
    const over = command({ body: new Uint8Array(MAX_FRAME_BYTES - head.length + 1) });
    expect(frameRule(() => encodeFrame(over))).toBe('tooLong');
    expect(frameRule(() => encodeFrameHead(over))).toBe('tooLong');
  });
});

describe('JSON headers', () => {
  it('default as in Java', () => {
    expect(decodeJson({})).toEqual({
      code: 0,
      opaque: 0,
      flag: 0,
      language: 'JAVA',
      version: 0,
      extFields: Object.create(null),
      body: EMPTY_BODY,
    });
  });

  it('may carry numbers, booleans, nulls and unknown members', () => {
    const { extFields, remark } = decodeJson({
      extFields: { queueId: 3, order: true, none: null, nested: { a: 1 }, text: 't' },
      remark: null,
      serializeTypeCurrentRPC: 'JSON',
      unknown: [],
    });
    expect({ ...extFields }).toEqual({ queueId: '3', order: 'true', nested: '{"a":1}', text: 't' });
    expect(remark).toBeUndefined();
  });

  it('may name a field as a prototype does', () => {
    const header = '{"code":1,"extFields":{"__proto__":"x","constructor":"y"}}';
    const { extFields } = decodeCommand(Buffer.from(header), EMPTY_BODY, SERIALIZE_JSON);
    expect(Object.entries(extFields)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(extFields.toString).toBeUndefined();
  });

  it('name the language, or number it', () => {
    const languages = ['CPP', 'SWIFT', 9, 99, null].map((language) => decodeJson({ language }).language);
    expect(languages).toEqual(['CPP', 'SWIFT', 'GO', 'OTHER', 'JAVA']);
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '"text"',
    '{"code":"105"}',
    '{"code":1.5}',
    '{"opaque":4294967296}',
    '{"flag":true}',
    '{"extFields":[]}',
    '{"extFields":"a"}',
  ])('are refused: %s', (text) => {
    expect(frameRule(() => decodeCommand(Buffer.from(text), EMPTY_BODY, SERIALIZE_JSON))).toBe('badHeader');
  });

  it('are one of two types', () => {
    for (const type of [2, 255])
      expect(frameRule(() => decodeCommand(Buffer.from('{}'), EMPTY_BODY, type))).toBe('serializeType');
  });
});

describe('binary headers', () => {
  const plain = '0069 07 0191 00000001 00000000';

  it('are read', () => {
    const frame = `00000025 01000021 ${plain} 00000000 0000000c 0005 746f706963 00000001 54`;
    expect(new FrameDecoder().push(fromHex(frame))).toEqual([command({ extFields: { topic: 'T' } })]);
  });

  it('of the Java client hold what its JSON headers hold', () => {
    const json = recordedCommand('send', 'request');
    const binary = recordedCommand('binary-header', 'sendRequest');
    const later = {
      g: '1795613636706',
      i: json.extFields.i?.replace('C000020226245FFD2B277E80BA970000', 'C0000202293D5FFD2B277E81D0610000'),
    };
    expect({ ...binary.extFields }).toEqual({ ...json.extFields, ...later });
    expect(binary).toMatchObject({ code: 310, flag: 0, language: 'JAVA', version: 479, opaque: 3 });
    expect(Buffer.from(binary.body)).toEqual(Buffer.from(json.body));
    expect({ ...recordedCommand('binary-header', 'unregisterRequest').extFields }).toEqual({
      clientID: '127.0.0.1@producer',
      producerGroup: 'gantry-fixture-producer',
    });
    expect(recordedCommand('binary-header', 'heartbeatRequest')).toMatchObject({ code: 34, extFields: {} });
  });

  it('may have a remark, and a language nobody knows', () => {
    expect(decodeBinary('0001 7f 0000 ffffffff 00000001 00000003 e29c93 00000000')).toEqual({
      code: 1,
      opaque: -1,
      flag: 1,
      language: 'OTHER',
      version: 0,
      remark: '✓',
      extFields: Object.create(null),
      body: EMPTY_BODY,
    });
  });

  it.each([
    ['nothing', ''],
    ['cut before the remark', plain],
    ['a negative remark length', `${plain} ffffffff 00000000`],
    ['a remark beyond the end', `${plain} 00000009 00000000`],
    ['extFields beyond the end', `${plain} 00000000 00000001`],
    ['a field name beyond the end', `${plain} 00000000 00000003 0009 61`],
    ['a negative field length', `${plain} 00000000 00000007 0001 61 ffffffff`],
    ['a field that leaves the extFields', `${plain} 00000000 00000007 0001 61 00000001 62`],
  ])('are refused with %s', (_, hex) => {
    expect(frameRule(() => decodeBinary(hex))).toBe('badHeader');
  });
});
