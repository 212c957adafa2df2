/** Properties are texts; constants may be the others. Integers are bigint, as Java's long does not fit a number. */
export type Value = string | bigint | number | boolean | undefined;

const DOUBLE = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?[df]?\s*$/i;
const INTEGER = /^[+-]?\d+$/;
const INT_LIMIT = 2n ** 31n;
const LONG_LIMIT = 2n ** 63n;

/**
 * Below 0, 0 or above it as `left` is smaller, equal or larger. A text beside a number or a truth is read as one.
 * What has no order counts as smaller. Throws RangeError for a text that is no such number.
 * Source: ComparisonExpression.__compare.
 */
export function compare(left: Exclude<Value, undefined>, right: Exclude<Value, undefined>): number {
  if (typeof left === typeof right) return order(left, right);
  if (typeof left === 'string') return order(readAs(left, right), right);
  if (typeof right === 'string') {
    if (typeof left === 'boolean') throw new RangeError('a truth on the left is compared with no text');
    return order(left, readAs(right, left));
  }
  if (typeof left === 'boolean' || typeof right === 'boolean') return -1;
  return order(Number(left), Number(right));
}

/** The order of two texts that are both numbers. Throws RangeError when one is not. */
export const compareAsNumbers = (left: string, right: string): number =>
  order(doubleIn(left), doubleIn(right));

function order<T>(left: T, right: T): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function readAs(text: string, model: bigint | number | boolean | string): bigint | number | boolean {
  if (typeof model === 'boolean') return text.toLowerCase() === 'true';
  return typeof model === 'bigint' ? integerIn(text, model) : doubleIn(text);
}

/** An int where the other one is one, else a long. */
function integerIn(text: string, model: bigint): bigint {
  const value = INTEGER.test(text) ? BigInt(text.replace('+', '')) : undefined;
  const limit = model >= -INT_LIMIT && model < INT_LIMIT ? INT_LIMIT : LONG_LIMIT;
  if (value === undefined || value < -limit || value >= limit) throw new RangeError(`${text}: no integer`);
  return value;
}

function doubleIn(text: string): number {
  if (!DOUBLE.test(text)) throw new RangeError(`${text}: no number`);
  return Number(text.trim().replace(/[df]$/i, ''));
}
