import { useEffect, useState } from 'react';
import type { ReplayPlan } from '../../../../core/contract/recordings.ts';
import type { ErrorData } from '../../../../core/model/error.ts';
import { call } from '../../../bridge/call.ts';
import { errorData } from '../../../bridge/window-error.ts';

/** A topic that is being typed is asked about a moment after the last key. */
const PLAN_AFTER_MS = 150;

interface Read {
  /** undefined until it was read, and when it cannot be. */
  plan?: ReplayPlan;
  error?: ErrorData;
}

export interface Planned extends Read {
  /** What was chosen is another by now, and not read yet. */
  isStale: boolean;
}

/** What would be sent where; read again whenever that would be another. */
export function useReplayPlan(name: string, profileId: string | undefined, topic: string): Planned {
  const [read, setRead] = useState<Read & { of?: string }>({});
  const chosen = JSON.stringify([name, profileId, topic]);
  useEffect(() => {
    if (profileId === undefined) return;
    let current = true;
    const target = { profileId, ...(topic === '' ? {} : { topic }) };
    const timer = setTimeout(
      () =>
        void call('replay.plan', { name, ...target }).then(
          (plan) => current && setRead({ plan, of: chosen }),
          (caught: unknown) => current && setRead({ error: errorData(caught), of: chosen }),
        ),
      topic === '' ? 0 : PLAN_AFTER_MS,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [name, profileId, topic, chosen]);
  return { ...read, isStale: read.of !== chosen };
}
