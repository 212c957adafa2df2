import { splitAddress } from '../model/address.ts';
import { GantryError } from '../model/error.ts';

/** A literal IP address as 4 or 16 bytes. Throws BUG for a name: what is stored are addresses, never names. */
export function ipBytes(ip: string): Uint8Array {
  const bytes = ip.includes(':') ? ipv6Bytes(withoutZone(ip)) : ipv4Bytes(ip);
  if (bytes === undefined) throw new GantryError('BUG', { params: { message: `not an IP address: ${ip}` } });
  return Uint8Array.from(bytes);
}

function ipv4Bytes(ip: string): number[] | undefined {
  const numbers = ip
    .split('.')
    .map((part) => (/^(?:0|[1-9]\d{0,2})$/.test(part) ? Number(part) : Number.NaN));
  return numbers.length === 4 && numbers.every((number) => number <= 255) ? numbers : undefined;
}

function ipv6Bytes(ip: string): number[] | undefined {
  const [head = '', tail, ...more] = ip.split('::');
  // A dotted end belongs to the whole address, so it cannot stand before `::`.
  const front = groupBytes(head, tail === undefined);
  const back = groupBytes(tail ?? '', true);
  if (front === undefined || back === undefined || more.length > 0) return undefined;
  const zeros = 16 - front.length - back.length;
  if (tail === undefined ? zeros !== 0 : zeros < 2) return undefined;
  return [...front, ...new Array<number>(zeros).fill(0), ...back];
}

function withoutZone(ip: string): string {
  const zone = ip.indexOf('%');
  return zone === -1 ? ip : ip.slice(0, zone);
}

function groupBytes(text: string, mayEndDotted: boolean): number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const bytes: number[] = [];
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      const word = Number.parseInt(part, 16);
      bytes.push(word >> 8, word & 0xff);
      continue;
    }
    const dotted = mayEndDotted && index === parts.length - 1 ? ipv4Bytes(part) : undefined;
    if (dotted === undefined) return undefined;
    bytes.push(...dotted);
  }
  return bytes;
}

/** 4 or 16 bytes as text, IPv6 with its longest run of zeros shortened. */
export function ipText(bytes: Uint8Array): string {
  if (bytes.length === 4) return `${bytes[0]}.${bytes[1]}.${bytes[2]}.${bytes[3]}`;
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
