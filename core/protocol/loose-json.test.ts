import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordedCommand } from './fixtures/recorded.ts';
import { frameRule, thrownBy } from './fixtures/thrown.ts';
import {
  booleanOf,
  type LooseValue,
  listOf,
  MAX_LOOSE_JSON_LENGTH,
  numberOf,
  objectOf,
  pairsOf,
  parseLooseBody,
  parseLooseJson,
  textOf,
} from './loose-json.ts';

/** With plain objects, for comparing: those of the reader have no prototype. */
const plain = (value: LooseValue): unknown => JSON.parse(JSON.stringify(value));
const read = (text: string) => plain(parseLooseJson(text));

const anyCharacter = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));

describe('loose JSON', () => {
  it('reads what JSON.parse reads', () => {
    const leaf = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.maxSafeInteger(),
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.constantFrom(true, false, null),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        leaf,
        fc.array(tie('value')),
        fc.dictionary(fc.string(), tie('value')),
      ),
    }));
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 2, '\t'), (given, indent) => {
        const text = JSON.stringify(given, undefined, indent);
        expect(read(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('reads bare integer keys, negative ones too', () => {
    expect(read('{"offsetTable":{0:12,-1:5,"2":7}}')).toEqual({ offsetTable: { 0: 12, '-1': 5, 2: 7 } });
    expect(read('{ brokerAddrs : { 0 : "10.0.0.5:10911" } }')).toEqual({
      brokerAddrs: { 0: '10.0.0.5:10911' },
    });
  });

  it('makes pairs of a map with object keys', () => {
    const queue = { brokerName: 'broker-a', queueId: 1, topic: 'TopicA' };
    expect(read('{{"brokerName":"broker-a","queueId":1,"topic":"TopicA"}:12,[1]:13,"x":14}')).toEqual([
      [queue, 12],
      [[1], 13],
      ['x', 14],
    ]);
  });

  it('reads the consume statistics of a real broker', () => {
    expect(plain(parseLooseBody(recordedCommand('admin-replies', 'consumeStatsReply').body))).toEqual({
      consumeTps: 0,
      offsetTable: [
        [
          { brokerName: 'broker-a', queueId: 0, topic: 'gantry-fixture' },
          { brokerOffset: 7, consumerOffset: 6, lastTimestamp: 1_795_613_566_677, pullOffset: 6 },
        ],
      ],
    });
    const group = objectOf(parseLooseBody(recordedCommand('admin-replies', 'groupReply').body));
    expect([group.groupName, group.retryMaxTimes]).toEqual(['gantry-fixture-group', 16]);
  });

  it('leaves text alone that looks like its shapes', () => {
    expect(read('{"brokerName":"a{0:1},1:\\"b","remark":"{{}:1}"}')).toEqual({
      brokerName: 'a{0:1},1:"b',
      remark: '{{}:1}',
    });
  });

  it('reads NaN as null, references as they stand and escapes of fastjson', () => {
    expect(read('{"avgpt":NaN,"a":{"$ref":"$.b"}}')).toEqual({ avgpt: null, a: { $ref: '$.b' } });
    expect(read('"\\u2713\\ud83d\\ude00\\v\\\'\\/\\n"')).toBe("✓😀\v'/\n");
  });

  it('gives keys no prototype', () => {
    const value = objectOf(parseLooseJson('{"__proto__":{"polluted":true},constructor:1}'));
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect('polluted' in {}).toBe(false);
  });

  it('keeps the last of equal keys', () => {
    expect(read('{"a":1,"a":2}')).toEqual({ a: 2 });
  });

  it.each([
    '',
    ' ',
    '{',
    '}',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{,}',
    '{"a":1 "b":2}',
    '[1,]',
    '[1 2]',
    '[',
    '"open',
    '"\\x"',
    '"\\u12g4"',
    '"\\',
    '-',
    '+1',
    '.5',
    'undefined',
    'toString',
    "'a'",
    '{1.5:2}',
    '{true',
    '{"a":1}}',
    '{"a":1} x',
    '1 2',
    'alert(1)',
  ])('refuses %s', (text) => {
    expect(frameRule(() => parseLooseJson(text))).toBe('badJson');
  });

  it('says where it stopped', () => {
    expect(thrownBy(() => parseLooseJson('{"a":1} x')).params).toEqual({ rule: 'badJson', at: 8 });
  });

  it.each(['9007199254740992', '-9007199254740992', '9223372036854775807', '1e999', '-1.5e400'])(
    'refuses %s, which it could not keep',
    (text) => {
      expect(frameRule(() => parseLooseJson(`{"offset":${text}}`))).toBe('badNumber');
    },
  );

  it.each([
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['-9007199254740991', Number.MIN_SAFE_INTEGER],
    ['-0.5E-2', -0.005],
    ['1e3', 1000],
  ])('keeps %s', (text, value) => {
    expect(parseLooseJson(text)).toBe(value);
  });

  it('goes 64 levels deep, through keys as well', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(() => parseLooseJson(nested(64))).not.toThrow();
    for (const text of [nested(65), '['.repeat(1_000_000), '{"a":'.repeat(65), '{'.repeat(1_000_000)])
      expect(frameRule(() => parseLooseJson(text))).toBe('tooDeep');
  });

  it('takes 16 Mi characters and no more', () => {
    const text = `"${'a'.repeat(MAX_LOOSE_JSON_LENGTH - 2)}"`;
    expect(parseLooseJson(text)).toHaveLength(MAX_LOOSE_JSON_LENGTH - 2);
    expect(frameRule(() => parseLooseJson(`${text} `))).toBe('tooLong');
  });

  it('does not lose a body for one odd name', () => {
    const bytes = Buffer.concat([Buffer.from('{"a":"'), Buffer.of(0xff), Buffer.from('","b":1}')]);
    expect(plain(parseLooseBody(bytes))).toEqual({ a: '\ufffd', b: 1 });
  });
});

describe('members', () => {
  it('may be absent where a container is expected', () => {
    for (const absent of [null, undefined])
      expect([Object.keys(objectOf(absent)), listOf(absent), pairsOf(absent)]).toEqual([[], [], []]);
  });

  it('have the shape that is asked for', () => {
    expect(pairsOf(parseLooseJson('{"a":1,2:3}'))).toEqual([
      ['2', 3],
      ['a', 1],
    ]);
    expect(pairsOf(parseLooseJson('{[1]:2}'))).toEqual([[[1], 2]]);
    const refused = [
      () => objectOf([]),
      () => objectOf('a'),
      () => listOf(parseLooseJson('{}')),
      () => listOf(0),
      () => pairsOf([[1, 2, 3]]),
      () => pairsOf([1]),
      () => pairsOf('a'),
    ];
    for (const run of refused) expect(frameRule(run)).toBe('badBody');
  });

  it('are texts, also written as numbers', () => {
    expect([textOf('a'), textOf(1), textOf(true), textOf(null, 'x'), textOf(undefined, '')]).toEqual([
      'a',
      '1',
      'true',
      'x',
      '',
    ]);
    for (const value of [null, undefined, []]) expect(frameRule(() => textOf(value))).toBe('badBody');
    expect(frameRule(() => textOf([], 'x'))).toBe('badBody');
  });

  it('are numbers, also written as texts', () => {
    expect([numberOf(1.5), numberOf('-12'), numberOf('', 7), numberOf(null, 7)]).toEqual([1.5, -12, 7, 7]);
    for (const value of ['x', '1.5', '0x10', '', null, undefined, true, []])
      expect(frameRule(() => numberOf(value))).toBe('badBody');
    expect(frameRule(() => numberOf('x', 7))).toBe('badBody');
    expect(frameRule(() => numberOf('9007199254740993'))).toBe('badNumber');
  });

  it('are booleans as in Java', () => {
    expect([true, 'TRUE', false, 'yes', 1, null, undefined].map(booleanOf)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
