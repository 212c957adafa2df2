import { frameError } from './frame.ts';

/**
 * What fastjson writes is not always JSON: keys may be integers (`{0:"10.0.0.5:10911"}`) or whole objects
 * (`{{"brokerName":"a","queueId":0}:12}`). A map with an object or array among its keys becomes an array of
 * [key, value] pairs; see `pairsOf`.
 */
export type LooseValue = string | number | boolean | null | LooseValue[] | LooseObject;
/** Without prototype; integer and bare keys as text. */
export interface LooseObject {
  [name: string]: LooseValue;
}

export const MAX_LOOSE_JSON_LENGTH = 16 * 1024 * 1024;
const MAX_DEPTH = 64;

/** What becomes of an integer beyond 2^53 - 1: `refused` (default), or `rounded` to the nearest double. */
type Beyond = 'refused' | 'rounded';

/**
 * Reads standard JSON and fastjson's departures from it. Never evaluates anything. Throws FRAME: badJson (params.at),
 * badNumber (an integer beyond 2^53 - 1, a fraction beyond a double), tooLong, tooDeep.
 * Source: RemotingSerializable.java.
 */
export function parseLooseJson(text: string, beyond: Beyond = 'refused'): LooseValue {
  if (text.length > MAX_LOOSE_JSON_LENGTH)
    throw frameError('tooLong', { bytes: text.length, max: MAX_LOOSE_JSON_LENGTH });
  return new LooseReader(text, beyond).whole();
}

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const INTEGER = /-?\d+/y;
const WORD = /[A-Za-z_$][\w$]*/y;
/** A run of characters that stand for themselves. */
const PLAIN = /[^"\\]+/y;
const WHITESPACE = /\s*/y;
const UNICODE_ESCAPE = /[0-9a-fA-F]{4}/y;
const WORDS: Record<string, LooseValue> = { true: true, false: false, null: null, NaN: null };
/** `\v` and `\'` are fastjson's. */
const ESCAPES: Record<string, string> = {
  '"': '"',
  "'": "'",
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

class LooseReader {
  readonly #text: string;
  readonly #beyond: Beyond;
  #at = 0;

  constructor(text: string, beyond: Beyond) {
    this.#text = text;
    this.#beyond = beyond;
  }

  whole(): LooseValue {
    const value = this.#value(0);
    this.#blanks();
    if (this.#at < this.#text.length) throw this.#bad();
    return value;
  }

  #value(depth: number): LooseValue {
    this.#blanks();
    const character = this.#text[this.#at];
    if (character === '{') return this.#map(depth + 1);
    if (character === '[') return this.#list(depth + 1);
    if (character === '"') return this.#string();
    const number = this.#match(NUMBER);
    if (number !== undefined) return this.#number(number);
    const word = this.#match(WORD);
    const known = word === undefined || !Object.hasOwn(WORDS, word) ? undefined : WORDS[word];
    if (known === undefined) throw this.#bad();
    return known;
  }

  #list(depth: number): LooseValue[] {
    this.#open(depth);
    const items: LooseValue[] = [];
    while (!this.#closes(']', items.length > 0)) items.push(this.#value(depth));
    return items;
  }

  #map(depth: number): LooseValue {
    this.#open(depth);
    const pairs: [LooseValue, LooseValue][] = [];
    let objectKeys = false;
    while (!this.#closes('}', pairs.length > 0)) {
      const key = this.#key(depth);
      this.#expect(':');
      pairs.push([key, this.#value(depth)]);
      objectKeys ||= typeof key === 'object';
    }
    if (objectKeys) return pairs;
    const object = Object.create(null) as LooseObject;
    for (const [key, value] of pairs) object[key as string] = value;
    return object;
  }

  #key(depth: number): LooseValue {
    this.#blanks();
    const character = this.#text[this.#at];
    if (character === '{' || character === '[') return this.#value(depth);
    if (character === '"') return this.#string();
    const bare = this.#match(INTEGER) ?? this.#match(WORD);
    if (bare === undefined) throw this.#bad();
    return bare;
  }

  #string(): string {
    this.#at++;
    let text = '';
    for (;;) {
      text += this.#match(PLAIN) ?? '';
      const character = this.#text[this.#at++];
      if (character === '"') return text;
      if (character !== '\\') throw this.#bad();
      text += this.#escape();
    }
  }

  #escape(): string {
    const character = this.#text[this.#at++] ?? '';
    if (character === 'u') {
      const digits = this.#match(UNICODE_ESCAPE);
      if (digits === undefined) throw this.#bad();
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const escaped = Object.hasOwn(ESCAPES, character) ? ESCAPES[character] : undefined;
    if (escaped === undefined) throw this.#bad();
    return escaped;
  }

  #number(text: string): number {
    const value = Number(text);
    const isExact = this.#beyond === 'refused' && /^-?\d+$/.test(text);
    const fits = isExact ? Number.isSafeInteger(value) : Number.isFinite(value);
    if (!fits) throw frameError('badNumber', { at: this.#at });
    return value;
  }

  /** Steps over an opening bracket. */
  #open(depth: number): void {
    if (depth > MAX_DEPTH) throw frameError('tooDeep', { max: MAX_DEPTH });
    this.#at++;
  }

  /** Steps over the closing bracket, or over the comma that must stand before a further item. */
  #closes(bracket: string, needsComma: boolean): boolean {
    this.#blanks();
    if (this.#text[this.#at] === bracket) {
      this.#at++;
      return true;
    }
    if (needsComma) this.#expect(',');
    return false;
  }

  #expect(character: string): void {
    this.#blanks();
    if (this.#text[this.#at] !== character) throw this.#bad();
    this.#at++;
  }

  #blanks(): void {
    this.#match(WHITESPACE);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #bad(): Error {
    return frameError('badJson', { at: this.#at });
  }
}

/** The text of a body: fatal on bytes that are no UTF-8 would lose a whole answer for one odd name, so it is not. */
export function parseLooseBody(bytes: Uint8Array, beyond: Beyond = 'refused'): LooseValue {
  return parseLooseJson(new TextDecoder('utf-8').decode(bytes), beyond);
}

/** An object's members; null or absent = none. Throws FRAME (badBody) for anything else. */
export function objectOf(value: LooseValue | undefined): LooseObject {
  if (value === undefined || value === null) return Object.create(null) as LooseObject;
  if (typeof value !== 'object' || Array.isArray(value)) throw frameError('badBody');
  return value;
}

/** A list's items; null or absent = none. Throws FRAME (badBody) for anything else. */
export function listOf(value: LooseValue | undefined): LooseValue[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw frameError('badBody');
  return value;
}

/** A map's pairs whatever its keys are; an empty map cannot show what its keys would have been. */
export function pairsOf(value: LooseValue | undefined): [LooseValue, LooseValue][] {
  if (!Array.isArray(value)) return Object.entries(objectOf(value));
  return value.map((pair) => {
    if (!Array.isArray(pair) || pair.length !== 2) throw frameError('badBody');
    return pair as [LooseValue, LooseValue];
  });
}

/** A text, or a number or boolean as text; `fallback` when null or absent, FRAME (badBody) without one. */
export function textOf(value: LooseValue | undefined, fallback?: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if ((value === undefined || value === null) && fallback !== undefined) return fallback;
  throw frameError('badBody');
}

/** A number, also one written as text (C++); `fallback` when null, absent or '', FRAME (badBody) without one. */
export function numberOf(value: LooseValue | undefined, fallback?: number): number {
  if (typeof value === 'number') return value;
  if (value === undefined || value === null || value === '') {
    if (fallback !== undefined) return fallback;
  } else if (typeof value === 'string' && /^-?\d+$/.test(value)) {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw frameError('badNumber');
    return number;
  }
  throw frameError('badBody');
}

/** A boolean, also as text; anything else is false, as in Java. */
export function booleanOf(value: LooseValue | undefined): boolean {
  return value === true || (typeof value === 'string' && value.toLowerCase() === 'true');
}
