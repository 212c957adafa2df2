/** Why a dial failed, in the words the window knows; see CONNECT_REASONS in its explain-error.ts. */
const REASON_BY_ERRNO: Record<string, string> = {
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_NODATA: 'dns',
  EAI_NONAME: 'dns',
  EHOSTUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
};

/** `params.reason` of a CONNECT error: a known word, else the system's own code, else `other`. */
export function connectReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'other';
  return REASON_BY_ERRNO[code] ?? code;
}
