import type { TextKey } from '../../i18n/catalogue.ts';

/** Source: MessageSysFlag.java, Compressor types of CompressionType.java. */
const TRANSACTION_MASK = 0xc;
const TRANSACTION: Record<number, TextKey> = {
  4: 'message.flag.prepared',
  8: 'message.flag.committed',
  12: 'message.flag.rolledBack',
};
const COMPRESSION_MASK = 0x700;
const COMPRESSION: Record<number, TextKey> = {
  256: 'message.flag.lz4',
  512: 'message.flag.zstd',
  768: 'message.flag.zlib',
};
const BITS: readonly [bit: number, text: TextKey][] = [
  [0x1, 'message.flag.compressed'],
  [0x2, 'message.flag.multiTags'],
  [0x10, 'message.flag.bornHostV6'],
  [0x20, 'message.flag.storeHostV6'],
  [0x40, 'message.flag.needUnwrap'],
  [0x80, 'message.flag.innerBatch'],
];

/** What the bits of a sysFlag say, one text each; none for 0. */
export function sysFlagTexts(sysFlag: number): TextKey[] {
  const texts = BITS.flatMap(([bit, text]) => ((sysFlag & bit) === 0 ? [] : text));
  const more = [TRANSACTION[sysFlag & TRANSACTION_MASK], COMPRESSION[sysFlag & COMPRESSION_MASK]];
  return [...texts, ...more.flatMap((text) => text ?? [])];
}
