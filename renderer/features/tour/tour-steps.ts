import type { LabRunView } from '../../../core/contract/delay-lab.ts';
import type { OrderRunView } from '../../../core/contract/order-lab.ts';
import { type Prefs, TOUR_STEPS, type TourStep } from '../../../core/contract/prefs.ts';
import { SANDBOX_PROFILE_ID } from '../../../core/contract/profiles.ts';
import type { SentRecord } from '../../../core/contract/views.ts';
import type { MessageRow } from '../../../core/model/consume.ts';

export type Tour = Prefs['tour'];

/** What the host told. Rows are of a consumer on the sandbox; `shown`: its tab is in front. */
export type TourEvent =
  | { kind: 'sent'; record: SentRecord }
  | { kind: 'rows'; rows: readonly MessageRow[]; shown: boolean }
  | { kind: 'delayRun'; run: LabRunView }
  | { kind: 'orderRun'; run: OrderRunView };

/** The tour after an event; the same one when no step was done by it. A step counts in any order, but only once it really happened. */
export function afterEvent(tour: Tour, event: TourEvent): Tour {
  const now = stepsIn(event, tour.startedAtMs);
  const done = TOUR_STEPS.filter((step) => tour.done.includes(step) || now.includes(step));
  return done.length === tour.done.length ? tour : { ...tour, done };
}

/** The first that is not done; undefined when all are. */
export function currentStep({ done }: Tour): TourStep | undefined {
  return TOUR_STEPS.find((step) => !done.includes(step));
}

function stepsIn(event: TourEvent, sinceMs: number): TourStep[] {
  switch (event.kind) {
    case 'sent': {
      const { profileId, sentAtMs, outcome } = event.record;
      const isStored = outcome.kind === 'stored' && sentAtMs >= sinceMs;
      return isStored && profileId === SANDBOX_PROFILE_ID ? ['send'] : [];
    }
    case 'rows':
      return event.rows.flatMap((row) => stepsOfRow(row, event.shown, sinceMs));
    case 'delayRun': {
      const { profileId, startedAtMs, rows } = event.run;
      const isOurs = profileId === SANDBOX_PROFILE_ID && startedAtMs >= sinceMs;
      return isOurs && rows.length > 0 && rows.every(({ landing }) => landing !== undefined) ? ['delay'] : [];
    }
    case 'orderRun': {
      const { profileId, startedAtMs, storedVerdict, handledVerdict } = event.run;
      const isOurs = profileId === SANDBOX_PROFILE_ID && startedAtMs >= sinceMs;
      return isOurs && handledVerdict !== undefined && [storedVerdict, handledVerdict].some(isBroken)
        ? ['order']
        : [];
    }
  }
}

/** Later is done when the message came back. */
function stepsOfRow(row: MessageRow, shown: boolean, sinceMs: number): TourStep[] {
  if (row.state === 'held') return shown ? ['hold'] : [];
  const isPersons = row.decidedBy === 'person' && (row.decidedAtMs ?? 0) >= sinceMs;
  if (!isPersons) return [];
  if (row.state === 'acked') return ['ack'];
  return row.state === 'later' && row.nextSeq !== undefined ? ['later'] : [];
}

function isBroken(verdict: OrderRunView['storedVerdict']): boolean {
  return verdict !== undefined && verdict.kind !== 'inOrder' && verdict.kind !== 'incomplete';
}
