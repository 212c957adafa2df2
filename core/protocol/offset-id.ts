import { Buffer } from 'node:buffer';
import { hexBytes, hexNumber } from './hex.ts';
import { hostBytes, hostText } from './host-bytes.ts';

/** A host field as stored: address, then the port in four bytes. */
export function storedHostText(field: Buffer): string {
  const ipLength = field.length - 4;
  return hostText(field.subarray(0, ipLength), field.readInt32BE(ipLength));
}

/** `ip:port` as such a field. */
export function storedHost(address: string): Buffer {
  const { ip, port } = hostBytes(address);
  const field = Buffer.alloc(ip.length + 4);
  field.set(ip);
  field.writeInt32BE(port, ip.length);
  return field;
}

/** The id from the field itself. */
export function offsetIdOf(host: Buffer, commitLogOffset: number): string {
  return hexBytes(host) + hexNumber(commitLogOffset, 16);
}

/**
 * The id of a stored copy: hex of the storing broker's `ip:port` and the commit-log offset; 32 characters, 56 for
 * IPv6. Source: MessageDecoder.createMessageId.
 */
export function offsetMsgId(host: string, commitLogOffset: number): string {
  return offsetIdOf(storedHost(host), commitLogOffset);
}

/**
 * What an offset id says, or undefined when it cannot be one (no hex, another length, a port or offset out of range).
 * A UNIQ_KEY is 32 hex digits as well: only the port's zero half tells them apart, and not always.
 */
export function parseOffsetMsgId(id: string): { host: string; commitLogOffset: number } | undefined {
  if (!/^(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{56})$/.test(id)) return undefined;
  const bytes = Buffer.from(id, 'hex');
  const host = bytes.subarray(0, bytes.length - 8);
  const port = host.readUInt32BE(host.length - 4);
  const commitLogOffset = Number(bytes.readBigInt64BE(host.length));
  if (port < 1 || port > 65_535 || commitLogOffset < 0 || !Number.isSafeInteger(commitLogOffset))
    return undefined;
  return { host: storedHostText(host), commitLogOffset };
}
