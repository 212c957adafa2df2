/** How far a filter has come over rows that are there already; those that arrive are looked at as well. */
export interface FilterProgress {
  text: string;
  state: 'searching' | 'done' | 'stopped';
  /** Rows looked at so far. */
  searched: number;
  /** Rows whose verdict needs a body that was not kept, or is too large to search: neither matching nor not. */
  bodiesNotSearched: number;
  /** A pattern that takes too long is ended: `row` on one message, `whole` in all. `died`: the search itself failed. */
  stoppedBecause?: 'row' | 'whole' | 'died';
}
