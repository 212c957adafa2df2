import { describe, expect, it } from 'vitest';
import type { LabRunView } from '../../../core/contract/delay-lab.ts';
import type { OrderRunView } from '../../../core/contract/order-lab.ts';
import type { SentRecord } from '../../../core/contract/views.ts';
import type { MessageRow } from '../../../core/model/consume.ts';
import type { LabRow } from '../../../core/model/delay-lab/row.ts';
import type { OrderVerdict } from '../../../core/model/order/judge.ts';
import { afterEvent, currentStep, type Tour, type TourEvent } from './tour-steps.ts';

const STARTED_MS = 1_000;
const TOUR: Tour = { open: true, startedAtMs: STARTED_MS, done: [] };
const done = (event: TourEvent, tour = TOUR): readonly string[] => afterEvent(tour, event).done;

/** Each fact holds what its step is read from, and no more. */
const sent = (patch: object = {}): TourEvent => ({
  kind: 'sent',
  record: { profileId: 'sandbox', sentAtMs: STARTED_MS, outcome: { kind: 'stored' }, ...patch } as SentRecord,
});
const rows = (row: Partial<MessageRow>, shown = true): TourEvent => ({
  kind: 'rows',
  rows: [{ decidedBy: 'person', decidedAtMs: STARTED_MS, ...row } as MessageRow],
  shown,
});
const delayRun = (landed: number[], patch: object = {}): TourEvent => {
  const labRows = landed.map((at) => (at === 0 ? {} : { landing: { storedMs: at } }) as LabRow);
  const run = { profileId: 'sandbox', startedAtMs: STARTED_MS, rows: labRows, ...patch } as LabRunView;
  return { kind: 'delayRun', run };
};
const verdict = (kind: OrderVerdict['kind']) => ({ kind }) as OrderVerdict;
const orderRun = (patch: Partial<OrderRunView>): TourEvent => ({
  kind: 'orderRun',
  run: { profileId: 'sandbox', startedAtMs: STARTED_MS, ...patch } as OrderRunView,
});

describe('a step is done by what happened', () => {
  it.each<[string, TourEvent, string[]]>([
    ['a stored send', sent(), ['send']],
    ['a send nobody answered', sent({ outcome: { kind: 'unknown' } }), []],
    ['a send of before', sent({ sentAtMs: STARTED_MS - 1 }), []],
    ['a send to another cluster', sent({ profileId: 'orders-prod' }), []],
    ['a held row that is shown', rows({ state: 'held' }), ['hold']],
    ['a held row that nobody sees', rows({ state: 'held' }, false), []],
    ['a row that waits for a seat', rows({ state: 'waiting' }), []],
    ['Later, before it returned', rows({ state: 'later' }), []],
    ['Later, returned', rows({ state: 'later', nextSeq: 2 }), ['later']],
    ['Later by the deadline', rows({ state: 'later', nextSeq: 2, decidedBy: 'deadline' }), []],
    ['Ack', rows({ state: 'acked' }), ['ack']],
    ['Ack by itself', rows({ state: 'acked', decidedBy: 'autoAck' }), []],
    ['Ack of before', rows({ state: 'acked', decidedAtMs: STARTED_MS - 1 }), []],
    ['a delayed run that landed', delayRun([5, 6]), ['delay']],
    ['one with a message under way', delayRun([5, 0]), []],
    ['one whose sends have no answer yet', delayRun([]), []],
    ['one of before', delayRun([5], { startedAtMs: STARTED_MS - 1 }), []],
    [
      'crossings',
      orderRun({ storedVerdict: verdict('spread'), handledVerdict: verdict('inversions') }),
      ['order'],
    ],
    [
      'a run in order',
      orderRun({ storedVerdict: verdict('inOrder'), handledVerdict: verdict('inOrder') }),
      [],
    ],
    [
      'a run that lacks messages',
      orderRun({ storedVerdict: verdict('inOrder'), handledVerdict: verdict('incomplete') }),
      [],
    ],
    ['a run under way', orderRun({ storedVerdict: verdict('spread') }), []],
  ])('%s', (_what, event, steps) => {
    expect(done(event)).toEqual(steps);
  });

  it('in any order, told in the order of the tour', () => {
    const acked = afterEvent(TOUR, rows({ state: 'acked' }));
    expect([currentStep(TOUR), currentStep(acked)]).toEqual(['send', 'send']);
    const both = afterEvent(acked, sent());
    expect(both.done).toEqual(['send', 'ack']);
    expect(currentStep(both)).toBe('hold');
  });

  it('and stays so: nothing undoes it, and the same again changes nothing', () => {
    const once = afterEvent(TOUR, sent());
    expect(afterEvent(once, sent())).toBe(once);
    expect(afterEvent(once, sent({ outcome: { kind: 'unknown' } }))).toBe(once);
    expect(
      currentStep({ ...TOUR, done: ['send', 'hold', 'later', 'ack', 'delay', 'order'] }),
    ).toBeUndefined();
  });
});
