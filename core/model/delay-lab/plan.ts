import { type BrokerClockView, brokerTimeAt } from '../clock.ts';
import type { ReceivedMessage } from '../message.ts';
import { SCHEDULE_TOPIC } from '../names.ts';
import type { KnownLevel } from './levels.ts';
import type { Plan } from './row.ts';

/**
 * From the copy that waits: a level stands as its queue, so one that was above the broker's highest shows as that one.
 * Source: HookUtils.transformDelayLevelMessage, ScheduleMessageService.delayLevel2QueueId.
 */
export function planOfCopy(
  { queue, storeTimestamp }: Pick<ReceivedMessage, 'queue' | 'storeTimestamp'>,
  level: number,
  levels: readonly KnownLevel[],
): Plan {
  const taken = queue.topic === SCHEDULE_TOPIC ? queue.queueId + 1 : level;
  return { ...lengthOf(taken, levels, storeTimestamp), level: taken, source: 'read' };
}

/** Without the copy: stored when it was answered, by the clock as it is known. */
export function estimatedPlan(
  clock: BrokerClockView,
  answeredAtMs: number,
  level: number,
  levels: readonly KnownLevel[],
): Plan {
  return { ...lengthOf(level, levels, brokerTimeAt(clock, answeredAtMs)), source: 'estimated' };
}

/** A level above the highest is that one, as the broker has it. */
function lengthOf(level: number, levels: readonly KnownLevel[], storedMs: number): Omit<Plan, 'source'> {
  const known = levels[Math.min(level, levels.length) - 1];
  const levelMs = known?.ms ?? 0;
  return {
    storedMs,
    dueMs: storedMs + levelMs,
    level: known?.level ?? level,
    levelMs,
    levelSource: known?.source ?? 'assumed',
  };
}
