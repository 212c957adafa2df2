import type { ProfileView } from '../../../core/contract/views.ts';
import type { BrokerClockView } from '../../../core/model/clock.ts';
import { brokerTimeAt } from '../../../core/model/clock.ts';
import { type ClockOffset, clockOffsets, labClock } from '../../../core/model/delay-lab/clock.ts';
import type { LabRow } from '../../../core/model/delay-lab/row.ts';
import { formatElapsed, formatNumber } from '../../format/format.ts';

const ASSUMED_CLOCK: BrokerClockView = { brokerMs: 0, hostMs: 0, rate: 1, source: 'assumed' };

/** The clocks of one run's brokers. */
export interface LabClocks {
  offsets: readonly ClockOffset[];
  of(row: LabRow | undefined): BrokerClockView;
}

export function clocksOf(profile: ProfileView | undefined, rows: readonly LabRow[]): LabClocks {
  const offsets = clockOffsets(rows);
  return { offsets, of: (row) => labClock(profile?.clock ?? ASSUMED_CLOCK, offsets, row) };
}

/** Broker milliseconds until a row comes due; undefined without a plan. */
export function leftOf(row: LabRow, clocks: LabClocks, nowMs: number): number | undefined {
  return row.plan === undefined ? undefined : row.plan.dueMs - brokerTimeAt(clocks.of(row), nowMs);
}

/** Host milliseconds in which a clock goes on by so many of its own; for how often a countdown is drawn. */
export const hostSpan = (clock: BrokerClockView, brokerMs: number): number =>
  clock.rate === 0 ? Number.POSITIVE_INFINITY : brokerMs / clock.rate;

/** Time left, in the units of the levels: 48.0 s, 1 m 48 s, 1 h 52 m. Never negative. */
export function formatLeft(ms: number): string {
  const left = Math.max(0, ms);
  if (left < 60_000) return `${(Math.floor(left / 100) / 10).toFixed(1)} s`;
  const seconds = Math.floor(left / 1_000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} m ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} m`;
}

/** +41 ms, -3 ms, +1,240 ms: whole milliseconds, as brokers count. */
export function formatDrift(ms: number): string {
  const rounded = Math.round(ms);
  return `${rounded < 0 ? '−' : '+'}${formatNumber(Math.abs(rounded))} ms`;
}

/** A span that was measured: 998 ms, 10.04 s, 7,200.12 s. */
export function formatMeasured(ms: number): string {
  if (ms < 1_000) return formatElapsed(ms);
  const seconds = Math.floor(ms / 1_000);
  return `${formatNumber(seconds)}.${String(Math.floor((ms % 1_000) / 10)).padStart(2, '0')} s`;
}
