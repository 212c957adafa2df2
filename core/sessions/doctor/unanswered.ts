import type { ErrorData, RemedyKey } from '../../model/error.ts';
import { tlsDialler } from '../../remoting/dial-tls.ts';
import { type Examination, failed, finding, type StepResult } from './examination.ts';
import { probe } from './probe.ts';

/** Why a request got no answer: where plain bytes are not understood TLS may be. `otherwise` is what to do if not. */
export async function unanswered(
  examination: Examination,
  address: string,
  error: ErrorData,
  otherwise: RemedyKey,
): Promise<StepResult> {
  const { options } = examination;
  if (options.settings.tls === undefined) {
    const anyTls = tlsDialler({ verify: false });
    if ((await probe(anyTls, examination.dialled(address), options)) === undefined)
      return { status: 'failed', finding: finding('wantsTls', { address }), error, remedyKey: 'tlsOn' };
  }
  return failed(error, error.remedyKey ?? otherwise);
}
