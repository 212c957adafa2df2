/** What a side tells of one run; each run tells those that it measures. */
export interface Figures {
  perSecond?: number;
  /** User and system time of the whole client process, per message. */
  cpuUs?: number;
  startToFirstMs?: number;
  p50Ms?: number;
  p99Ms?: number;
  /** The most that was in use at once: JavaScript or Java heap, and the buffers outside it. */
  heapMB?: number;
  decodeMBPerSecond?: number;
  copyMBPerSecond?: number;
}

/** Reads a side's answer, one line of JSON. Throws when the run failed there, or said something else. */
export function readFigures(line: string): Figures {
  const answer: unknown = JSON.parse(line);
  if (typeof answer !== 'object' || answer === null) throw new Error(`No figures: ${line}`);
  if ('error' in answer) throw new Error(String(answer.error));
  for (const [name, value] of Object.entries(answer))
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw new Error(`${name} is no figure: ${line}`);
  return answer;
}

/** The value below which `share` (0 to 1) of them lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
