import { BROWSE_ROWS, type BrowseRange } from '../../../../../core/contract/browse.ts';
import type { MessageQueue } from '../../../../../core/model/queue.ts';

export const RANGE_KINDS = ['newest', 'time', 'key', 'id', 'offset'] as const;
export type RangeKind = (typeof RANGE_KINDS)[number];

/** What stands in the range bar: each kind keeps what was typed for it. */
export interface RangeForm {
  kind: RangeKind;
  /** Local time as a datetime-local field has it; '' = none. */
  from: string;
  to: string;
  key: string;
  id: string;
  /** Chosen queue; undefined: the first there is. */
  queue: MessageQueue | undefined;
  offset: number;
}

export const EMPTY_RANGE: RangeForm = {
  kind: 'newest',
  from: '',
  to: '',
  key: '',
  id: '',
  queue: undefined,
  offset: 0,
};

export type RangeProblem = { field: 'from' | 'to' | 'key' | 'id' | 'queue'; rule: 'empty' | 'order' };

/** What to ask the host for, or what is missing. Local times become broker times as they are: both count since epoch. */
export function toRange(form: RangeForm): { range: BrowseRange } | { problem: RangeProblem } {
  switch (form.kind) {
    case 'newest':
      return { range: { kind: 'newest', rows: BROWSE_ROWS } };
    case 'time':
      return timeRange(form);
    case 'key':
      return form.key.trim() === '' ? empty('key') : { range: { kind: 'key', key: form.key.trim() } };
    case 'id':
      return form.id.trim() === '' ? empty('id') : { range: { kind: 'id', id: form.id.trim() } };
    case 'offset':
      return offsetRange(form);
  }
}

function offsetRange({ queue, offset }: RangeForm): { range: BrowseRange } | { problem: RangeProblem } {
  if (queue === undefined) return empty('queue');
  const { brokerName, queueId } = queue;
  return { range: { kind: 'offset', brokerName, queueId, fromOffset: offset, rows: BROWSE_ROWS } };
}

function timeRange({ from, to }: RangeForm): { range: BrowseRange } | { problem: RangeProblem } {
  const fromMs = localMs(from);
  const toMs = localMs(to);
  if (fromMs === undefined) return empty('from');
  if (toMs !== undefined && toMs < fromMs) return { problem: { field: 'to', rule: 'order' } };
  return {
    range: { kind: 'time', fromMs, rows: BROWSE_ROWS, ...(toMs === undefined ? {} : { toMs }) },
  };
}

const empty = (field: RangeProblem['field']): { problem: RangeProblem } => ({
  problem: { field, rule: 'empty' },
});

/** ms since epoch of a datetime-local value; undefined when there is none. */
export function localMs(value: string): number | undefined {
  const ms = value === '' ? Number.NaN : new Date(value).getTime();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** `2026-11-25T10:42:18.204` in local time, as a datetime-local field takes it. */
export function localValue(ms: number): string {
  const offsetMs = new Date(ms).getTimezoneOffset() * 60_000;
  return new Date(ms - offsetMs).toISOString().slice(0, -1);
}
