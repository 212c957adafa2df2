import { encodeBase64 } from '../../base64.ts';
import { HASH_DEFINITION, HASH_NAME } from './functions.ts';
import type { PythonFunction, PythonValue } from './python-value.ts';

/** One call to write: its arguments in order, and the variable its result is given to. */
export interface WrittenCall {
  name: string;
  args: readonly PythonValue[];
  target?: string;
}

/** The calls as a Python program, with what it has to import and define. parsePython reads it back. */
export function writePython(calls: readonly WrittenCall[]): string {
  const lines = calls.map(({ name, args, target }) => {
    const call = `${name}(${args.map(pythonText).join(', ')})`;
    return target === undefined ? call : `${target} = ${call}`;
  });
  const body = lines.join('\n');
  const imports = [
    ...(body.includes('base64.b64decode(') ? ['import base64'] : []),
    'from librocketmqclientpython import *',
  ];
  const definition = body.includes(`${HASH_NAME}(`) ? `\n\n${HASH_DEFINITION}\n` : '';
  return `${imports.join('\n')}\n${definition}\n${body}\n`;
}

/** One value as Python writes it. */
export function pythonText(value: PythonValue): string {
  switch (value.kind) {
    case 'text':
      return quoted(value.text);
    case 'bytes':
      return `base64.b64decode('${encodeBase64(value.bytes)}')`;
    case 'number':
      return String(value.number);
    case 'boolean':
      return value.boolean ? 'True' : 'False';
    case 'none':
      return 'None';
    case 'list':
      return `[${value.items.map(pythonText).join(', ')}]`;
    case 'record':
      return `{${value.entries.map(([name, item]) => `${quoted(name)}: ${pythonText(item)}`).join(', ')}}`;
    case 'variable':
      return value.name;
    case 'function':
      return functionText(value.does);
  }
}

function functionText(does: PythonFunction): string {
  const selector = 'lambda queue_count, message, args:';
  switch (does.kind) {
    case 'index':
      return `${selector} ${does.n}`;
    case 'modulo':
      return `${selector} ${does.n} % queue_count`;
    case 'hashOfArgs':
      return `${selector} abs(${HASH_NAME}(args)) % queue_count`;
    case 'answer':
      return `lambda message, args: ${does.status}`;
  }
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** What a Python text cannot hold as it is, and half of a surrogate pair, which no file can. */
const ESCAPED = /[\\'\p{Cc}\p{Cs}\u2028\u2029]/gu;

/** In single quotes. */
function quoted(text: string): string {
  const inner = text.replace(ESCAPED, (character) => {
    const code = character.charCodeAt(0).toString(16);
    return ESCAPES[character] ?? `\\u${code.padStart(4, '0')}`;
  });
  return `'${inner}'`;
}
