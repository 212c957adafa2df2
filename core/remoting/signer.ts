import { createHmac } from 'node:crypto';

export interface Credentials {
  accessKey: string;
  secretKey: string;
  /** OnsChannel, as the documented SetProducerSessionCredentials takes it; signed but not interpreted by brokers. Default: not sent. */
  channel?: string;
}

/**
 * The ext fields with AccessKey, OnsChannel (when there is a channel) and Signature added: Base64 of HMAC-SHA1 over all
 * values in code-unit order of their names, followed by the body. Throws nothing that names the secret.
 * Source: AclUtils.combineRequestContent, AclSigner.calSignature.
 */
export function sign(
  extFields: Record<string, string>,
  body: Uint8Array,
  { accessKey, secretKey, channel }: Credentials,
): Record<string, string> {
  const signed: Record<string, string> = { ...extFields, AccessKey: accessKey };
  if (channel !== undefined) signed.OnsChannel = channel;
  delete signed.Signature;
  let text = '';
  for (const name of Object.keys(signed).sort()) text += signed[name];
  signed.Signature = createHmac('sha1', secretKey).update(text, 'utf8').update(body).digest('base64');
  return signed;
}
