import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** Of the fields behind a process's name in /proc/<pid>/stat: ticks since the machine booted. Source: proc(5). */
const START_FIELD = 19;

/**
 * When a process started, as a text that tells it from every other one that has or had its id: boot and clock tick.
 * undefined: there is no such process, or it cannot be told. Where there is no `procDir`, this process alone is known.
 */
export function processStart(pid: number, procDir = '/proc'): string | undefined {
  try {
    const boot = readFileSync(`${procDir}/sys/kernel/random/boot_id`, 'utf8').trim();
    const stat = readFileSync(`${procDir}/${pid}/stat`, 'utf8');
    // The name stands in brackets, and may have blanks and brackets itself.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[START_FIELD];
    return ticks === undefined ? undefined : `${boot}:${ticks}`;
  } catch {
    return pid === process.pid ? String(performance.timeOrigin) : undefined;
  }
}
