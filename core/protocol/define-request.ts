import { GantryError } from '../model/error.ts';
import { RESPONSE } from './codes.ts';
import type { Command } from './command.ts';
import { EMPTY_BODY } from './command.ts';

/**
 * A request is one table entry: its code, where it goes, its header fields with their wire names, and its reply's fields.
 * Encoder, decoder (both directions: the engine writes requests and reads replies, the sandbox the other way round),
 * types and log names all come from it.
 */
type FieldType = 'string' | 'int' | 'long' | 'boolean';

export interface FieldSpec {
  type: FieldType;
  /** Name on the wire when it differs from the field's. */
  wire?: string;
  optional?: true;
  /** Left out of the signature: brokers check it without. */
  unsigned?: true;
}

export type FieldTable = Record<string, FieldSpec>;

interface ValueOf {
  string: string;
  int: number;
  long: number;
  boolean: boolean;
}
type RequiredKeys<T extends FieldTable> = {
  [K in keyof T]: T[K] extends { optional: true } ? never : K;
}[keyof T];
type OptionalKeys<T extends FieldTable> = Exclude<keyof T, RequiredKeys<T>>;
export type Fields<T extends FieldTable> = { [K in RequiredKeys<T>]: ValueOf[T[K]['type']] } & {
  [K in OptionalKeys<T>]?: ValueOf[T[K]['type']];
};

export interface RequestSpec<H extends FieldTable = FieldTable, R extends FieldTable = FieldTable> {
  /** As in RequestCode.java. */
  name: string;
  code: number;
  to: 'nameServer' | 'broker' | 'client';
  header: H;
  reply: R;
  /** Response codes that are results; any other is an error. Default: 0. */
  ok: readonly number[];
  /** Announced on this request. Default: OUR_VERSION. */
  version?: number;
}

export type HeaderOf<S extends RequestSpec> = Fields<S['header']>;
export type ReplyOf<S extends RequestSpec> = Fields<S['reply']>;

export function defineRequest<
  const H extends FieldTable,
  const R extends FieldTable = Record<never, FieldSpec>,
>(spec: {
  name: string;
  code: number;
  to: RequestSpec['to'];
  header: H;
  reply?: R;
  ok?: readonly number[];
  version?: number;
}): RequestSpec<H, R> {
  return { reply: {} as R, ok: [RESPONSE.SUCCESS], ...spec };
}

/** Field values as the text map of a frame; absent optional fields are left out. */
export function encodeFields<T extends FieldTable>(table: T, fields: Fields<T>): Record<string, string> {
  const ext: Record<string, string> = {};
  for (const name in table) {
    const value = (fields as Record<string, unknown>)[name];
    if (value === undefined) continue;
    ext[table[name]?.wire ?? name] = String(value);
  }
  return ext;
}

/**
 * The text map of a frame as typed values. A missing optional field stays undefined; a missing required one, or a
 * number that is none or is beyond 2^53 - 1, throws FRAME with params.field.
 */
export function decodeFields<T extends FieldTable>(
  table: T,
  ext: Record<string, string>,
  requestName: string,
): Fields<T> {
  const fields: Record<string, string | number | boolean> = {};
  for (const name in table) {
    const spec = table[name] as FieldSpec;
    const text = ext[spec.wire ?? name];
    if (text === undefined || (text === '' && spec.type !== 'string')) {
      if (!spec.optional)
        throw new GantryError('FRAME', { requestName, params: { field: name, rule: 'missingField' } });
      continue;
    }
    fields[name] = decodeField(spec.type, text, name, requestName);
  }
  return fields as Fields<T>;
}

function decodeField(
  type: FieldType,
  text: string,
  field: string,
  requestName: string,
): string | number | boolean {
  if (type === 'string') return text;
  if (type === 'boolean') return text.toLowerCase() === 'true';
  const value = Number(text);
  // `Number` alone would also take blanks, hexadecimal and exponents, which Java refuses.
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new GantryError('FRAME', { requestName, params: { field, rule: 'badNumber' } });
  return value;
}

/** The wire form of a request without its opaque, language and version, which the connection adds. */
export interface EncodedRequest {
  name: string;
  code: number;
  /** Whom it is meant for: errors name the role. */
  to: RequestSpec['to'];
  extFields: Record<string, string>;
  body: Uint8Array;
  ok: readonly number[];
  /** Default: OUR_VERSION. */
  version?: number;
  /** Wire names of the ext fields that a signature leaves out. */
  unsigned?: readonly string[];
}

export function encodeRequest<H extends FieldTable, R extends FieldTable>(
  spec: RequestSpec<H, R>,
  header: Fields<H>,
  body: Uint8Array = EMPTY_BODY,
): EncodedRequest {
  const request: EncodedRequest = {
    name: spec.name,
    code: spec.code,
    to: spec.to,
    extFields: encodeFields(spec.header, header),
    body,
    ok: spec.ok,
  };
  if (spec.version !== undefined) request.version = spec.version;
  const unsigned = unsignedNames(spec.header);
  if (unsigned.length > 0) request.unsigned = unsigned;
  return request;
}

/** Of a table, made once: requests are encoded by the thousand. */
function unsignedNames(table: FieldTable): readonly string[] {
  let names = UNSIGNED_NAMES.get(table);
  if (names === undefined) {
    names = Object.entries(table).flatMap(([name, spec]) => (spec.unsigned ? [spec.wire ?? name] : []));
    UNSIGNED_NAMES.set(table, names);
  }
  return names;
}

const UNSIGNED_NAMES = new WeakMap<FieldTable, readonly string[]>();

export function decodeReply<H extends FieldTable, R extends FieldTable>(
  spec: RequestSpec<H, R>,
  response: Command,
): Fields<R> {
  return decodeFields(spec.reply, response.extFields, spec.name);
}

export function decodeHeader<H extends FieldTable, R extends FieldTable>(
  spec: RequestSpec<H, R>,
  request: Command,
): Fields<H> {
  return decodeFields(spec.header, request.extFields, spec.name);
}
