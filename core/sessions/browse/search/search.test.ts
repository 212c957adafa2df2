import { describe, expect, it } from 'vitest';
import { ManualClock, systemClock } from '../../../clock.ts';
import { parseFilter } from '../../../model/filter/parse-filter.ts';
import { RowTable } from '../table/row-table.ts';
import { receivedMessage } from '../test-message.ts';
import type { FromSearcher, ToSearcher } from './messages.ts';
import { type SearchPort, SearchThread, type StopReason, startSearchWorker } from './search-thread.ts';
import { Searcher } from './searcher.ts';

const filterOf = (text: string) => parseFilter(text).filter ?? [];

/** A searcher whose turns are taken by hand; time passes by 1 ms each look at the clock. */
function searcher(table: RowTable) {
  const told: FromSearcher[] = [];
  const turns: (() => void)[] = [];
  let nowMs = 0;
  const made = new Searcher({
    tell: (found) => told.push(found),
    later: (task) => turns.push(task),
    now: () => nowMs++,
  });
  made.hear({ kind: 'memory', change: table.everything() });
  const run = (): void => {
    for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) turn();
  };
  return { made, told, turns, run };
}

function tableOf(bodies: (string | Uint8Array)[]): { table: RowTable; slots: Int32Array } {
  const table = new RowTable(10_000);
  const slots = bodies.map((body, index) => table.add(receivedMessage({ storeTimestamp: index, body })));
  return { table, slots: Int32Array.from(slots) };
}

const numbersOf = (told: FromSearcher[], kind: 'matching' | 'unknown'): number[] =>
  told.flatMap((found) => [...found[kind]]).filter((_, index) => index % 2 === 1);

describe('Searcher', () => {
  it('looks at each row once, in small steps, and tells what matches', () => {
    const { table, slots } = tableOf(Array.from({ length: 2_000 }, (_, index) => `row ${index}`));
    const { made, told, run } = searcher(table);
    made.hear({ kind: 'search', searchId: 1, filter: filterOf('body~7$') });
    made.hear({ kind: 'rows', searchId: 1, slots });
    run();
    expect(told.length).toBeGreaterThan(2);
    expect(told.reduce((sum, { searched }) => sum + searched, 0)).toBe(2_000);
    expect(numbersOf(told, 'matching').length).toBe(200);
  });

  it('tells nothing more of a search once another one was asked for', () => {
    const { table, slots } = tableOf(Array.from({ length: 2_000 }, () => 'x'));
    const { made, told, turns, run } = searcher(table);
    made.hear({ kind: 'search', searchId: 1, filter: filterOf('x') });
    made.hear({ kind: 'rows', searchId: 1, slots });
    turns.shift()?.();
    made.hear({ kind: 'search', searchId: 2, filter: filterOf('y') });
    made.hear({ kind: 'rows', searchId: 1, slots });
    made.hear({ kind: 'rows', searchId: 2, slots });
    const before = told.length;
    run();
    expect(told.slice(before).every(({ searchId }) => searchId === 2)).toBe(true);
    expect(numbersOf(told.slice(before), 'matching')).toEqual([]);
  });

  it('says nothing of dropped rows, and counts a body that was not kept as unknown', () => {
    const { table, slots } = tableOf(['needle', new Uint8Array(5 * 1024 * 1024), 'needle']);
    const { made, told, run } = searcher(table);
    table.remove(slots[0] ?? -1);
    made.hear({ kind: 'search', searchId: 1, filter: filterOf('body:needle') });
    made.hear({ kind: 'rows', searchId: 1, slots });
    run();
    expect(numbersOf(told, 'matching')).toEqual([3]);
    expect(numbersOf(told, 'unknown')).toEqual([2]);
  });
});

/** A worker that never answers by itself. */
class SilentPort implements SearchPort {
  readonly heard: ToSearcher[] = [];
  isEnded = false;
  #listeners: ((found: FromSearcher) => void)[] = [];

  postMessage(message: ToSearcher): void {
    this.heard.push(message);
  }

  on(event: 'message' | 'error', listener: (value: never) => void): void {
    if (event === 'message') this.#listeners.push(listener as (found: FromSearcher) => void);
  }

  async terminate(): Promise<void> {
    this.isEnded = true;
  }

  answer(searchId: number, searched: number): void {
    const none = new Int32Array(0);
    for (const listener of this.#listeners) listener({ searchId, searched, matching: none, unknown: none });
  }
}

function thread(table: RowTable) {
  const clock = new ManualClock();
  const ports: SilentPort[] = [];
  const stopped: StopReason[] = [];
  const start = (): SearchPort => {
    const port = new SilentPort();
    ports.push(port);
    return port;
  };
  const made = new SearchThread(table, clock, start, {
    onFound: () => undefined,
    onStopped: (reason) => stopped.push(reason),
  });
  return { made, clock, ports, stopped };
}

describe('SearchThread', () => {
  it('ends a worker that one message keeps busy, and starts another for the next search', async () => {
    const { table, slots } = tableOf(['a', 'b']);
    const { made, clock, ports, stopped } = thread(table);
    made.search(filterOf('x'), slots);
    ports[0]?.answer(1, 1);
    await clock.advance(999);
    expect(stopped).toEqual([]);
    await clock.advance(1);
    expect(stopped).toEqual(['row']);
    expect(ports[0]?.isEnded).toBe(true);
    made.search(filterOf('x'), slots);
    expect(ports[1]?.heard.map(({ kind }) => kind)).toEqual(['memory', 'search', 'rows']);
  });

  it('ends a search that goes on for too long in all', async () => {
    const { table, slots } = tableOf(Array.from({ length: 40 }, () => 'a'));
    const { made, clock, ports, stopped } = thread(table);
    made.search(filterOf('x'), slots);
    for (let answers = 0; answers < 39 && stopped.length === 0; answers++) {
      await clock.advance(900);
      ports[0]?.answer(1, 1);
    }
    expect(stopped).toEqual(['whole']);
  });

  it('waits for nothing once all rows were looked at', async () => {
    const { table, slots } = tableOf(['a']);
    const { made, clock, ports, stopped } = thread(table);
    made.search(filterOf('x'), slots);
    ports[0]?.answer(1, 1);
    await clock.advance(60_000);
    expect(made.outstanding).toBe(0);
    expect(stopped).toEqual([]);
  });

  it('searches in a thread of its own, and ends a pattern that would never end', async () => {
    const { table, slots } = tableOf(['needle 1', `${'a'.repeat(60)}!`, 'needle 2']);
    const found: FromSearcher[] = [];
    let told = (): void => undefined;
    const stops: StopReason[] = [];
    const made = new SearchThread(table, systemClock, () => startSearchWorker(undefined), {
      onFound: (one) => {
        found.push(one);
        told();
      },
      onStopped: (reason) => {
        stops.push(reason);
        told();
      },
    });
    const next = (): Promise<void> => new Promise((resolve) => (told = resolve));
    made.search(filterOf('body~needle'), slots);
    while (made.outstanding > 0) await next();
    expect(numbersOf(found, 'matching')).toEqual([1, 3]);
    made.search(filterOf('body~"^(a+)+$"'), slots);
    while (stops.length === 0) await next();
    expect(stops).toEqual(['row']);
    made.close();
  });
});
