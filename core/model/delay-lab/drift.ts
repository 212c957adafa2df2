import type { LabRow } from './row.ts';

const LATE_AFTER_MS = 1_000;
/** Host time that a fast clock turns into more of broker time. */
const LATE_AFTER_HOST_MS = 50;

/** Broker milliseconds a delivery may be behind its plan, where the broker's clock runs `clockRate` times as fast. */
export function lateAfterMs(clockRate: number): number {
  return Math.max(LATE_AFTER_MS, LATE_AFTER_HOST_MS * clockRate);
}

/** Store time on delivery minus planned, both broker time; undefined until both are known. */
export function driftOf({ plan, landing }: LabRow): number | undefined {
  return plan === undefined || landing === undefined ? undefined : landing.storedMs - plan.dueMs;
}

/** undefined for no values; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}
