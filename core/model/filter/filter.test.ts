import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFilter, type FilterSubject } from './compile-filter.ts';
import type { FilterTest } from './filter.ts';
import { parseFilter } from './parse-filter.ts';
import { searchableText } from './searchable.ts';

interface Message {
  tag?: string;
  keys?: string[];
  ids?: string[];
  state?: string;
  queue?: number;
  size?: number;
  attempt?: number;
  properties?: Record<string, string>;
  /** null: not kept. */
  body?: string | null;
}

function subject(message: Message): FilterSubject {
  const { tag = '', keys = [], ids = [], properties = {}, body = '' } = message;
  return {
    text: (field) => ({ tag, key: keys, id: ids, topic: 't', broker: 'a', state: message.state })[field],
    number: (field) => ({ ...message, offset: 7 })[field],
    property: (name) => properties[name],
    body: () => body ?? undefined,
    fields: () => [tag, ...keys, ...ids, ...Object.values(properties)].join('\n'),
  };
}

function verdict(text: string, message: Message) {
  const { filter, error } = parseFilter(text);
  if (error !== undefined) throw new Error(`${text}: ${error.reason}`);
  return compileFilter(filter)(subject(message));
}

const testOf = (text: string): FilterTest | undefined => parseFilter(text).filter?.[0]?.test;

describe('parseFilter', () => {
  it('reads the grammar of the field', () => {
    const text = 'tag:a key:b prop.x=1 body~"re s+" body:"a b" size>1k attempt>=2 state:held -queue:2 word';
    expect(parseFilter(text).filter?.map(({ negated, test }) => ({ negated, ...test }))).toEqual([
      { negated: false, kind: 'text', field: 'tag', compare: 'equals', value: 'a' },
      { negated: false, kind: 'text', field: 'key', compare: 'equals', value: 'b' },
      { negated: false, kind: 'property', name: 'x', compare: 'equals', value: '1' },
      { negated: false, kind: 'text', field: 'body', compare: 'matches', value: 're s+' },
      { negated: false, kind: 'text', field: 'body', compare: 'contains', value: 'a b' },
      { negated: false, kind: 'number', field: 'size', compare: '>', value: 1_024 },
      { negated: false, kind: 'number', field: 'attempt', compare: '>=', value: 2 },
      { negated: false, kind: 'text', field: 'state', compare: 'equals', value: 'held' },
      { negated: true, kind: 'number', field: 'queue', compare: '=', value: 2 },
      { negated: false, kind: 'any', value: 'word' },
    ]);
  });

  it.each([
    ['tag:a colour:red', 6, 16, 'field'],
    ['http://host', 0, 11, 'field'],
    ['tag>1', 0, 5, 'operator'],
    ['size~1', 0, 6, 'operator'],
    ['tag:', 0, 4, 'empty'],
    ['prop.x=', 0, 7, 'empty'],
    ['a ""', 2, 4, 'empty'],
    ['size>1x', 0, 7, 'number'],
    ['queue:1k', 0, 8, 'number'],
    ['state:heldd', 0, 11, 'state'],
    ['a body~"(" b', 2, 10, 'regex'],
    ['a "b c', 2, 6, 'quote'],
  ])('marks what is wrong in %s', (text, from, to, reason) => {
    expect(parseFilter(text).error).toEqual({ from, to, reason });
  });

  it('keeps the backslashes of a pattern, and takes a quote after one', () => {
    expect(testOf(String.raw`body~"\d+\"x"`)).toMatchObject({ value: String.raw`\d+"x` });
    expect(testOf(String.raw`body~"a\\" b`)).toMatchObject({ value: String.raw`a\\` });
  });

  it('takes any quoted text as a word, an operator in it or not', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((text) => !text.includes('\\')),
        (text) => {
          const quoted = `"${text.replaceAll('"', '\\"')}"`;
          expect(parseFilter(quoted).filter).toEqual([
            { negated: false, test: { kind: 'any', value: text } },
          ]);
        },
      ),
    );
  });

  it('ends on every text with a filter or a part that lies inside it', () => {
    const part = fc.constantFrom(
      'tag',
      'body',
      'size',
      'prop.',
      ':',
      '~',
      '>=',
      '"',
      '\\',
      '-',
      ' ',
      '1k',
      '(',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string())), (parts) => {
        const text = parts.join('');
        const { filter, error } = parseFilter(text);
        if (filter !== undefined) expect(() => compileFilter(filter)).not.toThrow();
        else expect(text.slice(error.from, error.to)).toMatch(/\S/);
      }),
    );
  });
});

describe('compileFilter', () => {
  const paid: Message = {
    tag: 'paid',
    keys: ['K-1', 'K-2'],
    ids: ['AB01', 'FF02'],
    size: 2_048,
    attempt: 2,
    queue: 3,
    properties: { region: 'EU' },
    body: '{"state":"Failed"}',
  };

  it.each([
    ['tag:paid', 'yes'],
    ['tag:Paid', 'no'],
    ['key:K-2', 'yes'],
    ['key:K', 'no'],
    ['id:ab01', 'yes'],
    ['tag~^pa', 'yes'],
    ['size>2k', 'no'],
    ['size>=2k', 'yes'],
    ['attempt:2 queue<4', 'yes'],
    ['prop.region=EU', 'yes'],
    ['-prop.region=EU', 'no'],
    ['prop.none=1', 'no'],
    ['-prop.none=1', 'yes'],
    ['eu', 'yes'],
    ['failed', 'yes'],
    ['body:failed', 'yes'],
    ['body~failed', 'no'],
    ['body~Fail(ed)?', 'yes'],
    ['state:held', 'no'],
    ['a.c', 'no'],
    ['', 'yes'],
  ])('%s: %s', (text, wanted) => {
    expect(verdict(text, paid)).toBe(wanted);
  });

  it('says unknown only where the body that was not kept decides', () => {
    const large = { ...paid, body: null };
    expect(verdict('body:x', large)).toBe('unknown');
    expect(verdict('-body:x', large)).toBe('unknown');
    expect(verdict('x', large)).toBe('unknown');
    expect(verdict('paid', large)).toBe('yes');
    expect(verdict('body:x tag:other', large)).toBe('no');
  });

  it('lets exactly the others pass when a term is negated', () => {
    const term = fc.constantFrom('tag:a', 'size>10', 'prop.x=1', 'body:z', 'word', 'key~^K');
    const message = fc.record({
      tag: fc.constantFrom('a', 'b', 'word'),
      keys: fc.array(fc.constantFrom('K1', 'L')),
      size: fc.nat(20),
      properties: fc.constantFrom<Record<string, string>>({}, { x: '1' }),
      body: fc.constantFrom('z', 'words', ''),
    });
    fc.assert(
      fc.property(term, message, (text, made) => {
        expect(verdict(text, made) === 'yes').toBe(verdict(`-${text}`, made) === 'no');
      }),
    );
  });
});

describe('searchableText', () => {
  it('has what a person gave the message, and nothing the broker added', () => {
    const text = searchableText([
      ['KEYS', 'K-1'],
      ['TAGS', 'paid'],
      ['WAIT', 'true'],
      ['region', 'EU'],
    ]);
    expect(text.split('\n')).toEqual(['K-1', 'paid', 'region=EU', '']);
  });
});
