import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BROWSE_ORDERS, type BrowseOrder } from '../../../contract/browse.ts';
import type { ReceivedMessage } from '../../../model/message.ts';
import { RowTable } from '../table/row-table.ts';
import { receivedMessage } from '../test-message.ts';
import type { RowOrder } from './row-order.ts';
import { RowSet } from './row-set.ts';
import { SlotDeque } from './slot-deque.ts';

const KEYS: Record<BrowseOrder, (message: ReceivedMessage) => number[]> = {
  newestFirst: (message) => [-message.storeTimestamp, -message.commitLogOffset],
  oldestFirst: (message) => [message.storeTimestamp, message.commitLogOffset],
  queue: (message) => [message.queue.queueId, message.queueOffset],
};

function sorted(messages: ReceivedMessage[], order: BrowseOrder): ReceivedMessage[] {
  const [first, second] = [0, 1].map((at) => (message: ReceivedMessage) => KEYS[order](message)[at] ?? 0);
  return [...messages].sort(
    (a, b) => (first?.(a) ?? 0) - (first?.(b) ?? 0) || (second?.(a) ?? 0) - (second?.(b) ?? 0),
  );
}

const slotsOf = (order: RowOrder): number[] =>
  Array.from({ length: order.size }, (_, index) => order.at(order.first + index));

describe('RowSet', () => {
  it.each(BROWSE_ORDERS)('%s: rows stand in order, whatever order they come and go in', (order) => {
    const made = fc.array(fc.record({ time: fc.nat(8), queueId: fc.nat(2), drop: fc.boolean() }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(made, (rows) => {
        const table = new RowTable(200);
        const set = new RowSet(table.memory, order);
        const kept: { slot: number; message: ReceivedMessage }[] = [];
        rows.forEach(({ time, queueId, drop }, index) => {
          const message = receivedMessage({
            storeTimestamp: time,
            queueId,
            queueOffset: index,
            commitLogOffset: index,
          });
          const slot = table.add(message);
          set.add(slot);
          kept.push({ slot, message });
          if (!drop) return;
          const gone = kept.splice(Math.floor(kept.length / 2), 1)[0];
          if (gone === undefined) return;
          set.remove(gone.slot);
          table.remove(gone.slot);
        });
        const wanted = sorted(
          kept.map(({ message }) => message),
          order,
        ).map((message) => kept.find((entry) => entry.message === message)?.slot);
        expect(slotsOf(set.shown)).toEqual(wanted);
        for (const other of BROWSE_ORDERS) set.sort(other);
        set.sort(order);
        expect(slotsOf(set.shown)).toEqual(wanted);
        for (const { slot } of kept)
          expect(set.shown.at(set.shown.positionOf(slot) ?? Number.NaN)).toBe(slot);
      }),
    );
  });

  it('keeps the position of every row while rows come at the ends, and says when it does not', () => {
    const table = new RowTable(10);
    const set = new RowSet(table.memory, 'newestFirst');
    const add = (storeTimestamp: number): number => {
      const slot = table.add(receivedMessage({ storeTimestamp }));
      set.add(slot);
      return slot;
    };
    const middle = add(50);
    const position = set.shown.positionOf(middle);
    add(40);
    add(60);
    expect(set.shown.positionOf(middle)).toBe(position);
    expect(set.shown.layout).toBe(0);
    add(55);
    expect(set.shown.layout).toBe(1);
  });
});

describe('SlotDeque', () => {
  it('does what an array does, at any position', () => {
    const step = fc.record({ kind: fc.constantFrom('front', 'back', 'insert', 'remove'), at: fc.nat(500) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const deque = new SlotDeque();
        const list: number[] = [];
        steps.forEach(({ kind, at }, slot) => {
          const index = list.length === 0 ? 0 : at % list.length;
          if (kind === 'front') {
            deque.pushFront(slot);
            list.unshift(slot);
          } else if (kind === 'back') {
            deque.pushBack(slot);
            list.push(slot);
          } else if (kind === 'insert') {
            deque.insert(deque.start + index, slot);
            list.splice(index, 0, slot);
          } else if (list.length > 0) {
            deque.remove(deque.start + index);
            list.splice(index, 1);
          }
        });
        expect(Array.from({ length: deque.size }, (_, index) => deque.at(deque.start + index))).toEqual(list);
        expect(deque.at(deque.end)).toBe(-1);
      }),
    );
  });
});
