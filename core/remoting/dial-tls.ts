import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { checkServerIdentity, connect, createSecureContext } from 'node:tls';
import { splitAddress } from '../model/address.ts';
import { inputError } from '../model/error.ts';
import { connectReason } from './connect-reason.ts';
import type { Dialler } from './dial.ts';

export interface TlsOptions {
  /** The authorities to trust, as PEM text. Default: those the system's Node trusts. */
  ca?: string;
  /** Whether a certificate must lead to a trusted authority and name the host. Default: true. */
  verify?: boolean;
  /** The name that certificates must carry, and SNI. Default: the host that is dialled. */
  serverName?: string;
}

/**
 * TLS on the same port, with nothing of RocketMQ's own inside it. Dials fail with the reason `certificate` when the
 * other end cannot prove who it is (`certificateName`: it is somebody else, `certificateExpired`: it is too late), and
 * `tls` when it does not answer in TLS. Throws INPUT (tls.ca, pem).
 * Source: TlsHelper.java; unlike Java's client it verifies unless told not to.
 */
export function tlsDialler({ ca, verify = true, serverName }: TlsOptions): Dialler {
  if (ca !== undefined) checkPem(ca);
  const secureContext = createSecureContext(ca === undefined ? {} : { ca });
  return (address, onBytes) => {
    const { host, port } = splitAddress(address);
    const name = serverName ?? host;
    let reached = false;
    const socket = connect({
      host,
      port,
      secureContext,
      rejectUnauthorized: verify,
      // SNI has no addresses.
      ...(isIP(name) === 0 ? { servername: name } : {}),
      checkServerIdentity: (_host, certificate) => checkServerIdentity(name, certificate),
    });
    socket.on('data', onBytes);
    socket.once('connect', () => {
      reached = true;
    });
    return {
      socket,
      openEvent: 'secureConnect',
      reason(error) {
        if (!reached) return error === undefined ? 'reset' : connectReason(error);
        const { authorizationError } = socket;
        return authorizationError ? (REASON_BY_FAULT[String(authorizationError)] ?? 'certificate') : 'tls';
      },
    };
  };
}

/** By the code of Node's or OpenSSL's verification; any other means that no trusted authority signed it. */
const REASON_BY_FAULT: Record<string, string> = {
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificateName',
  CERT_HAS_EXPIRED: 'certificateExpired',
};

/** Node skips what it cannot read, and then trusts nobody. */
function checkPem(ca: string): void {
  try {
    new X509Certificate(ca);
  } catch {
    throw inputError('tls.ca', 'pem');
  }
}
