import type { BrokerClockView } from '../../model/clock.ts';
import { driftOf } from '../../model/delay-lab/drift.ts';
import type { LabRow } from '../../model/delay-lab/row.ts';
import { stateOf } from '../../model/delay-lab/state.ts';
import { csvLine } from '../browse/export/csv.ts';
import type { LabRunData } from './lab-run.ts';

type Cell = (row: LabRow) => string | number | undefined;

/** Of one run, one row a message. Times are ISO 8601 in UTC: sent_at by the sender's clock, the others by the broker's. */
export function labCsv(
  { topic, rows }: Pick<LabRunData, 'topic' | 'rows'>,
  clockOf: (row: LabRow) => BrokerClockView,
  nowMs: number,
): string {
  const cells: Record<string, Cell> = {
    message: ({ rowId }) => rowId,
    level_asked: ({ level }) => level,
    level: ({ plan }) => plan?.level,
    level_ms: ({ plan }) => plan?.levelMs,
    level_source: ({ plan }) => plan?.levelSource,
    state: (row) => stateOf(row, clockOf(row), nowMs),
    topic: () => topic,
    broker: ({ send }) => (send.kind === 'stored' ? send.queue.brokerName : undefined),
    queue: ({ send }) => (send.kind === 'stored' ? send.queue.queueId : undefined),
    schedule_offset: ({ send }) => (send.kind === 'stored' ? send.scheduleOffset : undefined),
    unique_key: ({ uniqueKey }) => uniqueKey,
    sent_at: ({ sentAtMs }) => iso(sentAtMs),
    stored_at: ({ plan }) => iso(plan?.storedMs),
    planned_at: ({ plan }) => iso(plan?.dueMs),
    planned_source: ({ plan }) => plan?.source,
    landed_at: ({ landing }) => iso(landing?.storedMs),
    landed_queue: ({ landing }) => landing?.queue.queueId,
    landed_offset: ({ landing }) => landing?.queueOffset,
    drift_ms: driftOf,
    clock_rate: ({ landing }) => landing?.clockRate,
    error: ({ send }) => ('error' in send ? send.error.code : undefined),
  };
  const lines = rows.map((row) => csvLine(Object.values(cells).map((cell) => String(cell(row) ?? ''))));
  return csvLine(Object.keys(cells)) + lines.join('');
}

const iso = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString();
