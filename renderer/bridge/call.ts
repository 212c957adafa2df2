import type { Bridge } from '../../core/contract/bridge.ts';
import type { CallInput, CallName, CallOutput, EventMessage } from '../../core/contract/contract.ts';
import { WindowError } from './window-error.ts';

let bridge: Bridge | undefined;

/** Set once by main.tsx, and by tests. */
export function setBridge(next: Bridge): void {
  bridge = next;
}

/** Asks the host. Throws WindowError with the host's error data. */
export async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  if (bridge === undefined) throw new Error('no bridge');
  const answer = await bridge.call(name, input);
  if (!answer.ok) throw new WindowError(answer.error);
  return answer.value;
}

/** Every event of the host, until the returned function is called. */
export function listen(handler: (message: EventMessage) => void): () => void {
  if (bridge === undefined) throw new Error('no bridge');
  return bridge.listen(handler);
}
