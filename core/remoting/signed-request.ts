import type { EncodedRequest } from '../protocol/define-request.ts';
import type { Credentials } from './credentials.ts';

/** A request with its signature. Ext fields that a signature leaves out are sent all the same. */
export function signedRequest(request: EncodedRequest, credentials: Credentials): EncodedRequest {
  const { extFields, unsigned, body } = request;
  if (unsigned === undefined) return { ...request, extFields: credentials.sign(extFields, body) };
  const rest = Object.entries(extFields).filter(([name]) => !unsigned.includes(name));
  return { ...request, extFields: { ...extFields, ...credentials.sign(Object.fromEntries(rest), body) } };
}
