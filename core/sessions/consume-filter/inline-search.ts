import { Fifo } from '../../fifo.ts';
import type { FromSearcher, ToSearcher } from '../browse/search/messages.ts';
import type { SearchPort } from '../browse/search/search-thread.ts';
import { Searcher } from '../browse/search/searcher.ts';

/** For tests only: a search thread that has its turns by hand. */
export class InlineSearch implements SearchPort {
  readonly #turns = new Fifo<() => void>();
  #listener: (found: FromSearcher) => void = () => undefined;
  readonly #searcher = new Searcher({
    tell: (found) => this.#listener(found),
    later: (task) => this.#turns.push(task),
    now: () => 0,
  });

  /** Until it has looked at everything. */
  run(): void {
    for (let turn = this.#turns.shift(); turn !== undefined; turn = this.#turns.shift()) turn();
  }

  postMessage(message: ToSearcher): void {
    this.#searcher.hear(message);
  }

  on(event: 'message' | 'error', listener: ((found: FromSearcher) => void) | ((error: Error) => void)): void {
    if (event === 'message') this.#listener = listener as (found: FromSearcher) => void;
  }

  async terminate(): Promise<void> {}
}
