import { GantryError, stateError } from '../../model/error.ts';

/** What the system refused, with its code; anything else stays what it is. */
export function diskError(error: unknown): unknown {
  const code = error instanceof GantryError ? undefined : (error as NodeJS.ErrnoException).code;
  return code === undefined ? error : stateError('diskRefused', { code });
}

/** Throws as diskError. */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw diskError(error);
  }
}
