import type { ErrorData } from '../../model/error.ts';
import type { Comparisons } from './comparisons.ts';

/** Methods of Comparisons that a thread is asked for. */
export type ComparisonCall = {
  [N in 'open' | 'rows' | 'next' | 'forget']: { name: N; args: Parameters<Comparisons[N]> };
}['open' | 'rows' | 'next' | 'forget'];

export type ToComparisons = { id: number } & ComparisonCall;
/** One for each call, in any order. */
export type FromComparisons = { id: number } & ({ value: unknown } | { error: ErrorData });
