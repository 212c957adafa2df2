import { type ErrorData, GantryError, toErrorData } from '../model/error.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';

type Ending = Partial<Omit<ErrorData, 'code'>>;

/** No connection came about: params.address, params.role, params.reason. */
export function connectError(address: string, request: EncodedRequest, reason: string): GantryError {
  return new GantryError('CONNECT', {
    ...shared(address, request, { reason }),
    outcome: 'notSent',
    remedyKey: request.to === 'nameServer' ? 'checkAddress' : 'mapAddress',
  });
}

/** The request went out and nobody answered in time: params.timeoutMs. */
export function timeoutError(address: string, request: EncodedRequest, timeoutMs: number): GantryError {
  return new GantryError('TIMEOUT', { ...shared(address, request, { timeoutMs }), outcome: 'unknown' });
}

/**
 * The connection ended while the request waited: CLOSED, or FRAME when unreadable bytes were why. Once written the
 * request may have been carried out.
 */
export function lostError(
  address: string,
  request: EncodedRequest,
  { written, cause }: { written: boolean; cause: unknown },
): GantryError {
  const outcome = written ? 'unknown' : 'notSent';
  if (cause instanceof GantryError)
    return new GantryError(
      cause.data.code,
      { ...shared(address, request, cause.data.params), outcome },
      cause,
    );
  return new GantryError('CLOSED', { ...shared(address, request), outcome }, cause);
}

/** A request that cannot be put into a frame. */
export function unsendableError(address: string, request: EncodedRequest, cause: unknown): GantryError {
  const { code, params } = toErrorData(cause);
  return new GantryError(
    code,
    { ...shared(address, request, params), outcome: 'notSent', retry: 'no' },
    cause,
  );
}

function shared(address: string, request: EncodedRequest, params: ErrorData['params'] = {}): Ending {
  return {
    params: { ...params, address, role: request.to },
    brokerAddr: address,
    requestName: request.name,
    retry: 'otherBroker',
  };
}
