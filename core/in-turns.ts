/** Items that are worked on between two turns of the event loop: a few milliseconds at a microsecond or less each. */
export const ITEMS_A_TURN = 4_000;

/** Lets everything run that waits: sockets, timers, calls of windows. */
export async function nextTurn(): Promise<void> {
  await new Promise<void>((resolve) => void setImmediate(resolve));
}

/** Runs over items in their order, with a turn of the event loop after every ITEMS_A_TURN of them. */
export async function eachInTurns<T>(items: ArrayLike<T>, run: (item: T, at: number) => void): Promise<void> {
  for (let from = 0; from < items.length; from += ITEMS_A_TURN) {
    if (from > 0) await nextTurn();
    const end = Math.min(items.length, from + ITEMS_A_TURN);
    for (let at = from; at < end; at++) run(items[at] as T, at);
  }
}
