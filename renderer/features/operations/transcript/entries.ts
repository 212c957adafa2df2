import type { SendResultData } from '../../../../core/contract/documented.ts';
import type { CallEntry, TranscriptEntry } from '../../../../core/contract/operations.ts';

const GIVES_HANDLE = /^Create/;
const GIVES_RESULT = ['SendMessageSync', 'SendMessageOrderly'];

/** The handle that a call made; undefined when it made none. */
export function madeHandle({ name, ended }: CallEntry): number | undefined {
  return GIVES_HANDLE.test(name) && ended?.ok === true ? Number(ended.value) : undefined;
}

/** What a send gave; undefined when it was no send, or failed. */
export function sendResult({ name, ended }: CallEntry): SendResultData | undefined {
  return GIVES_RESULT.includes(name) && ended?.ok === true ? (ended.value as SendResultData) : undefined;
}

/** Results of the sends written down, newest first. */
export function sendResults(entries: readonly TranscriptEntry[]): SendResultData[] {
  return entries.flatMap((entry) => (entry.kind === 'call' ? (sendResult(entry) ?? []) : [])).reverse();
}
