import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { receivedMessage } from '../test-message.ts';
import { headOf, valueIn } from './head.ts';
import { readMessage, readRow } from './read-row.ts';
import { CHUNK_BYTES, RowTable } from './row-table.ts';
import { TableMemory } from './table-memory.ts';

const name = fc
  .string({ minLength: 1 })
  .filter((text) => !text.includes('\u0001') && !text.includes('\u0002'));

describe('RowTable', () => {
  it('gives back every message as it came, also to a reader that came late', () => {
    const message = fc
      .record({
        storeTimestamp: fc.nat(),
        queueId: fc.nat(3),
        queueOffset: fc.nat(),
        commitLogOffset: fc.nat(),
        reconsumeTimes: fc.nat(16),
        body: fc.uint8Array({ maxLength: 64 }),
        properties: fc.uniqueArray(fc.tuple(name, name), { selector: ([key]) => key }),
      })
      .map(receivedMessage);
    fc.assert(
      fc.property(fc.array(message, { maxLength: 20 }), (messages) => {
        const table = new RowTable(100);
        const early = new TableMemory();
        table.onMemory((change) => early.apply(change));
        const slots = messages.map((one) => table.add(one));
        const late = new TableMemory();
        late.apply(table.everything());
        for (const memory of [table.memory, early, late]) {
          messages.forEach((one, index) => {
            const { body, ...rest } = readMessage(memory, slots[index] ?? -1);
            const { body: wanted, ...others } = one;
            expect(rest).toEqual(others);
            expect(Buffer.from(body).equals(Buffer.from(wanted))).toBe(true);
          });
        }
      }),
    );
  });

  it('never gives a number twice, and finds a row by its number only while it is kept', () => {
    const table = new RowTable(3);
    const seen = new Set<number>();
    const kept: number[] = [];
    for (let round = 0; round < 20; round++) {
      if (table.isFull) {
        const seq = kept.shift() ?? 0;
        table.remove(table.slotOf(seq) ?? -1);
        expect(table.slotOf(seq)).toBeUndefined();
      }
      const seq = table.seqOf(table.add(receivedMessage({ storeTimestamp: round })));
      expect(seen.has(seq)).toBe(false);
      seen.add(seq);
      kept.push(seq);
    }
    expect(table.count).toBe(3);
    for (const seq of kept) expect(readRow(table.memory, table.slotOf(seq) ?? -1).seq).toBe(seq);
  });

  it('gives memory back with the last row in it, and counts bytes to zero', () => {
    const table = new RowTable(100);
    const body = new Uint8Array(CHUNK_BYTES / 2);
    const slots = Array.from({ length: 6 }, () => table.add(receivedMessage({ body })));
    expect(table.memory.chunks.filter((chunk) => chunk !== undefined).length).toBe(3);
    for (const slot of slots) table.remove(slot);
    expect(table.bytes).toBe(0);
    expect(table.memory.chunks.filter((chunk) => chunk !== undefined).length).toBe(1);
  });

  it('keeps a message without its body when that is too large', () => {
    const table = new RowTable(10);
    const slot = table.add(
      receivedMessage({ body: new Uint8Array(CHUNK_BYTES + 1), properties: [['TAGS', 'x']] }),
    );
    expect(readRow(table.memory, slot)).toMatchObject({
      bodyNotKept: true,
      tag: 'x',
      bodyBytes: CHUNK_BYTES + 1,
      preview: '',
      previewCut: true,
    });
    expect(table.bodiesNotKept).toBe(1);
    expect(table.memory.body(slot)).toBeUndefined();
    table.remove(slot);
    expect(table.bodiesNotKept).toBe(0);
  });
});

describe('readRow', () => {
  const rowOf = (wanted: Parameters<typeof receivedMessage>[0]) => {
    const table = new RowTable(1);
    return readRow(table.memory, table.add(receivedMessage(wanted)));
  };

  it.each([
    ['short', { preview: 'short', binary: false, previewCut: false }],
    ['a\n\tb', { preview: 'a b', binary: false, previewCut: false }],
    ['x'.repeat(201), { preview: 'x'.repeat(200), binary: false, previewCut: true }],
    ['订'.repeat(900), { preview: '订'.repeat(200), binary: false, previewCut: true }],
    [Uint8Array.of(0xff, 0x41), { preview: '', binary: true, previewCut: true }],
    [Uint8Array.of(0x41, 0), { preview: '', binary: true, previewCut: true }],
  ])('previews a body: %s', (body, wanted) => {
    expect(rowOf({ body })).toMatchObject(wanted);
  });

  it('names the first topic of a dead letter and of a retry, and of nothing else', () => {
    const properties: [string, string][] = [
      ['RETRY_TOPIC', 'orders'],
      ['DLQ_ORIGIN_TOPIC', 'origin'],
    ];
    expect(rowOf({ storedTopic: '%DLQ%g', properties }).firstTopic).toBe('origin');
    expect(rowOf({ storedTopic: '%RETRY%g', properties: properties.slice(0, 1) }).firstTopic).toBe('orders');
    expect(rowOf({ properties }).firstTopic).toBeUndefined();
  });
});

describe('valueIn', () => {
  it('finds what a list of pairs says, the last one of a name', () => {
    const pairs = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'ab', 'ba'), name));
    fc.assert(
      fc.property(pairs, fc.constantFrom('a', 'b', 'ab', 'x'), (properties, wanted) => {
        const last = properties.filter(([key]) => key === wanted).at(-1)?.[1];
        expect(valueIn(headOf(properties), wanted)).toBe(last);
      }),
    );
  });
});
