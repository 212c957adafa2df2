import { useEffect, useState } from 'react';
import type { MessageRef } from '../../../core/contract/message-ref.ts';
import type { ResendPlan, ResendSurvey } from '../../../core/contract/resend.ts';
import type { ErrorData } from '../../../core/model/error.ts';
import { call } from '../../bridge/call.ts';
import { errorData } from '../../bridge/window-error.ts';

/** A topic that is being typed is asked about a moment after the last key. */
const PLAN_AFTER_MS = 150;

export interface Planned {
  /** Undefined until it was read, and when it cannot be. */
  plan: ResendPlan | undefined;
  error: ErrorData | undefined;
}

/** What would be sent for one message; read again whenever it would be another. */
export function usePlan(
  ref: MessageRef,
  profileId: string | undefined,
  topic: string | undefined,
  link: boolean,
): Planned {
  const [planned, setPlanned] = useState<Planned>({ plan: undefined, error: undefined });
  useEffect(() => {
    if (profileId === undefined) return;
    let current = true;
    const target = { profileId, link, ...(topic === undefined ? {} : { topic }) };
    const read = (): void => {
      call('resend.plan', { ref, target }).then(
        (plan) => current && setPlanned({ plan, error: undefined }),
        (error: unknown) => current && setPlanned({ plan: undefined, error: errorData(error) }),
      );
    };
    const timer = setTimeout(read, topic === undefined ? 0 : PLAN_AFTER_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [ref, profileId, topic, link]);
  return planned;
}

/** Where several messages go; undefined for a single one, and until it was read. */
export function useSurvey(refs: readonly MessageRef[]): ResendSurvey | undefined {
  const [survey, setSurvey] = useState<ResendSurvey>();
  useEffect(() => {
    if (refs.length === 1) return;
    let current = true;
    call('resend.survey', { refs: [...refs] }).then(
      (read) => current && setSurvey(read),
      // The plan of the message shown says what is wrong; the sends have an outcome each.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [refs]);
  return survey;
}
