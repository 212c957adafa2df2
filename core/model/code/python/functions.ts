import type { Cursor } from './cursor.ts';
import { PythonError } from './python-error.ts';
import type { PythonFunction } from './python-value.ts';
import { type Token, tokenize } from './tokens.ts';

/** The name under which copied code carries Java's String.hashCode. */
export const HASH_NAME = 'java_hash';

/** Java's String.hashCode over UTF-16 units, as copied code defines it; a definition of that name is taken in these words only. */
export const HASH_DEFINITION = `def ${HASH_NAME}(text):
    units = text.encode('utf-16-be')
    value = 0
    for at in range(0, len(units), 2):
        value = (31 * value + units[at] * 256 + units[at + 1]) & 0xFFFFFFFF
    return value - 0x100000000 if value > 0x7FFFFFFF else value
`;

/** What ends an expression inside of something else. */
const ENDS = [',', ')', ']', '}', ';'];
const CALLBACK_PARAMETERS = 2;
const SELECTOR_PARAMETERS = 3;
const ANSWERS = new Map<string, 0 | 1>([
  ['0', 0],
  ['1', 1],
  ['CConsumeStatus . E_CONSUME_SUCCESS', 0],
  ['CConsumeStatus . E_RECONSUME_LATER', 1],
]);

/** `lambda a, b: expression`; the cursor stands behind `lambda`. Throws PythonError (function, syntax). */
export function parseLambda(cursor: Cursor): PythonFunction {
  const { line } = cursor;
  const parameters = parseParameters(cursor, ':');
  return whatItDoes(parameters, expressionHere(cursor), line);
}

/**
 * `def name(a, b): return expression`, on one line or two; the cursor stands behind `def`. Undefined for the known
 * definition of the hash, which is part of the language here. Throws PythonError (function, syntax).
 */
export function parseDefinition(cursor: Cursor): { name: string; does: PythonFunction } | undefined {
  const { line } = cursor;
  const name = cursor.expectName();
  if (name === HASH_NAME) return passHashDefinition(cursor, line);
  cursor.expectSign('(');
  const parameters = parseParameters(cursor, ')');
  cursor.expectSign(':');
  const head = cursor.token;
  const body = head?.kind === 'newline' ? cursor.next() : undefined;
  if (!cursor.isName('return')) throw new PythonError('function', line, name);
  cursor.next();
  const does = whatItDoes(parameters, expressionHere(cursor), line);
  if (body !== undefined && cursor.token?.kind === 'newline' && cursor.token.indent === 0)
    throw new PythonError('function', line, name);
  return { name, does };
}

/** Names between commas up to the sign that ends them, which is passed. */
function parseParameters(cursor: Cursor, end: string): string[] {
  const names: string[] = [];
  while (!cursor.takeSign(end)) {
    names.push(cursor.expectName());
    if (!cursor.isSign(end)) cursor.expectSign(',');
  }
  return names;
}

/** The tokens of an expression up to the end of the line, or of the argument it stands in. */
function expressionHere(cursor: Cursor): Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  for (;;) {
    const { token } = cursor;
    if (token === undefined || token.kind === 'newline') return tokens;
    if (token.kind === 'sign') {
      if (depth === 0 && ENDS.includes(token.text)) return tokens;
      if (token.text === '(') depth++;
      if (token.text === ')') depth--;
    }
    tokens.push(cursor.next());
  }
}

function whatItDoes(parameters: string[], expression: Token[], line: number): PythonFunction {
  const text = expression.map((token) => token.text).join(' ');
  const status = ANSWERS.get(text);
  if (parameters.length === CALLBACK_PARAMETERS && status !== undefined) return { kind: 'answer', status };
  const [count, , args] = parameters;
  const [first, ...rest] = expression;
  if (parameters.length === SELECTOR_PARAMETERS) {
    if (text === `abs ( ${HASH_NAME} ( ${args} ) ) % ${count}`) return { kind: 'hashOfArgs' };
    if (first?.kind === 'number' && Number.isSafeInteger(first.value)) {
      if (rest.length === 0) return { kind: 'index', n: first.value };
      if (rest.map((token) => token.text).join(' ') === `% ${count}`)
        return { kind: 'modulo', n: first.value };
    }
  }
  throw new PythonError('function', line, text);
}

/** What is defined is not looked into: only these very words are let pass. */
function passHashDefinition(cursor: Cursor, line: number): undefined {
  for (const expected of tokenize(HASH_DEFINITION).slice(2, -1)) {
    const { token } = cursor;
    const same = token?.kind === expected.kind && token.text === expected.text;
    if (!same || indentOf(token) !== indentOf(expected)) throw new PythonError('function', line, HASH_NAME);
    cursor.next();
  }
}

const indentOf = (token: Token): number => (token.kind === 'newline' ? token.indent : 0);
