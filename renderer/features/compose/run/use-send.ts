import { useEffect, useRef, useState } from 'react';
import type { ProfileView } from '../../../../core/contract/views.ts';
import { type ErrorData, stateError } from '../../../../core/model/error.ts';
import { call } from '../../../bridge/call.ts';
import { errorData } from '../../../bridge/window-error.ts';
import { type Draft, sendVariables, toSendDraft } from '../../../store/drafts.ts';
import { useHost } from '../../../store/host-store.ts';
import { useUi } from '../../../store/ui-store.ts';

/** Nothing is shown for a send that is answered sooner. */
const SHOW_AFTER_MS = 150;

export interface Sending {
  /** A send is under way and took long enough to say so. */
  shown: boolean;
  /** The call itself failed: bad input, or the host was lost. A broker's refusal is an outcome, not this. */
  error: ErrorData | undefined;
  /** Sends the draft as it stands: once, or as often as it says. */
  send(profile: ProfileView): Promise<void>;
  /** Sends several drafts in order, as often as this one says. */
  sendAll(profile: ProfileView, draftIds: readonly number[]): Promise<void>;
  clearError(): void;
}

/** Sends of one draft's form, one at a time. */
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

  async function attempt(send: () => Promise<void>): Promise<void> {
    if (busy.current) return;
    busy.current = true;
    setError(undefined);
    const timer = setTimeout(() => setShown(true), SHOW_AFTER_MS);
    try {
      await send();
    } catch (caught) {
      if (mounted.current) setError(errorData(caught));
    }
    clearTimeout(timer);
    busy.current = false;
    if (mounted.current) setShown(false);
  }

  return {
    shown,
    error,
    send: ({ profileId }) =>
      attempt(async () => {
        const draft = openDraft(draftId);
        if (isRepeated(draft)) await startRun(profileId, draft, [draft]);
        else await sendOnce(profileId, draft);
      }),
    sendAll: ({ profileId }, draftIds) =>
      attempt(() => startRun(profileId, openDraft(draftId), draftIds.map(openDraft))),
    clearError: () => setError(undefined),
  };
}

/** More than one message, or a batch. */
export const isRepeated = ({ repeat }: Draft): boolean => repeat.count > 1 || repeat.batch;

async function sendOnce(profileId: string, draft: Draft): Promise<void> {
  const record = await call('message.send', {
    profileId,
    draft: toSendDraft(draft),
    variables: sendVariables(draft),
  });
  useHost.getState().eventReceived({ event: 'message.sent', data: record });
  useUi.getState().draftSent(draft.draftId, record.sendId, draft);
  counted(draft, 1);
}

/** `form` is where the run was started and shows. */
async function startRun(profileId: string, form: Draft, drafts: readonly Draft[]): Promise<void> {
  const run = await call('send.run.start', {
    profileId,
    items: drafts.map((draft) => ({ draft: toSendDraft(draft), variables: sendVariables(draft) })),
    repeat: form.repeat,
  });
  useHost.getState().runReceived(run);
  for (const draft of drafts) {
    useUi.getState().draftEdited(draft.draftId, { unsent: useUi.getState().drafts[draft.draftId] !== draft });
    counted(draft, form.repeat.count);
  }
  const now = openDraft(form.draftId);
  useUi.getState().draftEdited(form.draftId, { runId: run.runId, unsent: now.unsent });
}

/** `{{seq}}` goes on where these sends end. */
function counted({ draftId, variables }: Draft, sends: number): void {
  const now = useUi.getState().drafts[draftId];
  if (now === undefined || !variables) return;
  useUi.getState().draftEdited(draftId, { nextSeq: now.nextSeq + sends, unsent: now.unsent });
}

/** Throws STATE unknownId for one that was closed meanwhile. */
function openDraft(draftId: number): Draft {
  const draft = useUi.getState().drafts[draftId];
  if (draft === undefined) throw stateError('unknownId', { what: 'draft', id: draftId });
  return draft;
}
