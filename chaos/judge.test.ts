import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Copy, complaints, judge, type Sent } from './judge.ts';

const sent = (kinds: string): Sent[] =>
  [...kinds].map((letter, id) => {
    const kind = ({ s: 'stored', r: 'refused', u: 'unknown', n: 'notSent' } as const)[letter];
    if (kind === undefined) throw new Error(letter);
    return { id, kind };
  });
/** Message n at offset n of one queue. */
const copies = (...ids: number[]): Copy[] => ids.map((id) => ({ id, queue: 'q', queueOffset: id }));

describe('judge', () => {
  it('counts what the producer said', () => {
    const verdict = judge({ sent: sent('ssruun'), inBroker: copies(0, 1, 3), delivered: copies(0, 1, 3) });
    expect(verdict).toMatchObject({ stored: 2, refused: 1, unknown: 2, notSent: 1, unknownStored: 1 });
    expect(complaints(verdict, { orderly: true })).toEqual([]);
  });

  it('calls lost what is in the broker and was never delivered, known to be stored or not', () => {
    const verdict = judge({ sent: sent('suu'), inBroker: copies(0, 1), delivered: [] });
    expect(verdict.lost).toEqual([0, 1]);
    expect(complaints(verdict, { orderly: false })).toEqual(['2 lost (first: 0, 1)']);
  });

  it('calls missing what was stored and is not there, delivered or not', () => {
    const verdict = judge({ sent: sent('ss'), inBroker: copies(0), delivered: copies(0, 1) });
    expect([verdict.missing, verdict.lost]).toEqual([[1], []]);
    expect(complaints(verdict, { orderly: false })).toEqual(['1 missing in the broker (first: 1)']);
  });

  it('calls untrue what is there though the producer said that it is not', () => {
    const verdict = judge({ sent: sent('srn'), inBroker: copies(0, 1, 2), delivered: copies(0, 1, 2) });
    expect(verdict.untrue).toEqual([1, 2]);
    expect(complaints(verdict, { orderly: false })).toEqual(['2 stored though said not to be (first: 1, 2)']);
  });

  it('counts deliveries and copies beyond the first', () => {
    const again = { id: 0, queue: 'q', queueOffset: 1 };
    const verdict = judge({
      sent: sent('s'),
      inBroker: [...copies(0), again],
      delivered: [...copies(0), again, again],
    });
    expect(verdict).toMatchObject({ consumed: 1, duplicates: 2, storedTwice: 1, lost: [], outOfOrder: 0 });
  });

  it('is not content with nothing', () => {
    const verdict = judge({ sent: sent('nn'), inBroker: [], delivered: [] });
    expect(complaints(verdict, { orderly: false })).toEqual(['nothing was stored']);
  });

  it('asks for the order of first deliveries, queue by queue, and only of an orderly consumer', () => {
    const order = (delivered: Copy[]) => judge({ sent: sent('sss'), inBroker: copies(0, 1, 2), delivered });
    expect(order(copies(0, 1, 0, 2)).outOfOrder).toBe(0);
    const late = order(copies(0, 2, 1));
    expect(late.outOfOrder).toBe(1);
    expect(complaints(late, { orderly: true })).toEqual(['1 out of order']);
    expect(complaints(late, { orderly: false })).toEqual([]);
    expect(order([...copies(2), { id: 1, queue: 'other', queueOffset: 0 }, ...copies(2)]).outOfOrder).toBe(0);
  });

  it('sees no violation in any replay from an earlier offset, and one in every swap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 30 }), fc.nat(), fc.nat(), (count, a, b) => {
        const all = copies(...Array(count).keys());
        const [from, to] = [a % count, b % count].sort((x, y) => x - y) as [number, number];
        const evidence = { sent: [], inBroker: all };
        const replayed = [...all.slice(0, to), ...all.slice(from)];
        expect(judge({ ...evidence, delivered: replayed })).toMatchObject({ outOfOrder: 0, lost: [] });
        const swapped = [...all.slice(0, from), ...all.slice(from + 1, to + 1), ...all.slice(from, from + 1)];
        expect(judge({ ...evidence, delivered: swapped }).outOfOrder).toBe(to === from ? 0 : 1);
      }),
    );
  });
});
