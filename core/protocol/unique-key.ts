import { randomBytes } from 'node:crypto';
import { hexByte, hexBytes, hexNumber } from './hex.ts';
import { ipBytes } from './host-bytes.ts';

export interface UniqueKeyOptions {
  /** This host's address, IPv4 or IPv6. */
  ip: string;
  /** Its low 16 bits are used. */
  pid: number;
  /** Milliseconds since epoch. */
  now: () => number;
  /** Stands in for Java's class-loader hash: tells two processes of one pid (containers) apart. Default: random. */
  salt?: Uint8Array;
}

/**
 * A producer's UNIQ_KEY values: upper-case hex of ip, pid (16 bit), salt (32 bit), milliseconds since 00:00 local on
 * the 1st of the month (32 bit), counter (16 bit). 32 characters with an IPv4 address, 56 with IPv6.
 * Source: MessageClientIDSetter.createUniqIDBuffer.
 */
export function createUniqueKeyGenerator({ ip, pid, now, salt }: UniqueKeyOptions): () => string {
  const prefix = hexBytes(ipBytes(ip)) + hexNumber(pid & 0xffff, 4) + hexBytes(salt ?? randomBytes(4));
  let counter = 0;
  let monthStartMs = 0;
  let monthEndMs = 0;
  // Many keys are made in one millisecond.
  let keyedMs = -1;
  let keyedPrefix = '';
  return () => {
    const nowMs = now();
    if (nowMs >= monthEndMs || nowMs < monthStartMs) {
      const date = new Date(nowMs);
      monthStartMs = new Date(date.getFullYear(), date.getMonth(), 1).getTime();
      monthEndMs = new Date(date.getFullYear(), date.getMonth() + 1, 1).getTime();
    }
    if (nowMs !== keyedMs) {
      keyedMs = nowMs;
      keyedPrefix = prefix + hexNumber(nowMs - monthStartMs, 8);
    }
    const key = keyedPrefix + hexByte(counter >> 8) + hexByte(counter);
    counter = (counter + 1) & 0xffff;
    return key;
  };
}
