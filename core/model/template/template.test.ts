import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandTemplate, type TemplateValues } from './expand.ts';
import { expandMessage } from './message.ts';
import { hasVariables, parseTemplate } from './parse.ts';
import { withStandIns } from './stand-ins.ts';

const VALUES: TemplateValues = {
  now: Date.UTC(2026, 10, 25, 10, 42, 18, 204),
  seq: 41,
  random: () => 0.5,
  uuid: () => '00000000-0000-4000-8000-000000000001',
  named: (name) => (name === 'orderId' ? 'ORD-1 {{uuid}}' : undefined),
  env: (name) => ({ USER: 'kim', GONE: null })[name],
};
const expand = (source: string, values: Partial<TemplateValues> = {}): string =>
  expandTemplate(source, { ...VALUES, ...values }, 'body');
const refusal = (source: string): [unknown, unknown] => {
  try {
    return ['expanded', expand(source)];
  } catch (error) {
    const { params } = (error as { data: { params: Record<string, unknown> } }).data;
    return [params.rule, params.value];
  }
};

/** Texts with many braces and words of variables in them. */
const braces = fc
  .array(fc.constantFrom('{', '{{', '}}', '}', '\\', 'seq', 'uuid', ' ', 'a', '|', 'pick', 'int', '1', '\n'))
  .map((list) => list.join(''));

/** A text that expands to `text`. */
const escapeTemplate = (text: string): string => text.replace(/\{\{/g, '\\{{');

describe('expandTemplate', () => {
  it.each([
    ['{{uuid}}', '00000000-0000-4000-8000-000000000001'],
    ['{{now}}', '2026-11-25T10:42:18.204Z'],
    ['{{ now +5m iso }}', '2026-11-25T10:47:18.204Z'],
    ['{{now -1d ms}}', String(VALUES.now - 86_400_000)],
    ['{{now s}}', String(Math.floor(VALUES.now / 1_000))],
    ['a{{seq}}b{{seq}}', 'a41b41'],
    ['{{pick timeout|wrong amount}}', 'wrong amount'],
    ['{{pick timeout duplicate}}', 'duplicate'],
    ['{{int 1 100}}', '51'],
    ['{{int -5 -5}}', '-5'],
    ['{{orderId}}', 'ORD-1 {{uuid}}'],
    ['{{env USER}}', 'kim'],
    ['\\{{seq}}', '{{seq}}'],
    ['{"a":{{seq}}}', '{"a":41}'],
    ['{{{seq}}}', '{41}'],
    ['}} {', '}} {'],
  ])('makes %j %j', (source, expanded) => {
    expect(expand(source)).toBe(expanded);
  });

  it.each([
    ['{{', ['variable', '{{']],
    ['a{{seq', ['variable', '{{']],
    ['{{}}', ['variable', '{{}}']],
    ['{{seq 1}}', ['variable', '{{seq 1}}']],
    ['{{now +5x}}', ['variable', '{{now +5x}}']],
    ['{{now ms ms}}', ['variable', '{{now ms ms}}']],
    ['{{pick a}}', ['variable', '{{pick a}}']],
    ['{{int 2 1}}', ['variable', '{{int 2 1}}']],
    ['{{int 1 1.5}}', ['variable', '{{int 1 1.5}}']],
    ['{{env A-B}}', ['variable', '{{env A-B}}']],
    ['{{nobody}}', ['variableName', '{{nobody}}']],
    ['{{env HOME}}', ['variableEnv', '{{env HOME}}']],
    ['{{env GONE}}', ['variableUnset', '{{env GONE}}']],
  ])('refuses %j', (source, problem) => {
    expect(refusal(source)).toEqual(problem);
  });

  it('draws every whole number of a range, and none beside it', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.nat(1_000),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (min, size, random) => {
          const drawn = Number(expand(`{{int ${min} ${min + size}}}`, { random: () => random }));
          expect(drawn).toBe(min + Math.floor(random * (size + 1)));
          expect(drawn).toBeLessThanOrEqual(min + size);
        },
      ),
    );
  });

  it('gives any text back from its escaped form', () => {
    fc.assert(
      fc.property(fc.oneof(braces, fc.string()), (text) => {
        expect(expand(escapeTemplate(text))).toBe(text);
        expect(hasVariables(escapeTemplate(text))).toBe(false);
      }),
    );
  });

  it('splits any text into parts side by side', () => {
    fc.assert(
      fc.property(braces, (source) => {
        let at = 0;
        for (const part of parseTemplate(source)) {
          expect(part.from).toBe(at);
          at = part.to;
        }
        expect(at).toBe(source.length);
      }),
    );
  });
});

describe('withStandIns', () => {
  it('keeps every place', () => {
    fc.assert(
      fc.property(braces, (source) => {
        expect(withStandIns(source)).toHaveLength(source.length);
      }),
    );
  });

  it('leaves what may stand bare valid JSON, and only that', () => {
    const parses = (source: string): boolean => {
      try {
        JSON.parse(withStandIns(source));
        return true;
      } catch {
        return false;
      }
    };
    expect(parses('{"a":{{seq}},"b":"{{uuid}}","c":"\\{{x}}","d":{{pick 1|true}}}')).toBe(true);
    expect(parses('{"a":{{uuid}}}')).toBe(false);
    expect(parses('{"a":{{pick a|b}}}')).toBe(false);
  });
});

describe('expandMessage', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const message = {
    tag: '{{pick a|b}}',
    keys: ['k-{{seq}}', 'plain'],
    properties: [['{{seq}}', '{{env USER}}']] as [string, string][],
    body: bytes('{"n":{{seq}}}'),
    bodyFormat: 'json' as const,
    orderly: { by: 'hash' as const, key: '{{seq}}', retries: 0 },
  };

  it('fills every field but names', () => {
    const filled = expandMessage(message, VALUES);
    expect(filled).toMatchObject({
      tag: 'b',
      keys: ['k-41', 'plain'],
      properties: [['{{seq}}', 'kim']],
      orderly: { key: '41' },
    });
    expect(new TextDecoder().decode(filled.body)).toBe('{"n":41}');
  });

  it('leaves bytes alone, and names the field of what is wrong', () => {
    const binary = { ...message, bodyFormat: 'hex' as const };
    expect(expandMessage(binary, VALUES).body).toBe(message.body);
    const wrong = { ...message, keys: ['{{'] };
    expect(() => expandMessage(wrong, VALUES)).toThrowError(/field=keys.0/);
  });
});
