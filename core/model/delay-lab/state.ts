import { type BrokerClockView, hostTimeOf } from '../clock.ts';
import { driftOf, lateAfterMs } from './drift.ts';
import type { LabRow } from './row.ts';

/** Host milliseconds after the due time in which nothing has to be seen. */
export const OVERDUE_AFTER_MS = 5_000;

export const LAB_STATES = [
  'sending',
  'failed',
  'noAnswer',
  'waiting',
  'overdue',
  'lost',
  'late',
  'landed',
] as const;
export type LabState = (typeof LAB_STATES)[number];

/** What to say of a message at a host time. An unanswered send is never overdue: perhaps nothing was stored. */
export function stateOf(row: LabRow, clock: BrokerClockView, nowMs: number): LabState {
  const { send, plan, landing, lost } = row;
  if (landing !== undefined) {
    const isLate = (driftOf(row) ?? 0) > lateAfterMs(landing.clockRate);
    return isLate ? 'late' : 'landed';
  }
  if (send.kind === 'failed' || send.kind === 'sending') return send.kind;
  if (lost !== undefined) return 'lost';
  if (send.kind === 'unknown') return 'noAnswer';
  return plan !== undefined && nowMs >= overdueAtMs(clock, plan.dueMs) ? 'overdue' : 'waiting';
}

/**
 * Host time from which a message due at `dueMs` (broker time) is overdue; never while the clock is paused, and not within
 * the wait after it was started again or stepped over the due time.
 */
export function overdueAtMs(clock: BrokerClockView, dueMs: number): number {
  if (clock.rate === 0) return Number.POSITIVE_INFINITY;
  return Math.max(hostTimeOf(clock, dueMs), clock.hostMs) + OVERDUE_AFTER_MS;
}
