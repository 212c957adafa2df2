import { decodeBase64 } from '../../base64.ts';
import type { Cursor } from './cursor.ts';
import { parseLambda } from './functions.ts';
import { PythonError } from './python-error.ts';
import type { PythonCall, PythonValue, Signatures } from './python-value.ts';

/** What Python text may use beside the documented functions. They show or wait: nothing is sent by them. */
const WITHOUT_EFFECT = ['print', 'time.sleep'];
const encoder = new TextEncoder();

/** Reads values, writing down each documented call that stands in one. */
export class ValueReader {
  readonly calls: PythonCall[] = [];
  readonly #cursor: Cursor;
  readonly #signatures: Signatures;
  /** What each variable is: a value, or the result of a call. */
  readonly #variables = new Map<string, PythonValue>();
  #unnamed = 0;

  constructor(cursor: Cursor, signatures: Signatures) {
    this.#cursor = cursor;
    this.#signatures = signatures;
  }

  assign(name: string, value: PythonValue): void {
    this.#variables.set(name, value);
  }

  /** `target`: the variable that a call at the outside gives its result to. */
  value(target?: string): PythonValue {
    const cursor = this.#cursor;
    const { token } = cursor;
    if (token?.kind === 'sign') return this.#bracketed();
    if (token?.kind === 'number') {
      cursor.next();
      return { kind: 'number', number: token.value };
    }
    if (token?.kind === 'text' || token?.kind === 'bytes') return this.#literal();
    if (cursor.isName('lambda')) {
      cursor.next();
      return { kind: 'function', does: parseLambda(cursor) };
    }
    return this.#named(target);
  }

  /** A negative number, a list, a tuple or a record; a value in parentheses is that value. */
  #bracketed(): PythonValue {
    const cursor = this.#cursor;
    if (cursor.takeSign('-')) {
      const number = cursor.next();
      if (number.kind !== 'number') return cursor.fail('syntax');
      return { kind: 'number', number: -number.value };
    }
    if (cursor.takeSign('[')) return { kind: 'list', items: this.#items(']').items };
    if (cursor.takeSign('{')) return this.#record();
    cursor.expectSign('(');
    const { items, commas } = this.#items(')');
    const [only] = items;
    return commas === 0 && only !== undefined ? only : { kind: 'list', items };
  }

  #items(end: string): { items: PythonValue[]; commas: number } {
    const items: PythonValue[] = [];
    let commas = 0;
    while (!this.#cursor.takeSign(end)) {
      items.push(this.value());
      if (this.#cursor.isSign(end)) continue;
      this.#cursor.expectSign(',');
      commas++;
    }
    return { items, commas };
  }

  #record(): PythonValue {
    const entries: [string, PythonValue][] = [];
    while (!this.#cursor.takeSign('}')) {
      const name = this.#cursor.next();
      if (name.kind !== 'text') return this.#cursor.fail('syntax');
      this.#cursor.expectSign(':');
      entries.push([name.value, this.value()]);
      if (!this.#cursor.isSign('}')) this.#cursor.expectSign(',');
    }
    return { kind: 'record', entries };
  }

  /** Literals side by side are one; `'text'.encode('utf-8')` is bytes. */
  #literal(): PythonValue {
    const cursor = this.#cursor;
    const texts: string[] = [];
    const bytes: Uint8Array[] = [];
    const { line } = cursor;
    for (;;) {
      const { token } = cursor;
      if (token?.kind === 'text') texts.push(token.value);
      else if (token?.kind === 'bytes') bytes.push(token.value);
      else break;
      cursor.next();
    }
    if (bytes.length > 0) {
      if (texts.length > 0) throw new PythonError('syntax', line, "'' b''");
      return { kind: 'bytes', bytes: joined(bytes) };
    }
    const text = texts.join('');
    if (!cursor.isSign('.') || !cursor.isName('encode', 1)) return { kind: 'text', text };
    cursor.next();
    cursor.next();
    cursor.expectSign('(');
    const [encoding] = this.#items(')').items;
    const name = encoding?.kind === 'text' ? encoding.text.toLowerCase() : 'utf-8';
    if (name !== 'utf-8' && name !== 'utf8') throw new PythonError('call', line, `encode('${name}')`);
    return { kind: 'bytes', bytes: encoder.encode(text) };
  }

  /** What begins with a name: a constant, a variable, a call. */
  #named(target: string | undefined): PythonValue {
    const cursor = this.#cursor;
    const { line } = cursor;
    const path = [cursor.expectName()];
    while (cursor.takeSign('.')) path.push(cursor.expectName());
    const name = path.join('.');
    if (cursor.takeSign('(')) return this.#call(name, line, target);
    const constant = CONSTANTS.get(name);
    if (constant !== undefined) return constant;
    const value = this.#variables.get(name);
    if (value === undefined) throw new PythonError('name', line, name);
    return value;
  }

  #call(name: string, line: number, target: string | undefined): PythonValue {
    const pure = PURE_CALLS.get(name);
    if (pure !== undefined) {
      const { items } = this.#items(')');
      return pure(items) ?? this.#refuse('type', line, name);
    }
    if (WITHOUT_EFFECT.includes(name)) {
      this.#items(')');
      return { kind: 'none' };
    }
    const [object, method] = name.split('.');
    if (method === undefined) return this.#documented(name, line, {}, target);
    // A documented method of a result: GetMsgId has the result as its first parameter.
    const value = this.#variables.get(object ?? '');
    const [self] = this.#signatures[method] ?? [];
    if (value?.kind !== 'variable' || method !== 'GetMsgId' || self === undefined)
      return this.#refuse('call', line, name);
    return this.#documented(method, line, { [self]: value }, target);
  }

  /** The cursor stands behind the opening parenthesis. */
  #documented(
    name: string,
    line: number,
    args: Record<string, PythonValue>,
    target: string | undefined,
  ): PythonValue {
    const parameters = Object.hasOwn(this.#signatures, name) ? this.#signatures[name] : undefined;
    if (parameters === undefined) return this.#refuse('call', line, name);
    const cursor = this.#cursor;
    const free = parameters.filter((parameter) => !(parameter in args));
    let position = 0;
    while (!cursor.takeSign(')')) {
      const named = cursor.token?.kind === 'name' && cursor.isSign('=', 1);
      const parameter = named ? cursor.expectName() : free[position++];
      if (named) cursor.expectSign('=');
      if (parameter === undefined || !free.includes(parameter) || parameter in args)
        return this.#refuse('argument', line, `${name} ${parameter ?? ''}`.trim());
      args[parameter] = this.value();
      if (!cursor.isSign(')')) cursor.expectSign(',');
    }
    const given = target ?? `_${++this.#unnamed}`;
    this.calls.push({ line, name, args, target: given });
    return { kind: 'variable', name: given };
  }

  #refuse(reason: 'call' | 'argument' | 'type', line: number, value: string): never {
    throw new PythonError(reason, line, value);
  }
}

const number = (value: number): PythonValue => ({ kind: 'number', number: value });

const CONSTANTS = new Map<string, PythonValue>([
  ['True', { kind: 'boolean', boolean: true }],
  ['False', { kind: 'boolean', boolean: false }],
  ['None', { kind: 'none' }],
  ['CConsumeStatus.E_CONSUME_SUCCESS', number(0)],
  ['CConsumeStatus.E_RECONSUME_LATER', number(1)],
]);

/** Calls whose value follows from their arguments alone; undefined for arguments they do not take. */
const PURE_CALLS = new Map<string, (args: PythonValue[]) => PythonValue | undefined>([
  [
    'len',
    ([of]) => {
      if (of?.kind === 'bytes') return number(of.bytes.length);
      return of?.kind === 'text' ? number([...of.text].length) : undefined;
    },
  ],
  [
    'base64.b64decode',
    ([of]) => {
      const bytes = of?.kind === 'text' ? decodeBase64(of.text) : undefined;
      return bytes instanceof Uint8Array ? { kind: 'bytes', bytes } : undefined;
    },
  ],
]);

function joined(parts: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
