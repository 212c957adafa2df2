import { isIPv4, isIPv6 } from 'node:net';
import { splitAddress } from '../model/address.ts';
import { GantryError } from '../model/error.ts';

/** A literal IP address as 4 or 16 bytes. Throws BUG for a name: what is stored are addresses, never names. */
export function ipBytes(ip: string): Uint8Array {
  if (isIPv4(ip)) return Uint8Array.from(ip.split('.'), Number);
  if (isIPv6(ip)) return ipv6Bytes(ip);
  throw new GantryError('BUG', { params: { message: `not an IP address: ${ip}` } });
}

function ipv6Bytes(ip: string): Uint8Array {
  const [head = '', tail] = withoutZone(ip).split('::');
  const front = groups(head);
  const back = tail === undefined ? [] : groups(tail);
  const words = [...front, ...new Array<number>(8 - front.length - back.length).fill(0), ...back];
  return Uint8Array.from(words.flatMap((word) => [word >> 8, word & 0xff]));
}

function withoutZone(ip: string): string {
  const zone = ip.indexOf('%');
  return zone === -1 ? ip : ip.slice(0, zone);
}

function groups(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [(a << 8) | b, (c << 8) | d];
  });
}

/** 4 or 16 bytes as text, IPv6 with its longest run of zeros shortened. */
export function ipText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  const words = Array.from({ length: 8 }, (_, index) =>
    (((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0)).toString(16),
  );
  const runs = `:${words.join(':')}:`.match(/:(?:0:){2,}/g) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  if (longest === '') return words.join(':');
  return `:${words.join(':')}:`
    .replace(longest, '::')
    .replace(/^:(?!:)/, '')
    .replace(/([^:]):$/, '$1');
}

/** `ip:port`, `[v6]:port`, as its bytes and its port. */
export function hostBytes(address: string): { ip: Uint8Array; port: number } {
  const { host, port } = splitAddress(address);
  return { ip: ipBytes(host), port };
}

export function hostText(ip: Uint8Array, port: number): string {
  return ip.length === 4 ? `${ipText(ip)}:${port}` : `[${ipText(ip)}]:${port}`;
}
