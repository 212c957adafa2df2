import { useEffect, useRef, useState } from 'react';
import type { ProfileView } from '../../../core/contract/views.ts';
import type { ErrorData } from '../../../core/model/error.ts';
import { call } from '../../bridge/call.ts';
import { errorData } from '../../bridge/window-error.ts';
import { toSendDraft } from '../../store/drafts.ts';
import { useHost } from '../../store/host-store.ts';
import { useUi } from '../../store/ui-store.ts';

/** Nothing is shown for a send that is answered sooner. */
const SHOW_AFTER_MS = 150;

export interface Sending {
  /** A send is under way and took long enough to say so. */
  shown: boolean;
  /** The call itself failed: bad input, or the host was lost. A broker's refusal is an outcome, not this. */
  error: ErrorData | undefined;
  send(profile: ProfileView): Promise<void>;
  clearError(): void;
}

/** Sends the draft as it stands, one at a time. */
export function useSend(draftId: number): Sending {
  const busy = useRef(false);
  const [shown, setShown] = useState(false);
  const [error, setError] = useState<ErrorData>();
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  async function send({ profileId }: ProfileView): Promise<void> {
    const draft = useUi.getState().drafts[draftId];
    if (busy.current || draft === undefined) return;
    busy.current = true;
    setError(undefined);
    const timer = setTimeout(() => setShown(true), SHOW_AFTER_MS);
    try {
      const record = await call('message.send', { profileId, draft: toSendDraft(draft) });
      useHost.getState().eventReceived({ event: 'message.sent', data: record });
      useUi.getState().draftSent(draftId, record.sendId, draft);
    } catch (caught) {
      if (mounted.current) setError(errorData(caught));
    }
    clearTimeout(timer);
    busy.current = false;
    if (mounted.current) setShown(false);
  }

  return { shown, error, send, clearError: () => setError(undefined) };
}
