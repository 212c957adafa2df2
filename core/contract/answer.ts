import type { ErrorData } from '../model/error.ts';

/** How every call's result crosses: errors are data, because IPC keeps only an error's message. */
export type Answer<T> = { ok: true; value: T } | { ok: false; error: ErrorData };
