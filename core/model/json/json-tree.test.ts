import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineAndColumn } from '../line-and-column.ts';
import { type JsonNode, JsonTextError, readJson } from './json-tree.ts';

/** What JSON.parse would have made of it. */
function parsed(node: JsonNode): unknown {
  if (node.kind === 'scalar') return JSON.parse(node.text);
  if (node.kind === 'array') return node.items.map(parsed);
  return Object.fromEntries(node.members.map(({ name, value }) => [name, parsed(value)]));
}

function errorOf(text: string): JsonTextError {
  try {
    readJson(text);
  } catch (error) {
    if (error instanceof JsonTextError) return error;
  }
  throw new Error(`no error in ${text}`);
}

describe('readJson', () => {
  it('agrees with JSON.parse on valid text', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parsed(readJson(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('refuses what JSON.parse refuses', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '1',
      '-',
      '01',
      'true',
      ' ',
      '\\',
      '"',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        if (valid) readJson(text);
        else expect(() => readJson(text)).toThrow(JsonTextError);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps every digit, and members that have one name', () => {
    expect(readJson('{"a":249.90,"a":9007199254740993}')).toEqual({
      kind: 'object',
      at: 0,
      members: [
        { name: 'a', value: { kind: 'scalar', at: 5, text: '249.90' } },
        { name: 'a', value: { kind: 'scalar', at: 16, text: '9007199254740993' } },
      ],
    });
  });

  it('says where text goes wrong, and what stands there', () => {
    const text = '{\n  "a": 1,\n  oops\n}';
    const error = errorOf(text);
    expect(error.found).toBe('oops');
    expect(lineAndColumn(text, error.at)).toEqual({ line: 3, column: 3 });
    expect(errorOf('[1,').found).toBe('');
  });

  it('refuses hostile depth instead of running out of stack', () => {
    expect(() => readJson('['.repeat(200_000))).toThrow(JsonTextError);
  });
});
