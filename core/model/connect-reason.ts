/** Reasons of a CONNECT error that mean: the address is right and somebody answered, only TLS did not come about. */
const TLS_REASONS: ReadonlySet<unknown> = new Set([
  'certificate',
  'certificateName',
  'certificateExpired',
  'tls',
]);

/** `reason`: `params.reason` of the error. */
export const failedInTls = (reason: unknown): boolean => TLS_REASONS.has(reason);
