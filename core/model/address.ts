import { inputError } from './error.ts';

export const DEFAULT_NAME_SERVER_PORT = 9876;

/** Whether a person typed a name server domain: a URL that answers with the addresses. */
export function isNameServerDomain(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text.trim());
}

/** What a person typed, as it is remembered and compared: the URL, or the addresses in one way of writing. Throws as parseNameServers. */
export function nameServerSource(text: string): string {
  return isNameServerDomain(text) ? text.trim() : parseNameServers(text).join(';');
}

/**
 * `host:port;host:port` as a list. Trims, skips empty parts, takes `[v6]:port`.
 * Throws INPUT: empty, noPort (with the suggestion `:9876`), badPort, badAddress.
 */
export function parseNameServers(text: string, field = 'nameServer'): string[] {
  const parts = text.split(/[;,\s]+/).filter((part) => part !== '');
  if (parts.length === 0) throw inputError(field, 'empty');
  return [...new Set(parts.map((part) => parseAddress(part, field)))];
}

function parseAddress(value: string, field: string): string {
  if (value.includes('/')) throw inputError(field, 'badAddress', { value });
  const match = /^(\[[0-9a-fA-F:.]+\]|[^:[\]]+):(\d+)$/.exec(value);
  if (match === null) {
    if (/^(\[[0-9a-fA-F:.]+\]|[^:[\]]+):?$/.test(value)) {
      const suggestion = `${value.replace(/:$/, '')}:${DEFAULT_NAME_SERVER_PORT}`;
      throw inputError(field, 'noPort', { value, suggestion }, 'addPort');
    }
    throw inputError(field, 'badAddress', { value });
  }
  const port = Number(match[2]);
  if (port < 1 || port > 65_535) throw inputError(field, 'badPort', { value });
  return `${match[1]}:${port}`;
}

/** `host:port` in two; brackets of an IPv6 host are taken off for dialling. */
export function splitAddress(address: string): { host: string; port: number } {
  const at = address.lastIndexOf(':');
  const host = address.slice(0, at);
  return { host: host.startsWith('[') ? host.slice(1, -1) : host, port: Number(address.slice(at + 1)) };
}
