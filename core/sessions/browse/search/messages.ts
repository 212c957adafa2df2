import type { Filter } from '../../../model/filter/filter.ts';
import type { MemoryChange } from '../table/table-memory.ts';

/** To the search worker. A new `search` ends the one before. */
export type ToSearcher =
  | { kind: 'memory'; change: MemoryChange }
  | { kind: 'search'; searchId: number; filter: Filter }
  /** Rows to look at, in this order; once each. */
  | { kind: 'rows'; searchId: number; slots: Int32Array };

/** From it, every few milliseconds while it searches: that is also its sign of life. */
export interface FromSearcher {
  searchId: number;
  /** Rows looked at since the last time. */
  searched: number;
  /** Those that match, and those whose verdict takes a body that was not kept: slot and `seq`, alternating. */
  matching: Int32Array;
  unknown: Int32Array;
}
