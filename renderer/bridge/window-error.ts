import type { ErrorData } from '../../core/model/error.ts';

/** A call's error, thrown where the window called: only its data counts, words come from the catalogue. */
export class WindowError extends Error {
  readonly data: ErrorData;

  constructor(data: ErrorData) {
    super(`${data.code} ${JSON.stringify(data.params)}`);
    this.name = 'WindowError';
    this.data = data;
  }
}

/** Any thrown value as error data; what is not a call's answer (or a GantryError of the model) is a BUG. */
export function errorData(error: unknown): ErrorData {
  if (error instanceof WindowError) return error.data;
  if (error instanceof Error && 'data' in error && isErrorData(error.data)) return error.data;
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'BUG', outcome: 'none', params: { message }, retry: 'no' };
}

function isErrorData(value: unknown): value is ErrorData {
  return typeof value === 'object' && value !== null && 'code' in value && 'params' in value;
}
