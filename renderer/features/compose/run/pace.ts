import { MAX_PACE_MS } from '../../../../core/contract/compose.ts';

const PACE = /^(\d+(?:\.\d+)?)\s*(ms|s|m|\/s)?$/;

/**
 * What a person writes for the time between two sends, in ms: `200`, `200 ms`, `1.5 s`, `1 m`, or `50/s`; empty is 0, at
 * once. undefined for anything else, and above an hour.
 */
export function parsePace(text: string): number | undefined {
  if (text.trim() === '') return 0;
  const [, number, unit = 'ms'] = PACE.exec(text.trim()) ?? [];
  if (number === undefined) return undefined;
  const ms = toMs(Number(number), unit);
  return Number.isFinite(ms) && ms <= MAX_PACE_MS ? Math.round(ms) : undefined;
}

/** As parsePace reads it. */
export function paceText(ms: number): string {
  return ms >= 1_000 && ms % 100 === 0 ? `${ms / 1_000} s` : `${ms} ms`;
}

function toMs(number: number, unit: string): number {
  if (unit === '/s') return 1_000 / number;
  return number * (unit === 'm' ? 60_000 : unit === 's' ? 1_000 : 1);
}
