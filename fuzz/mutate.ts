import { Buffer } from 'node:buffer';
import fc from 'fast-check';

/** One change of some bytes. `at` and `value` are any natural numbers; each change takes of them what it can use. */
export type Change = [kind: number, at: number, value: number];

/** Lengths and counts that decoders get wrong: the ends of their types, and their neighbours. */
const TELLING = [
  0, 1, -1, 2, 0x7f, 0x80, 0xff, 0x7fff, -0x8000, 0xffff, 0x0100_0000, 0x7fff_ffff, -0x8000_0000,
];
/** No mutant is longer. */
export const MAX_MUTANT_BYTES = 64 * 1024;
const MAX_CHANGES = 6;
const MAX_NOISE_BYTES = 300;

type Mutation = (bytes: Buffer, at: number, value: number, other: Uint8Array) => Buffer;

const within = (count: number, bytes: Buffer): number => (bytes.length === 0 ? 0 : count % bytes.length);
const telling = (value: number): number => TELLING[value % TELLING.length] ?? 0;
const joined = (...parts: Uint8Array[]): Buffer => Buffer.concat(parts).subarray(0, MAX_MUTANT_BYTES);

/** Overwrites what fits of `patch`. */
function over(bytes: Buffer, at: number, patch: Buffer): Buffer {
  patch.copy(bytes, within(at, bytes));
  return bytes;
}

function int(width: 2 | 4, value: number): Buffer {
  const field = Buffer.alloc(width);
  field.writeUIntBE(telling(value) & 0x7fff_ffff & (width === 2 ? 0xffff : -1), 0, width);
  if (telling(value) < 0) field[0] = (field[0] ?? 0) | 0x80;
  return field;
}

const MUTATIONS: Mutation[] = [
  // A bit.
  (bytes, at, value) => over(bytes, at, Buffer.from([(bytes[within(at, bytes)] ?? 0) ^ (1 << (value & 7))])),
  // A byte.
  (bytes, at, value) => over(bytes, at, Buffer.from([value])),
  // A field, at any place, and where fields of a record begin.
  (bytes, at, value) => over(bytes, at, int(4, value)),
  (bytes, at, value) => over(bytes, at & ~3, int(4, value)),
  (bytes, at, value) => over(bytes, at, int(2, value)),
  // A field that is a little off.
  (bytes, at, value) => {
    const place = within(at, bytes) & ~3;
    if (place + 4 <= bytes.length)
      bytes.writeInt32BE((bytes.readInt32BE(place) + (value % 9) - 4) | 0, place);
    return bytes;
  },
  // The end is missing.
  (bytes, at) => bytes.subarray(0, within(at, bytes)),
  // A part is missing.
  (bytes, at, value) =>
    joined(bytes.subarray(0, within(at, bytes)), bytes.subarray(within(at, bytes) + (value % 64))),
  // A part stands there twice.
  (bytes, at, value) => {
    const start = within(at, bytes);
    return joined(bytes.subarray(0, start + (value % 256)), bytes.subarray(start));
  },
  // Something is in between.
  (bytes, at, value) => {
    const start = within(at, bytes);
    return joined(bytes.subarray(0, start), Buffer.alloc(value % 32, value), bytes.subarray(start));
  },
  // It goes on as another one.
  (bytes, at, value, other) => joined(bytes.subarray(0, within(at, bytes)), other.subarray(value % 256)),
];

/** `seed` after these changes, in their order; `other` is what it may go on as. Neither is touched. */
export function changed(seed: Uint8Array, changes: readonly Change[], other: Uint8Array): Buffer {
  let bytes: Buffer = Buffer.from(seed);
  for (const [kind, at, value] of changes)
    bytes = MUTATIONS[kind % MUTATIONS.length]?.(bytes, at, value, other) ?? bytes;
  return bytes;
}

/** Seeds with some changes, which get further than noise; and a little noise. */
export function mutantsOf(seeds: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const change = fc.tuple(fc.nat(MUTATIONS.length - 1), fc.nat(), fc.nat());
  const seed = fc.constantFrom(...seeds);
  const mutant = fc
    .tuple(seed, fc.array(change, { minLength: 1, maxLength: MAX_CHANGES }), seed)
    .map(([from, changes, other]): Uint8Array => changed(from, changes, other));
  return fc.oneof(
    { weight: 15, arbitrary: mutant },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: MAX_NOISE_BYTES }) },
  );
}
