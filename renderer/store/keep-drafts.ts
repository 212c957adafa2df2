import { create } from 'zustand';
import type { SavedDraft } from '../../core/contract/compose.ts';
import { call } from '../bridge/call.ts';
import { type Draft, draftForm, isBlank } from './drafts.ts';
import { useUi } from './ui-store.ts';

/** A change is with the host this long after it was made; the host writes it within another second. */
const SAVE_AFTER_MS = 400;

/** When the host last kept each draft, by its key; host time. */
export const useSavedDrafts = create<Record<string, number>>()(() => ({}));

/** Drafts that the host keeps and this window does not show yet, each in a tab of its own. */
export async function restoreDrafts(): Promise<void> {
  const saved = await call('draft.list', {});
  const shown = new Set(Object.values(useUi.getState().drafts).map(({ draftKey }) => draftKey));
  const missing = saved.filter(({ form }) => !shown.has(form.draftKey));
  useSavedDrafts.setState(savedTimes(saved));
  if (missing.length > 0) useUi.getState().draftsRestored(missing.map(({ form }) => form));
}

/** From now on every change of a draft goes to the host, and a closed one is forgotten there. */
export function keepDrafts(): void {
  const changed = new Set<number>();
  let before = useUi.getState().drafts;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const { drafts } = useUi.getState();
    for (const draftId of changed) void save(drafts[draftId]);
    changed.clear();
  };
  useUi.subscribe(({ drafts }) => {
    if (drafts === before) return;
    for (const draft of Object.values(drafts))
      if (before[draft.draftId] !== draft) changed.add(draft.draftId);
    for (const gone of Object.values(before)) if (drafts[gone.draftId] === undefined) void forget(gone);
    before = drafts;
    timer ??= setTimeout(flush, SAVE_AFTER_MS);
  });
  window.addEventListener('pagehide', flush);
}

async function save(draft: Draft | undefined): Promise<void> {
  if (draft === undefined || isBlank(draft)) return;
  try {
    const saved = await call('draft.save', { form: draftForm(draft) });
    if (saved !== null) useSavedDrafts.setState({ [draft.draftKey]: saved.savedAtMs });
  } catch {
    // The link is down, or the disk refused (a notice says so): the page keeps the draft, and the next change takes it along.
  }
}

async function forget({ draftKey }: Draft): Promise<void> {
  await call('draft.remove', { draftKey }).catch(() => undefined);
}

const savedTimes = (saved: readonly SavedDraft[]): Record<string, number> =>
  Object.fromEntries(saved.map(({ form, savedAtMs }) => [form.draftKey, savedAtMs]));
