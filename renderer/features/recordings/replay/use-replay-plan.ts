import { useEffect, useState } from 'react';
import type { ReplayPlan } from '../../../../core/contract/recordings.ts';
import type { ErrorData } from '../../../../core/model/error.ts';
import { call } from '../../../bridge/call.ts';
import { errorData } from '../../../bridge/window-error.ts';

/** A topic that is being typed is asked about a moment after the last key. */
const PLAN_AFTER_MS = 150;

export interface Planned {
  /** undefined until it was read, and when it cannot be. */
  plan?: ReplayPlan;
  error?: ErrorData;
}

/** What would be sent where; read again whenever that would be another. */
export function useReplayPlan(name: string, profileId: string | undefined, topic: string): Planned {
  const [planned, setPlanned] = useState<Planned>({});
  useEffect(() => {
    if (profileId === undefined) return;
    let current = true;
    const target = { profileId, ...(topic === '' ? {} : { topic }) };
    const timer = setTimeout(
      () =>
        void call('replay.plan', { name, ...target }).then(
          (plan) => current && setPlanned({ plan }),
          (caught: unknown) => current && setPlanned({ error: errorData(caught) }),
        ),
      topic === '' ? 0 : PLAN_AFTER_MS,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [name, profileId, topic]);
  return planned;
}
