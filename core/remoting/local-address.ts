import { networkInterfaces } from 'node:os';

/**
 * The address this host calls itself by in client ids and message ids: its first outward IPv4 address, else 127.0.0.1.
 * Source: RemotingUtil.getLocalAddress.
 */
export function localAddress(): string {
  for (const addresses of Object.values(networkInterfaces())) {
    for (const address of addresses ?? []) {
      if (address.family === 'IPv4' && !address.internal) return address.address;
    }
  }
  return '127.0.0.1';
}
