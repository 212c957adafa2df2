import { createHmac } from 'node:crypto';

interface CredentialFields {
  accessKey: string;
  secretKey: string;
  /** OnsChannel, as the documented SetProducerSessionCredentials takes it; signed but not interpreted by brokers. Default: not sent. */
  channel?: string;
}

/** What requests are signed with. The secret key can be used but not read, so no dump or JSON of what holds it shows it. */
export class Credentials {
  readonly accessKey: string;
  readonly channel: string | undefined;
  readonly #secretKey: string;

  constructor({ accessKey, secretKey, channel }: CredentialFields) {
    this.accessKey = accessKey;
    this.channel = channel;
    this.#secretKey = secretKey;
  }

  /** Whether both sign alike. */
  equals(other: Credentials | undefined): boolean {
    return (
      other?.accessKey === this.accessKey &&
      other.channel === this.channel &&
      other.#secretKey === this.#secretKey
    );
  }

  /**
   * The ext fields with AccessKey, OnsChannel (when there is a channel) and Signature added: Base64 of HMAC-SHA1 over all
   * values in code-unit order of their names, followed by the body.
   * Source: AclUtils.combineRequestContent, AclSigner.calSignature.
   */
  sign(extFields: Record<string, string>, body: Uint8Array): Record<string, string> {
    const signed: Record<string, string> = { ...extFields, AccessKey: this.accessKey };
    if (this.channel !== undefined) signed.OnsChannel = this.channel;
    delete signed.Signature;
    let text = '';
    for (const name of Object.keys(signed).sort()) text += signed[name];
    signed.Signature = createHmac('sha1', this.#secretKey).update(text, 'utf8').update(body).digest('base64');
    return signed;
  }
}
