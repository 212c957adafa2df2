import { inflateSync } from 'node:zlib';
import { inflateLz4 } from './inflate-lz4.ts';
import { inflateZstd } from './inflate-zstd.ts';

/** Bits of a stored message's sysFlag. 0 and ZLIB mean zlib: 0 is what every client before 5.0 writes. Source: CompressionType.java. */
export const SYS_FLAG_COMPRESSION_TYPE = 0x700;
export const SYS_FLAG_LZ4 = 0x100;
export const SYS_FLAG_ZSTD = 0x200;
export const SYS_FLAG_ZLIB = 0x300;

/** An inflated body beyond this is taken for a bomb and left as stored. */
export const MAX_INFLATED_BYTES = 64 * 1024 * 1024;

type Inflate = (stored: Uint8Array, maxBytes: number) => Uint8Array;

const INFLATERS: Record<number, Inflate> = {
  0: inflateZlib,
  [SYS_FLAG_LZ4]: inflateLz4,
  [SYS_FLAG_ZSTD]: inflateZstd,
  [SYS_FLAG_ZLIB]: inflateZlib,
};

/** The inflated body; undefined when it cannot be inflated: a type nobody knows, a damaged stream, or too much of it. */
export function inflateBody(stored: Uint8Array, sysFlag: number): Uint8Array | undefined {
  try {
    return INFLATERS[sysFlag & SYS_FLAG_COMPRESSION_TYPE]?.(stored, MAX_INFLATED_BYTES);
  } catch {
    return undefined;
  }
}

function inflateZlib(stored: Uint8Array, maxOutputLength: number): Uint8Array {
  const body = inflateSync(stored, { maxOutputLength });
  return new Uint8Array(body.buffer, body.byteOffset, body.length);
}
