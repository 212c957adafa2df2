import { describe, expect, it } from 'vitest';
import type { Command } from './command.ts';
import { EMPTY_BODY } from './command.ts';
import { decodeFields, decodeHeader, decodeReply, defineRequest, encodeRequest } from './define-request.ts';
import { thrownBy } from './fixtures/thrown.ts';

const request = defineRequest({
  name: 'SAMPLE',
  code: 7,
  to: 'broker',
  header: {
    topic: { wire: 'b', type: 'string' },
    queueId: { type: 'int' },
    offset: { type: 'long' },
    order: { type: 'boolean', optional: true },
    limit: { type: 'int', optional: true },
  },
  reply: { offset: { type: 'long' } },
});
const command = (extFields: Record<string, string>): Command => ({
  code: 7,
  opaque: 1,
  flag: 0,
  language: 'JAVA',
  version: 479,
  extFields,
  body: EMPTY_BODY,
});
const valid = { b: 'T', queueId: '0', offset: '9007199254740991' };
const refusal = (ext: Record<string, string>) => thrownBy(() => decodeHeader(request, command(ext)));

describe('a request table', () => {
  it('encodes by wire name and leaves absent fields out', () => {
    const header = { topic: 'T', queueId: 3, offset: 12, order: false, limit: undefined };
    expect(encodeRequest(request, header)).toEqual({
      name: 'SAMPLE',
      code: 7,
      to: 'broker',
      extFields: { b: 'T', queueId: '3', offset: '12', order: 'false' },
      body: EMPTY_BODY,
      ok: [0],
    });
  });

  it('announces a version of its own and keeps wire names out of signatures, where it says so', () => {
    const header = {
      key: { type: 'string' },
      unique: { wire: '_U', type: 'boolean', unsigned: true },
    } as const;
    const old = defineRequest({ name: 'OLD', code: 8, to: 'broker', version: 399, header });
    const encoded = encodeRequest(old, { key: 'k', unique: true });
    expect([encoded.version, encoded.unsigned]).toEqual([399, ['_U']]);
    const usual = encodeRequest(request, { topic: 'T', queueId: 0, offset: 0 });
    expect([usual.version, usual.unsigned]).toEqual([undefined, undefined]);
  });

  it('decodes to typed values and ignores fields it does not know', () => {
    expect(
      decodeHeader(request, command({ ...valid, order: 'TRUE', limit: '-1', bname: 'broker-a' })),
    ).toEqual({
      topic: 'T',
      queueId: 0,
      offset: Number.MAX_SAFE_INTEGER,
      order: true,
      limit: -1,
    });
    expect(decodeReply(request, command({ offset: '12' }))).toEqual({ offset: 12 });
  });

  it('takes an empty text for a text and for no number', () => {
    expect(decodeHeader(request, command({ ...valid, b: '', limit: '', order: '' }))).toEqual({
      topic: '',
      queueId: 0,
      offset: Number.MAX_SAFE_INTEGER,
    });
  });

  it.each([
    ['topic', { queueId: '0', offset: '0' }],
    ['queueId', { b: 'T', queueId: '', offset: '0' }],
  ])('refuses a missing %s', (field, ext) => {
    expect(refusal(ext)).toMatchObject({
      code: 'FRAME',
      requestName: 'SAMPLE',
      params: { field, rule: 'missingField' },
    });
  });

  it.each(['x', '1.5', '1e3', '0x10', ' 1', 'Infinity', '9007199254740992', '-9223372036854775808'])(
    'refuses %s as a number',
    (text) => {
      expect(refusal({ ...valid, offset: text })).toMatchObject({
        code: 'FRAME',
        requestName: 'SAMPLE',
        params: { field: 'offset', rule: 'badNumber' },
      });
    },
  );

  it('reads a boolean as Java does', () => {
    const table = { order: { type: 'boolean' } } as const;
    for (const [text, value] of [
      ['true', true],
      ['True', true],
      ['false', false],
      ['1', false],
    ] as const)
      expect(decodeFields(table, { order: text }, 'SAMPLE')).toEqual({ order: value });
  });
});
