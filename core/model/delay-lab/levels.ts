import type { DELAY_LEVELS } from '../delay.ts';
import { lateAfterMs } from './drift.ts';
import type { LabRow, LevelSource } from './row.ts';

const WHOLE_MS = 1_000;

/** A level as it is planned with. */
export interface KnownLevel {
  level: number;
  ms: number;
  source: LevelSource;
  /** What deliveries showed. */
  measured?: MeasuredLevel;
}

export interface MeasuredLevel {
  /** The shortest time from store to delivery, both by the broker's clock: a broker delivers late, never early. */
  ms: number;
  /** Deliveries that were measured. */
  count: number;
  /** The larger of how late each may be and still in time. */
  toleranceMs: number;
}

/** By level, from deliveries of messages whose first store time was read; levels as the broker took them. */
export function measuredLevels(rows: readonly LabRow[]): Map<number, MeasuredLevel> {
  const levels = new Map<number, MeasuredLevel>();
  for (const { send, plan, landing } of rows) {
    // An unanswered attempt may have stored the copy that came due.
    const isSure = send.kind === 'stored' && send.unansweredAttempts === 0 && plan?.source === 'read';
    if (!isSure || landing === undefined) continue;
    const ms = landing.storedMs - plan.storedMs;
    const toleranceMs = lateAfterMs(landing.clockRate);
    const before = levels.get(plan.level);
    levels.set(plan.level, {
      ms: Math.min(ms, before?.ms ?? ms),
      count: (before?.count ?? 0) + 1,
      toleranceMs: Math.max(toleranceMs, before?.toleranceMs ?? 0),
    });
  }
  return levels;
}

/**
 * The levels of a broker. What a broker said stands; an assumed length that deliveries contradict gives way to the
 * measured one, in whole seconds as a broker's configuration has them.
 */
export function knownLevels(
  levels: typeof DELAY_LEVELS,
  source: 'broker' | 'assumed',
  rows: readonly LabRow[],
): KnownLevel[] {
  const measured = measuredLevels(rows);
  return levels.map(({ level, ms }) => {
    const found = measured.get(level);
    if (found === undefined) return { level, ms, source };
    const differs = Math.abs(found.ms - ms) > found.toleranceMs;
    if (source === 'broker' || !differs) return { level, ms, source, measured: found };
    return { level, ms: wholeSeconds(found.ms), source: 'measured', measured: found };
  });
}

/** Late by a little, never early: what is left of a second is lateness, but for the clock's own grain. */
function wholeSeconds(ms: number): number {
  return Math.max(WHOLE_MS, Math.floor((ms + 10) / WHOLE_MS) * WHOLE_MS);
}
