import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordedCommand } from './fixtures/recorded.ts';
import { thrownBy } from './fixtures/thrown.ts';
import { decodeProperties, encodeProperties, propertyOf } from './properties-codec.ts';

describe('properties text', () => {
  it('reads what the Java client sent, and writes the same', () => {
    const text = recordedCommand('send', 'request').extFields.i ?? '';
    const properties = decodeProperties(text);
    expect(properties).toEqual([
      ['KEYS', 'order-1 order-2'],
      ['source', '夹具'],
      ['UNIQ_KEY', 'C000020226245FFD2B277E80BA970000'],
      ['WAIT', 'true'],
      ['TAGS', 'TagA'],
    ]);
    expect(encodeProperties(properties)).toBe(text);
  });

  it.each([
    ['nothing', '', []],
    [
      'no last separator',
      'a\u00011\u0002b\u00012',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['the last separator', 'a\u00011\u0002', [['a', '1']]],
    ['a further name end inside the value', 'a\u00011\u00012\u0002', [['a', '1\u00012']]],
    ['an empty name', '\u00011\u0002b\u00012\u0002', [['b', '2']]],
    ['an empty value', 'a\u0001\u0002b\u00012\u0002', [['b', '2']]],
    ['no name end', 'a\u0002b\u00012\u0002', [['b', '2']]],
    ['separators alone', '\u0002\u0002\u0001\u0002', []],
    [
      'a name twice',
      'a\u00011\u0002a\u00012\u0002',
      [
        ['a', '1'],
        ['a', '2'],
      ],
    ],
  ])('with %s', (_, text, pairs) => {
    expect(decodeProperties(text)).toEqual(pairs);
  });

  it('gives the last value of a name, as a Java map would', () => {
    expect(
      propertyOf(
        [
          ['a', '1'],
          ['b', '2'],
          ['a', '3'],
        ],
        'a',
      ),
    ).toBe('3');
    expect(propertyOf([['a', '1']], 'b')).toBe('');
  });

  it('leaves out what no decoder keeps', () => {
    expect(
      encodeProperties([
        ['', '1'],
        ['a', ''],
        ['b', '2'],
      ]),
    ).toBe('b\u00012\u0002');
    expect(encodeProperties([])).toBe('');
  });

  it('refuses separators, which would inject further properties', () => {
    for (const separator of ['\u0001', '\u0002']) {
      const expected = {
        code: 'INPUT',
        params: { field: 'properties', rule: 'control', character: `U+000${separator.charCodeAt(0)}` },
      };
      expect(thrownBy(() => encodeProperties([[`a${separator}`, '1']]))).toMatchObject(expected);
      expect(thrownBy(() => encodeProperties([['a', `1${separator}`]]))).toMatchObject(expected);
    }
  });

  it('comes back as it was, with and without the last separator', () => {
    const character = fc
      .integer({ min: 0, max: 0xd7ff })
      .filter((unit) => unit !== 1 && unit !== 2)
      .map((unit) => String.fromCharCode(unit));
    const text = fc.string({ unit: character, minLength: 1 });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), (pairs) => {
        const encoded = encodeProperties(pairs);
        expect(decodeProperties(encoded)).toEqual(pairs);
        expect(decodeProperties(encoded.slice(0, -1))).toEqual(pairs);
      }),
    );
  });
});
