/** Numbers and times as the design writes them; the same in both languages. */
const integer = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** 1,204 */
export const formatNumber = (value: number): string => integer.format(value);

/** Local `HH:mm:ss.SSS`. */
export function formatTime(ms: number): string {
  const date = new Date(ms);
  return `${formatClock(ms)}.${pad(date.getMilliseconds(), 3)}`;
}

/** Local `HH:mm:ss`. */
export function formatClock(ms: number): string {
  const date = new Date(ms);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => pad(part, 2)).join(':');
}

/** Local `YYYY-MM-DD HH:mm:ss.SSS` with the zone's offset; for tooltips. */
export function formatDateTime(ms: number): string {
  const date = new Date(ms);
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1, 2)}-${pad(date.getDate(), 2)}`;
  return `${day} ${formatTime(ms)} ${formatZone(date)}`;
}

function formatZone(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60), 2)}:${pad(size % 60, 2)}`;
}

const KIB = 1024;

/** 212 B, 1.2 KiB, 4 MiB */
export function formatBytes(bytes: number): string {
  if (bytes < KIB) return `${bytes} B`;
  if (bytes < KIB * KIB) return `${trim(bytes / KIB)} KiB`;
  return `${trim(bytes / (KIB * KIB))} MiB`;
}

/** Time taken: 0.8 ms, 41 ms, 3.0 s */
export function formatElapsed(ms: number): string {
  if (ms < 10) return `${trim(ms)} ms`;
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return `${(ms / 1_000).toFixed(1)} s`;
}

/** Time left as a clock: 9:41, 1:00:00; under a minute one decimal: 7.4 s. Never negative. */
export function formatCountdown(ms: number): string {
  const left = Math.max(0, ms);
  if (left < 60_000) return `${(Math.floor(left / 100) / 10).toFixed(1)} s`;
  const seconds = Math.floor(left / 1_000);
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts[0] === 0
    ? `${parts[1]}:${pad(parts[2] ?? 0, 2)}`
    : `${parts[0]}:${pad(parts[1] ?? 0, 2)}:${pad(parts[2] ?? 0, 2)}`;
}

/** Whole time span in words of the level table: 10 s, 1 m, 2 h */
export function formatSpan(ms: number): string {
  if (ms % 86_400_000 === 0) return `${ms / 86_400_000} d`;
  if (ms % 3_600_000 === 0) return `${ms / 3_600_000} h`;
  if (ms % 60_000 === 0) return `${ms / 60_000} m`;
  return `${ms / 1_000} s`;
}

/** Ids and topics are shortened in the middle: `7F00000100…410029`. */
export function shortenMiddle(text: string, max: number): string {
  if (text.length <= max) return text;
  const head = Math.ceil((max - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (max - 1 - head))}`;
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

function trim(value: number): string {
  const text = value < 10 ? value.toFixed(1) : String(Math.round(value));
  return text.endsWith('.0') ? text.slice(0, -2) : text;
}
