import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import type { Delivery } from '../../consumer/push-consumer.ts';
import type { MessageRow } from '../../model/consume.ts';
import { GantryError } from '../../model/error.ts';
import type { ReceivedMessage } from '../../model/message.ts';
import { PROPERTY } from '../../model/properties.ts';
import { receivedMessage } from '../browse/test-message.ts';
import { RowStore } from '../row-store.ts';
import { ConsumeFilter } from './consume-filter.ts';
import { InlineSearch } from './inline-search.ts';

function rig(rowLimit = 1_000) {
  const clock = new ManualClock();
  const search = new InlineSearch();
  const rows = new RowStore(rowLimit);
  let changes = 0;
  const filter = new ConsumeFilter(rows, { clock, startSearch: () => search, onChanged: () => changes++ });
  let sent = 0;
  /** Arrives, is held, and is settled by `settle`. */
  const deliver = (tag: string, attempt = 1): Delivery => {
    // As a decoded one: what it has, it has not all of its own.
    const message: ReceivedMessage = Object.create(
      receivedMessage({
        queueOffset: ++sent,
        properties: [[PROPERTY.tags, tag]],
        body: `${tag} ${sent}`,
        reconsumeTimes: attempt - 1,
      }),
    );
    const delivery: Delivery = { deliveryId: sent, message, attempt, isRetry: attempt > 1, state: 'waiting' };
    rows.arrived([delivery], 1);
    rows.held([delivery]);
    return delivery;
  };
  const ack = (delivery: Delivery): void =>
    rows.settled([delivery], { state: 'acked', by: 'person', nowMs: 2 });
  return { clock, search, rows, filter, deliver, ack, changes: () => changes };
}

const seqs = (rows: MessageRow[]): number[] => rows.map(({ seq }) => seq);
const settled = (rows: RowStore): number[] => seqs(rows.read('settled', 0, 1_000));
const pinned = (rows: RowStore): number[] => seqs(rows.read('pinned', 0, 1_000));

describe('ConsumeFilter', () => {
  it('shows the rows that match, those that were there and those that arrive, settled ones in their order', () => {
    const { rows, filter, deliver, ack, search } = rig();
    const [a, b, c] = [deliver('a'), deliver('b'), deliver('a')];
    for (const one of [c, b, a]) ack(one);
    filter.set('tag:a');
    expect(rows.facts.filter).toMatchObject({ state: 'searching', searched: 0 });
    search.run();
    expect(settled(rows)).toEqual([3, 1]);
    const [d, e] = [deliver('a'), deliver('b')];
    search.run();
    expect(pinned(rows)).toEqual([4]);
    ack(e);
    ack(d);
    expect(settled(rows)).toEqual([3, 1, 4]);
    expect(rows.facts).toMatchObject({ settledCount: 3, pinnedCount: 0, keptCount: 5 });
    expect(rows.facts.filter).toMatchObject({ state: 'done', searched: 5 });
    filter.set('');
    expect(settled(rows)).toEqual([3, 2, 1, 5, 4]);
    expect(rows.facts.filter).toBeUndefined();
  });

  it('never hides a held row without counting it', () => {
    const { rows, filter, deliver, search } = rig();
    for (const tag of ['a', 'b', 'b', 'b']) deliver(tag);
    filter.set('tag:a');
    expect(rows.facts.filter?.heldNotShown).toBe(4);
    search.run();
    expect(rows.facts.filter?.heldNotShown).toBe(3);
  });

  it('knows states as they are now, without a search, and attempts', () => {
    const { rows, filter, deliver, ack, search } = rig();
    const first = deliver('a');
    deliver('b', 2);
    filter.set('state:held');
    expect([pinned(rows), rows.facts.filter?.state]).toEqual([[2, 1], 'done']);
    ack(first);
    expect([pinned(rows), settled(rows)]).toEqual([[2], []]);
    filter.set('attempt>1 -state:acked');
    search.run();
    expect([pinned(rows), settled(rows)]).toEqual([[2], []]);
  });

  it('keeps a row that settles before it is judged in its place', () => {
    const { rows, filter, deliver, ack, search } = rig();
    ack(deliver('a'));
    filter.set('tag:a');
    ack(deliver('a'));
    ack(deliver('b'));
    ack(deliver('a'));
    expect(settled(rows)).toEqual([]);
    search.run();
    expect(settled(rows)).toEqual([1, 2, 4]);
  });

  it('forgets what is dropped from view, and finds a row only where it is shown', () => {
    const { rows, filter, deliver, ack, search } = rig(4);
    filter.set('tag:a');
    for (const tag of ['a', 'b', 'a', 'a', 'a', 'b']) {
      ack(deliver(tag));
      search.run();
    }
    expect(settled(rows)).toEqual([3, 4, 5]);
    expect(rows.facts).toMatchObject({ settledFirst: 1, settledCount: 3, keptCount: 4, droppedFromView: 2 });
    expect(rows.find(4)).toEqual({ region: 'settled', position: 2 });
    expect(rows.find(6)).toBeNull();
    expect(rows.facts.filter).toMatchObject({ searched: 4 });
  });

  it('refuses what it cannot read, and the filter before stays', () => {
    const { rows, filter, deliver } = rig();
    deliver('a');
    filter.set('state:held');
    const { layout } = rows.facts;
    expect(() => filter.set('tag:')).toThrow(GantryError);
    expect(rows.facts).toMatchObject({ layout, filter: { text: 'state:held' } });
  });

  it('says that a pattern was given up', async () => {
    const { clock, rows, filter, deliver } = rig();
    deliver('a');
    filter.set('body~(a+)+$');
    await clock.advance(60_000);
    expect(rows.facts.filter).toMatchObject({ state: 'stopped', stoppedBecause: 'row', heldNotShown: 1 });
  });

  it('gets through more rows than are copied at once, and is not given up for it', async () => {
    const { clock, rows, filter, deliver, ack, search } = rig(20_000);
    for (let count = 0; count < 9_000; count++) ack(deliver(count % 3 === 0 ? 'a' : 'b'));
    filter.set('a');
    search.run();
    await clock.advance(60_000);
    expect(rows.facts).toMatchObject({ settledCount: 3_000, filter: { state: 'done', searched: 9_000 } });
  });
});

describe('attempts of the rows kept', () => {
  it('are counted as rows come and go; what is above the last told one counts with it', () => {
    const { rows, deliver, ack } = rig(3);
    ack(deliver('a'));
    ack(deliver('a', 2));
    ack(deliver('a', 2));
    ack(deliver('a', 40));
    expect(rows.facts.attempts).toEqual([0, 2, ...Array.from({ length: 15 }, () => 0), 1]);
  });
});
