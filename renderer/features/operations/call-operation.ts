import type { CallName } from '../../../core/contract/contract.ts';
import type { DocumentedName } from '../../../core/contract/documented.ts';
import { call } from '../../bridge/call.ts';
import { agreedOnProduction } from './agreed-on-production.ts';

/**
 * A documented function by a name known at run time only; the host checks the input. Throws WindowError: CANCELLED when the
 * person does not want it on production.
 */
export async function callOperation(name: DocumentedName, input: Record<string, unknown>): Promise<unknown> {
  await agreedOnProduction(name, input);
  return await call(name as CallName, input as never);
}
