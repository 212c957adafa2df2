import { Cursor } from './cursor.ts';
import { parseDefinition } from './functions.ts';
import { PythonError } from './python-error.ts';
import type { PythonCall, Signatures } from './python-value.ts';
import { tokenize } from './tokens.ts';
import { ValueReader } from './values.ts';

/** Modules that copied code and the client's samples import. What is used of them is checked where it is used. */
const MODULES = ['librocketmqclientpython', 'base64', 'time', 'sys'];

/**
 * The documented calls of a piece of Python text, in the order they would be made. It is read, never run: imports,
 * assignments, calls of the functions in `signatures`, and functions of a known shape; anything else is refused as a
 * whole. Throws PythonError with line and reason.
 */
export function parsePython(source: string, signatures: Signatures): PythonCall[] {
  const cursor = new Cursor(tokenize(source));
  const reader = new ValueReader(cursor, signatures);
  while (cursor.token !== undefined) {
    statement(cursor, reader);
    if (cursor.takeSign(';')) continue;
    if (cursor.next().kind !== 'newline') cursor.fail('syntax');
  }
  return reader.calls;
}

function statement(cursor: Cursor, reader: ValueReader): void {
  const { token } = cursor;
  if (token?.kind === 'newline') return;
  if (cursor.isName('import') || cursor.isName('from')) {
    passImport(cursor);
    return;
  }
  if (cursor.isName('def')) {
    cursor.next();
    const made = parseDefinition(cursor);
    if (made !== undefined) reader.assign(made.name, { kind: 'function', does: made.does });
    return;
  }
  if (token?.kind === 'name' && cursor.isSign('=', 1)) {
    const target = cursor.expectName();
    cursor.expectSign('=');
    reader.assign(target, reader.value(target));
    return;
  }
  // A text that stands by itself is a comment.
  if (token?.kind !== 'text' && !startsCall(cursor)) cursor.fail('statement');
  reader.value();
}

/** `name(` or `name.name(`. */
function startsCall(cursor: Cursor): boolean {
  if (cursor.token?.kind !== 'name') return false;
  return cursor.isSign('(', 1) || (cursor.isSign('.', 1) && cursor.isSign('(', 3));
}

/** `import a, b`, `from a import *`, `from a import b, c`. */
function passImport(cursor: Cursor): void {
  const { line } = cursor;
  const { text: word } = cursor.next();
  const modules = [cursor.expectName()];
  if (word === 'import') while (cursor.takeSign(',')) modules.push(cursor.expectName());
  const foreign = modules.find((name) => !MODULES.includes(name));
  if (foreign !== undefined || cursor.isSign('.'))
    throw new PythonError('import', line, foreign ?? modules.join(', '));
  if (word === 'import') return;
  if (!cursor.isName('import')) cursor.fail('syntax');
  cursor.next();
  if (cursor.takeSign('*')) return;
  do cursor.expectName();
  while (cursor.takeSign(','));
}
