import { Buffer } from 'node:buffer';
import { constants, deflateSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { compress as lz4Frame } from 'lz4js';
import { describe, expect, it } from 'vitest';
import { inflateBody, MAX_INFLATED_BYTES, SYS_FLAG_LZ4, SYS_FLAG_ZLIB, SYS_FLAG_ZSTD } from './inflate.ts';
import { inflateByLibrary } from './inflate-zstd.ts';

const COMPRESSORS = [
  ['zlib', SYS_FLAG_ZLIB, deflateSync],
  ['LZ4', SYS_FLAG_LZ4, lz4Frame],
  ['ZSTD', SYS_FLAG_ZSTD, zstdCompressSync],
] as const;

/** `compressible `, twenty times, by CompressorFactory of the Java client 5.3.3, level 5. */
const BY_JAVA = [
  ['zlib', SYS_FLAG_ZLIB, '785e4bcecf2d284a2d2ece4cca4955481e991c00bd186721'],
  ['LZ4', SYS_FLAG_LZ4, '04224d1860707317000000df636f6d707265737369626c65200d00df5069626c652000000000'],
  ['ZSTD', SYS_FLAG_ZSTD, '28b52ffd0058a4000068636f6d707265737369626c6520010074a0e617010000'],
] as const;

/** An LZ4 frame of these blocks; `flags` beyond the version. */
function frame(blocks: { word: number; data: Uint8Array; checksum?: boolean }[], flags = 0x20): Buffer {
  const parts = [Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x40 | flags, 0x40, 0])];
  for (const { word, data, checksum } of blocks) {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(word);
    parts.push(length, Buffer.from(data), Buffer.alloc(checksum ? 4 : 0));
  }
  return Buffer.concat([...parts, Buffer.alloc(4)]);
}
const stored = (text: string, checksum = false) => ({
  word: 0x8000_0000 + text.length,
  data: Buffer.from(text),
  checksum,
});

describe('inflateBody', () => {
  it.each(BY_JAVA)('reads %s as Java writes it', (_, type, hex) => {
    const body = inflateBody(Buffer.from(hex, 'hex'), type);
    expect(Buffer.from(body ?? []).toString()).toBe('compressible '.repeat(20));
  });

  it.each(COMPRESSORS)('gives back what %s compressed', (_, type, compress) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 2_000 }), (piece, times) => {
        const body = Buffer.concat(Array.from({ length: times }, () => piece));
        expect(Buffer.from(inflateBody(compress(body), type) ?? []).equals(body)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it.each(COMPRESSORS)('gives nothing for cut %s', (_, type, compress) => {
    const whole = compress(Buffer.from('compressible '.repeat(200)));
    for (const bytes of [0, 3, 8, Math.floor(whole.length / 2), whole.length - 1])
      expect(inflateBody(whole.subarray(0, bytes), type)).toBeUndefined();
  });

  it.each(COMPRESSORS)('takes 64 MiB of %s, and no byte more', (_, type, compress) => {
    const most = compress(Buffer.alloc(MAX_INFLATED_BYTES));
    expect(inflateBody(most, type)).toHaveLength(MAX_INFLATED_BYTES);
    expect(inflateBody(compress(Buffer.alloc(MAX_INFLATED_BYTES + 1)), type)).toBeUndefined();
  });

  it('does not believe a ZSTD frame that claims to be huge', () => {
    const claims = Buffer.from('28b52ffde0ffffffffffff0000', 'hex');
    expect(inflateBody(claims, SYS_FLAG_ZSTD)).toBeUndefined();
  });

  it('does not believe a ZSTD frame behind another one either', () => {
    const [one, huge] = [zstdCompressSync('one'), Buffer.from('28b52ffde58c540e003c', 'hex')];
    expect(inflateBody(one, SYS_FLAG_ZSTD)).toHaveLength(3);
    const before = process.memoryUsage().arrayBuffers;
    expect(inflateBody(Buffer.concat([one, huge]), SYS_FLAG_ZSTD)).toBeUndefined();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(MAX_INFLATED_BYTES);
  });

  it('is not kept busy by ZSTD sequences that go far beyond their block', () => {
    const endless = Buffer.from('28b52ffd600801a5000068636f6d707265737379626c65ffffffffa00002', 'hex');
    expect(inflateBody(endless, SYS_FLAG_ZSTD)).toBeUndefined();
  });

  it('reads ZSTD the same by the library, where Node has none of its own', () => {
    const body = Buffer.from('compressible '.repeat(20_000));
    for (const stored of [zstdCompressSync(body), zstdCompressSync(Buffer.alloc(300_000, 'a'))]) {
      const read = inflateByLibrary(stored, MAX_INFLATED_BYTES);
      expect(read.equals(inflateBody(stored, SYS_FLAG_ZSTD) ?? Buffer.alloc(0))).toBe(true);
      expect(() => inflateByLibrary(stored, read.length - 1)).toThrow('too large');
      expect(() => inflateByLibrary(stored.subarray(0, -1), MAX_INFLATED_BYTES)).toThrow();
    }
  });

  it('reads ZSTD with a checksum, and blocks of one repeated byte', () => {
    const params = { [constants.ZSTD_c_checksumFlag]: 1 };
    const body = Buffer.alloc(300_000, 'a');
    expect(inflateBody(zstdCompressSync(body, { params }), SYS_FLAG_ZSTD)).toHaveLength(300_000);
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.constantFrom(0, 1, 2, 3, 7), (bytes, type) => {
        for (const head of ['', '04224d186040', '28b52ffd']) {
          inflateBody(Buffer.concat([Buffer.from(head, 'hex'), bytes]), type << 8);
        }
      }),
    );
  });
});

describe('LZ4 frames', () => {
  const text = (bytes: Uint8Array) => {
    const body = inflateBody(bytes, SYS_FLAG_LZ4);
    return body && Buffer.from(body).toString();
  };

  it('may have stored blocks, checksums and a content size', () => {
    expect(text(frame([stored('ab'), stored('cd')]))).toBe('abcd');
    expect(text(frame([stored('ab', true), stored('cd', true)], 0x30))).toBe('abcd');
    const sized = Buffer.from(
      frame([stored('ab')], 0x28)
        .toString('hex')
        .replace(/^(.{12})/, '$10200000000000000'),
      'hex',
    );
    expect(text(sized)).toBe('ab');
  });

  it('need no dictionary, and no block longer than blocks may be', () => {
    expect(text(frame([stored('ab')], 0x21))).toBeUndefined();
    const oneLong = Buffer.concat([
      Buffer.from([0x1f, 0x61, 1, 0]),
      Buffer.alloc(300, 255),
      Buffer.from([0]),
    ]);
    expect(text(frame([{ word: oneLong.length, data: oneLong }]))).toBeUndefined();
  });
});
