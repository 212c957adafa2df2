import { failedInTls } from '../model/connect-reason.ts';
import { type ErrorData, GantryError, toErrorData } from '../model/error.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';

/** The other end of a connection. */
export interface Peer {
  /** As a route or a person names it. */
  address: string;
  /** Where an address map leads instead. */
  dialledAddress?: string;
}

type Ending = Partial<Omit<ErrorData, 'code'>>;

/** No connection came about: params.address, params.role, params.reason; each of these has params.dialledAddress where that differs. */
export function connectError(peer: Peer, request: EncodedRequest, reason: string): GantryError {
  return new GantryError('CONNECT', {
    ...shared(peer, request, { reason }),
    outcome: 'notSent',
    ...remedyOf(request, reason),
  });
}

/** The request went out and nobody answered in time: params.timeoutMs. */
export function timeoutError(peer: Peer, request: EncodedRequest, timeoutMs: number): GantryError {
  return new GantryError('TIMEOUT', { ...shared(peer, request, { timeoutMs }), outcome: 'unknown' });
}

/**
 * The connection ended while the request waited: CLOSED, or FRAME when unreadable bytes were why. Once written the
 * request may have been carried out.
 */
export function lostError(
  peer: Peer,
  request: EncodedRequest,
  { written, cause }: { written: boolean; cause: unknown },
): GantryError {
  const outcome = written ? 'unknown' : 'notSent';
  if (cause instanceof GantryError)
    return new GantryError(cause.data.code, { ...shared(peer, request, cause.data.params), outcome }, cause);
  return new GantryError('CLOSED', { ...shared(peer, request), outcome }, cause);
}

/** A request that cannot be put into a frame. */
export function unsendableError(peer: Peer, request: EncodedRequest, cause: unknown): GantryError {
  const { code, params } = toErrorData(cause);
  return new GantryError(code, { ...shared(peer, request, params), outcome: 'notSent', retry: 'no' }, cause);
}

/** The address is right where a TLS handshake went wrong. */
function remedyOf({ to }: EncodedRequest, reason: string): Ending {
  if (failedInTls(reason)) return {};
  return { remedyKey: to === 'nameServer' ? 'checkAddress' : 'mapAddress' };
}

function shared(
  { address, dialledAddress }: Peer,
  request: EncodedRequest,
  params: ErrorData['params'] = {},
): Ending {
  return {
    params: {
      ...params,
      address,
      ...(dialledAddress === undefined ? {} : { dialledAddress }),
      role: request.to,
    },
    brokerAddr: address,
    requestName: request.name,
    retry: 'otherBroker',
  };
}
