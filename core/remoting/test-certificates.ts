import { Buffer } from 'node:buffer';
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { isIP } from 'node:net';

const DAY_MS = 86_400_000;

interface Issued {
  /** Both PEM. */
  cert: string;
  key: string;
}

/** For tests only: an authority of its own, made on the spot, and certificates signed by it. */
export class TestAuthority {
  readonly ca: string;
  readonly #name: string;
  readonly #key: KeyObject;

  constructor(name = 'Gantry test authority') {
    const { publicKey, privateKey } = newKeys();
    this.#name = name;
    this.#key = privateKey;
    // basicConstraints, critical: it is an authority.
    const extension = sequence(oid('551d13'), tlv(0x01, [0xff]), tlv(0x04, sequence(tlv(0x01, [0xff]))));
    this.ca = this.#certificate(name, publicKey, extension, DAY_MS);
  }

  /** A server's certificate for these hosts and addresses. `lifeMs` below 0: it has expired. */
  issue(hosts: string[], lifeMs = DAY_MS): Issued {
    const { publicKey, privateKey } = newKeys();
    const names = hosts.map((host) =>
      isIP(host) === 4 ? tlv(0x87, host.split('.').map(Number)) : tlv(0x82, Buffer.from(host)),
    );
    // subjectAltName
    const extension = sequence(oid('551d11'), tlv(0x04, sequence(...names)));
    const cert = this.#certificate(hosts[0] ?? '', publicKey, extension, lifeMs);
    return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
  }

  /** X.509 v3, RFC 5280. */
  #certificate(subject: string, publicKey: KeyObject, extension: Buffer, lifeMs: number): string {
    const algorithm = sequence(oid('2a8648ce3d040302')); // ecdsa-with-SHA256
    const now = Date.now();
    const content = sequence(
      tlv(0xa0, tlv(0x02, [2])),
      tlv(0x02, [1 + Math.floor(Math.random() * 126), 1]),
      algorithm,
      commonName(this.#name),
      sequence(time(now - 2 * DAY_MS), time(now + lifeMs)),
      commonName(subject),
      publicKey.export({ type: 'spki', format: 'der' }),
      tlv(0xa3, sequence(extension)),
    );
    const signature = tlv(0x03, [0], sign('sha256', content, this.#key));
    const body = sequence(content, algorithm, signature).toString('base64').replace(/.{64}/g, '$&\n');
    return `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
  }
}

const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' });

/** One DER value: tag, length, content. */
function tlv(tag: number, ...content: (Uint8Array | number[])[]): Buffer {
  const value = Buffer.concat(content.map((part) => Buffer.from(part)));
  const { length } = value;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), value]);
}

const sequence = (...parts: Buffer[]): Buffer => tlv(0x30, ...parts);
const oid = (hex: string): Buffer => tlv(0x06, Buffer.from(hex, 'hex'));
const commonName = (name: string): Buffer =>
  sequence(tlv(0x31, sequence(oid('550403'), tlv(0x0c, Buffer.from(name)))));

/** UTCTime, `YYMMDDhhmmssZ`. */
const time = (ms: number): Buffer =>
  tlv(0x17, Buffer.from(`${new Date(ms).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));
