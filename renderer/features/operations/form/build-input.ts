import type { SendResultData } from '../../../../core/contract/documented.ts';
import type { OperationView, ParameterView } from '../../../../core/contract/operations.ts';
import { type ErrorData, inputError } from '../../../../core/model/error.ts';

/** The text in each field; a selector has a second one, under `selectorBy(name)`. */
export type Fields = Readonly<Record<string, string>>;

export interface BuiltInput {
  input: Record<string, unknown>;
  /** By parameter; nothing may be called while there is any. */
  faults: Record<string, ErrorData>;
}

export const selectorBy = (parameter: string): string => `${parameter}.by`;

/** The word under which a result of an earlier send is chosen. */
export const resultWord = ({ msgId, offset }: SendResultData): string => `${msgId} ${offset}`;

/**
 * What a form calls with. Only what cannot be written down as the parameter's type is refused here; a handle left empty
 * is null, and whether the rest makes sense is for the function itself to say.
 */
export function buildInput(
  { parameters }: OperationView,
  fields: Fields,
  results: readonly SendResultData[],
): BuiltInput {
  const built: BuiltInput = { input: {}, faults: {} };
  for (const parameter of parameters) {
    const value = read(parameter, fields, results);
    if (value instanceof Fault) built.faults[parameter.name] = value.error;
    else if (value !== undefined) built.input[parameter.name] = value;
  }
  const { body, bytesLength } = built.input;
  if (body instanceof Uint8Array && (fields.bytesLength ?? '').trim() === '') {
    delete built.faults.bytesLength;
    built.input.bytesLength = bytesLength ?? body.length;
  }
  return built;
}

/** A value that cannot be written down. */
class Fault {
  readonly error: ErrorData;

  constructor(field: string, wanted: string) {
    this.error = inputError(field, 'type', { wanted }).data;
  }
}

function read(
  { name, kind, optional }: ParameterView,
  fields: Fields,
  results: readonly SendResultData[],
): unknown {
  const text = fields[name] ?? '';
  if (optional && kind !== 'hold' && text.trim() === '') return undefined;
  switch (kind) {
    case 'text':
    case 'body':
    case 'secret':
      return text;
    case 'handle':
      return text.trim() === ''
        ? null
        : (wholeNumber(text.trim().split(' ')[0] ?? '') ?? new Fault(name, 'handle'));
    case 'integer':
      return wholeNumber(text) ?? new Fault(name, 'integer');
    case 'bytes':
      return hexBytes(text) ?? new Fault(name, 'hex');
    case 'any':
      return json(text) ?? new Fault(name, 'JSON');
    case 'selector':
      return selector(name, fields, text);
    case 'hold':
      return { kind: 'hold' };
    case 'sendResult':
      return results.find((result) => resultWord(result) === text) ?? new Fault(name, 'SendResult');
  }
}

function wholeNumber(text: string): number | undefined {
  const number = Number(text);
  return text.trim() !== '' && Number.isSafeInteger(number) ? number : undefined;
}

/** Pairs of hex digits, blanks between them as one likes. */
function hexBytes(text: string): Uint8Array | undefined {
  const digits = text.replace(/\s+/g, '');
  if (digits.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(digits)) return undefined;
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** By hash unless another way was chosen. */
function selector(name: string, fields: Fields, text: string): unknown {
  const kind = fields[selectorBy(name)] ?? 'hash';
  if (kind === 'hash') return text === '' ? new Fault(name, 'text') : { kind, key: text };
  const n = wholeNumber(text);
  return n === undefined ? new Fault(name, 'integer') : { kind, n };
}
