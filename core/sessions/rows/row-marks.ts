import type { Delivery } from '../../consumer/push-consumer.ts';
import type { DecidedBy, MessageRow, ReleaseReason } from '../../model/consume.ts';
import type { ErrorData } from '../../model/error.ts';

/** How a delivery was decided. `level` and what follows: of a Later, as in MessageRow. */
export interface RowSettlement {
  state: 'acked' | 'later' | 'deadLetter';
  by: DecidedBy;
  nowMs: number;
  rule?: MessageRow['rule'];
  level?: number;
  returnsAtBrokerMs?: number;
  returnsByAssumedClock?: true;
}

/** A decision is on its way to the broker, or came back refused. */
export function markDeciding(
  row: MessageRow,
  { deadlineAtMs }: Delivery,
  deciding: boolean,
  error: ErrorData | undefined,
): void {
  row.deciding = deciding ? true : undefined;
  row.decisionError = error;
  if (deadlineAtMs !== undefined) row.deadlineAtMs = deadlineAtMs;
}

export function markSettled(row: MessageRow, how: RowSettlement): void {
  row.state = how.state;
  row.decidedBy = how.by;
  row.decidedAtMs = how.nowMs;
  if (how.rule !== undefined) row.rule = how.rule;
  if (how.level !== undefined) row.returnsAtLevel = how.level;
  if (how.returnsAtBrokerMs !== undefined) row.returnsAtBrokerMs = how.returnsAtBrokerMs;
  if (how.returnsByAssumedClock === true) row.returnsByAssumedClock = true;
  noLongerHeld(row);
  clear(row, 'decisionError');
}

/** It is not ours to decide any more. */
export function markReleased(row: MessageRow, releasedBy: ReleaseReason | 'stop', nowMs: number): void {
  row.state = 'movedAway';
  row.releasedBy = releasedBy;
  row.decidedAtMs = nowMs;
  noLongerHeld(row);
}

function noLongerHeld(row: MessageRow): void {
  clear(row, 'planned');
  clear(row, 'deciding');
  clear(row, 'deadlineAtMs');
}

/** Not deleted: an object that lost a property takes 700 bytes more, and a consumer keeps a million rows. */
function clear(row: MessageRow, field: 'planned' | 'deciding' | 'deadlineAtMs' | 'decisionError'): void {
  if (row[field] !== undefined) row[field] = undefined;
}
