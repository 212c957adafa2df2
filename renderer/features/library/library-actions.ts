import type { MessageRef } from '../../../core/contract/message-ref.ts';
import { call } from '../../bridge/call.ts';
import { showToast } from '../../components/toast.tsx';
import { text } from '../../i18n/i18n.ts';
import { toSendDraft } from '../../store/drafts.ts';
import { useUi } from '../../store/ui-store.ts';
import { readLibrary, useLibrary } from './library-store.ts';

/** Opens a template as a draft of its own; saving it goes to the same file. Throws what the host says. */
export async function openTemplate(path: string): Promise<void> {
  const file = await call('library.read', { path });
  if (!('draft' in file)) return;
  const { draftOpened, draftEdited } = useUi.getState();
  const draftId = draftOpened(file.draft);
  // Braces in a template are variables; in a message that exists they are what they are.
  draftEdited(draftId, { variables: true, unsent: false });
  useLibrary.getState().draftFiled(draftId, { path, version: file.version });
}

/** Saves a draft to its file, or asks for a name. A file that changed meanwhile is a question, not a loss. */
export async function saveDraft(draftId: number): Promise<void> {
  const { files, dialogOpened } = useLibrary.getState();
  const draft = useUi.getState().drafts[draftId];
  const file = files[draftId];
  if (draft === undefined) return;
  if (file === undefined) {
    const suggested = fileName(draft.keys[0] ?? draft.topic);
    dialogOpened({ kind: 'save', source: { kind: 'draft', draftId }, suggested });
    return;
  }
  await writeDraft(draftId, file.path, file.version);
}

/** As saveDraft, to this path; `version` is what was last seen there, null for nothing. */
export async function writeDraft(draftId: number, path: string, version: string | null): Promise<void> {
  const draft = useUi.getState().drafts[draftId];
  if (draft === undefined) return;
  const saved = await call('library.save', { path, draft: toSendDraft(draft), baseVersion: version });
  const { draftFiled, dialogOpened } = useLibrary.getState();
  if (saved.kind === 'conflict') {
    dialogOpened({ kind: 'conflict', draftId, path, version: saved.version });
    return;
  }
  draftFiled(draftId, { path, version: saved.version });
  saidSaved(path);
}

/** Asks for a name and saves any message there is. */
export function saveMessage(ref: MessageRef, suggested: string): void {
  useLibrary
    .getState()
    .dialogOpened({ kind: 'save', source: { kind: 'message', ref }, suggested: fileName(suggested) });
}

export function saidSaved(path: string): void {
  showToast(text('library.saved', { path: path.replace(/\.json$/, '') }));
  void readLibrary();
}

/** A name that every system takes. */
export function fileName(wanted: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const plain = wanted.replace(/[\u0000-\u001f\u007f<>:"|?*\\/]/g, '-').replace(/^\.+|[. ]+$/g, '');
  return plain.slice(0, 80);
}
