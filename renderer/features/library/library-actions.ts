import type { LibraryFile, SaveResult, Template } from '../../../core/contract/library.ts';
import type { MessageRef } from '../../../core/contract/message-ref.ts';
import { call } from '../../bridge/call.ts';
import { showToast } from '../../components/toast.tsx';
import { text } from '../../i18n/i18n.ts';
import { type Draft, draftFromSend, toSendDraft } from '../../store/drafts.ts';
import { useUi } from '../../store/ui-store.ts';
import { readLibrary, useLibrary } from './library-store.ts';

/** Opens a template as a draft of its own; saving it goes to the same file. Throws what the host says. */
export async function openTemplate(path: string): Promise<void> {
  const file = await call('library.read', { path });
  if (!('draft' in file)) return;
  const { draftOpened, draftEdited } = useUi.getState();
  draftEdited(draftOpened(file.draft), asInFile(file));
}

/** The draft becomes what its file says now. Throws what the host says; false: the file is no message. */
export async function takeFile(draftId: number, path: string): Promise<boolean> {
  const file = await call('library.read', { path });
  const { drafts, draftEdited } = useUi.getState();
  const draft = drafts[draftId];
  if (draft === undefined || !('draft' in file)) return false;
  const { draftKey } = draft;
  draftEdited(draftId, { ...draftFromSend(draftId, file.draft), draftKey, ...asInFile(file) });
  return true;
}

const asInFile = ({ path, version, variables }: LibraryFile & Template): Partial<Draft> => ({
  variables,
  unsent: false,
  libraryFile: { path, version },
});

/** Drafts of this file, or of files in this folder, belong to where it is now. */
export function draftsFollow(from: string, to: string): void {
  const { drafts, draftEdited } = useUi.getState();
  for (const { draftId, libraryFile, unsent } of Object.values(drafts)) {
    if (libraryFile === undefined || !`${libraryFile.path}/`.startsWith(`${from}/`)) continue;
    const path = to + libraryFile.path.slice(from.length);
    draftEdited(draftId, { libraryFile: { ...libraryFile, path }, unsent });
  }
}

/** Saves a draft to its file, or asks for a name. A file that changed meanwhile is a question, not a loss. */
export async function saveDraft(draftId: number): Promise<void> {
  const { dialogOpened } = useLibrary.getState();
  const draft = useUi.getState().drafts[draftId];
  if (draft === undefined) return;
  const { libraryFile, keys, topic } = draft;
  if (libraryFile === undefined) {
    const suggested = fileName(keys[0] ?? topic);
    dialogOpened({ kind: 'save', source: { kind: 'draft', draftId }, suggested });
    return;
  }
  await replaceFile(draftId, libraryFile.path, libraryFile.version);
}

/** As saveDraft, to this path; `version` is what was last seen there, null for nothing. */
export async function replaceFile(draftId: number, path: string, version: string | null): Promise<void> {
  const draft = useUi.getState().drafts[draftId];
  if (draft === undefined) return;
  const saved = await writeDraft(draft, path, version);
  if (saved.kind === 'saved') saidSaved(path);
  else useLibrary.getState().dialogOpened({ kind: 'conflict', draftId, path, version: saved.version });
}

/** Writes a draft to this path, which is its file from now on; `version` is what was last seen there, null for nothing. */
export async function writeDraft(draft: Draft, path: string, version: string | null): Promise<SaveResult> {
  const { draftId, variables } = draft;
  const saved = await call('library.save', {
    path,
    draft: toSendDraft(draft),
    variables,
    baseVersion: version,
  });
  const now = useUi.getState().drafts[draftId];
  if (saved.kind === 'saved' && now !== undefined)
    useUi.getState().draftEdited(draftId, {
      libraryFile: { path, version: saved.version },
      unsent: now.unsent,
    });
  return saved;
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
