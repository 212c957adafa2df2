import type { ErrorData } from '../../core/model/error.ts';

export const timeoutError: ErrorData = {
  code: 'TIMEOUT',
  outcome: 'none',
  params: { timeoutMs: 3_000 },
  retry: 'same',
};
