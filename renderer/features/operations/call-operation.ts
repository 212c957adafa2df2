import type { CallName } from '../../../core/contract/contract.ts';
import type { DocumentedName } from '../../../core/contract/documented.ts';
import { call } from '../../bridge/call.ts';

/** A documented function by a name known at run time only; the host checks the input. Throws WindowError. */
export async function callOperation(name: DocumentedName, input: Record<string, unknown>): Promise<unknown> {
  return await call(name as CallName, input as never);
}
