/** The 18 delay levels of a broker with default configuration. Source: MessageStoreConfig.messageDelayLevel. */
export const DELAY_LEVELS: readonly { level: number; name: string; ms: number }[] = [
  '1s',
  '5s',
  '10s',
  '30s',
  '1m',
  '2m',
  '3m',
  '4m',
  '5m',
  '6m',
  '7m',
  '8m',
  '9m',
  '10m',
  '20m',
  '30m',
  '1h',
  '2h',
].map((name, index) => ({ level: index + 1, name, ms: parseDelay(name) }));

export const MAX_DELAY_LEVEL = DELAY_LEVELS.length;

/** Later of a message seen `reconsumeTimes` times comes back at this level. Source: AbstractSendMessageProcessor.consumerSendMsgBack. */
export function retryDelayLevel(reconsumeTimes: number): number {
  return Math.min(3 + reconsumeTimes, MAX_DELAY_LEVEL);
}

/** Milliseconds of a level, clamped as the broker clamps it; 0 for no delay. */
export function delayMs(level: number, levels = DELAY_LEVELS): number {
  if (level <= 0) return 0;
  return levels[Math.min(level, levels.length) - 1]?.ms ?? 0;
}

/** The broker's `messageDelayLevel` text, `1s 5s 2m 1h 1d`, as a level table. Throws on anything else. */
export function parseDelayLevels(text: string): { level: number; name: string; ms: number }[] {
  return text
    .trim()
    .split(/\s+/)
    .map((name, index) => ({ level: index + 1, name, ms: parseDelay(name) }));
}

function parseDelay(name: string): number {
  const units: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
  const match = /^(\d+)([smhd])$/.exec(name);
  const unit = match?.[2] === undefined ? undefined : units[match[2]];
  if (match?.[1] === undefined || unit === undefined) throw new Error(`not a delay: ${name}`);
  return Number(match[1]) * unit;
}
