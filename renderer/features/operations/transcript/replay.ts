import { callOperation } from '../call-operation.ts';
import { inputOf, type PlannedCall } from './from-python.ts';

/**
 * Makes the calls one after the other, each with what earlier ones gave; the first that throws ends it. `secretKey` stands
 * in for masked ones. Throws as the call did, with its line as `at`.
 */
export async function replay(calls: readonly PlannedCall[], secretKey: string): Promise<void> {
  const given = new Map<string, unknown>();
  for (const planned of calls) {
    const input = inputOf(planned, given);
    const value = await callOperation(
      planned.name,
      planned.needsSecret ? { ...input, secretKey } : input,
    ).catch((cause: unknown) => {
      throw new ReplayError(planned.line, cause);
    });
    if (planned.target !== undefined) given.set(planned.target, value);
  }
}

/** A call of the replay failed; those before it were made. */
export class ReplayError extends Error {
  readonly line: number;

  constructor(line: number, cause: unknown) {
    super(`line ${line}`, { cause });
    this.line = line;
  }
}
