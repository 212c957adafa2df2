import { splitAddress } from './address.ts';

/** Networks that only their own members reach: RFC 1918, RFC 6598, link-local, loopback, unique local IPv6. */
const PRIVATE = [
  /^10\./,
  /^172\.(?:1[6-9]|2\d|3[01])\./,
  /^192\.168\./,
  /^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^169\.254\./,
  /^127\./,
  /^(?:::1$|f[cd]|fe[89ab])/i,
  /^localhost$/i,
];
/** A name without a dot, as containers have: only their own network looks it up. */
const BARE_NAME = /^[a-z][a-z0-9_-]*$/i;

/** Whether an address of a broker is one that other computers cannot be expected to reach. */
export function isPrivateAddress(address: string): boolean {
  const { host } = splitAddress(address);
  return BARE_NAME.test(host) || PRIVATE.some((network) => network.test(host));
}
