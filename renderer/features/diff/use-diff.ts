import { useCallback, useEffect, useState } from 'react';
import type { DiffView } from '../../../core/contract/diff.ts';
import { type ErrorData, stateError } from '../../../core/model/error.ts';
import { call } from '../../bridge/call.ts';
import { errorData } from '../../bridge/window-error.ts';
import { toSendDraft } from '../../store/drafts.ts';
import { useHost } from '../../store/host-store.ts';
import type { DiffRef } from '../../store/tabs.ts';
import { useUi } from '../../store/ui-store.ts';

interface Found {
  view: DiffView | undefined;
  error: ErrorData | undefined;
}

/** Compares two messages, and again whenever a file of the library changes that is one of them. */
export function useDiff(left: DiffRef, right: DiffRef): Found & { reopen(): void } {
  const [found, setFound] = useState<Found>({ view: undefined, error: undefined });
  const [opened, setOpened] = useState(0);
  const revision = useHost((host) => host.libraryRevision);
  const fromFile = left.kind === 'template' || right.kind === 'template';
  const pair = JSON.stringify([left, right]);
  const version = fromFile ? revision : 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: compared again for another pair, a changed file, or when asked
  useEffect(() => {
    let shown = true;
    void open(left, right)
      .then((view) => shown && setFound({ view, error: undefined }))
      .catch((error: unknown) => shown && setFound(({ view }) => ({ view, error: errorData(error) })));
    return () => {
      shown = false;
    };
  }, [pair, version, opened]);
  const reopen = useCallback(() => setOpened((before) => before + 1), []);
  return { ...found, reopen };
}

async function open(left: DiffRef, right: DiffRef): Promise<DiffView> {
  return await call('diff.open', { left: sideOf(left), right: sideOf(right) });
}

function sideOf(ref: DiffRef) {
  if (ref.kind !== 'draft') return ref;
  const draft = useUi.getState().drafts[ref.draftId];
  if (draft === undefined) throw stateError('unknownId', { what: 'draft', id: ref.draftId });
  return { kind: 'draft' as const, draft: toSendDraft(draft) };
}
