import { readDelayLevels } from '../admin/delay-levels.ts';
import { readRetryMaxTimes } from '../admin/groups.ts';
import type { ClientInstance } from '../client/client-instance.ts';
import { DEFAULT_RETRY_MAX_TIMES } from '../model/consume.ts';
import { DELAY_LEVELS } from '../model/delay.ts';
import { GantryError } from '../model/error.ts';

/** What a Later of this group means: after how long it returns, and how often. */
export interface GroupLimits {
  retryMaxTimes: number;
  retryMaxTimesSource: 'broker' | 'assumed';
  delayLevels: readonly { level: number; name: string; ms: number }[];
  delayLevelsSource: 'broker' | 'assumed';
}

export const ASSUMED_LIMITS: GroupLimits = {
  retryMaxTimes: DEFAULT_RETRY_MAX_TIMES,
  retryMaxTimesSource: 'assumed',
  delayLevels: DELAY_LEVELS,
  delayLevelsSource: 'assumed',
};

/** Who may consume need not be allowed to read configurations: defaults are assumed then. Throws CONNECT, TIMEOUT, CLOSED, FRAME. */
export async function readGroupLimits(client: ClientInstance, group: string): Promise<GroupLimits> {
  const [retries, delays] = await Promise.all([
    readRetryMaxTimes(client, group).catch(notAllowed),
    readDelayLevels(client).catch(notAllowed),
  ]);
  return {
    ...ASSUMED_LIMITS,
    ...(retries && { retryMaxTimes: retries.retryMaxTimes, retryMaxTimesSource: retries.source }),
    ...(delays && { delayLevels: delays.levels, delayLevelsSource: delays.source }),
  };
}

function notAllowed(error: unknown): undefined {
  if (error instanceof GantryError && error.data.code === 'AUTH') return;
  throw error;
}
