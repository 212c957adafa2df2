import { create } from 'zustand';
import type { CompareAs } from '../../../core/contract/diff.ts';
import type { MessageRef } from '../../../core/contract/message-ref.ts';
import type { DiffLayout } from '../../../core/model/diff/layout.ts';
import { showToast } from '../../components/toast.tsx';
import { text } from '../../i18n/i18n.ts';
import { keyText } from '../../keys/platform.ts';
import { useUi } from '../../store/ui-store.ts';

interface DiffState {
  /** The first of two messages to be compared. */
  marked: { ref: MessageRef; title: string } | undefined;
  layout: DiffLayout;
  compareAs: CompareAs;
  /** Fields that are equal are listed too. */
  sameShown: boolean;
}

/** How a person likes to look at differences, for all of them. */
export const useDiffChoice = create<DiffState>()(() => ({
  marked: undefined,
  layout: 'sideBySide',
  compareAs: 'json',
  sameShown: true,
}));

/** The first press marks a message, the second compares it with another one. Pressed on the marked one it is let go. */
export function markOrCompare(ref: MessageRef, title: string): void {
  const { marked } = useDiffChoice.getState();
  const again = JSON.stringify(marked?.ref) === JSON.stringify(ref);
  if (marked !== undefined && !again) useUi.getState().diffOpened(marked.ref, ref);
  const next = marked === undefined ? { ref, title } : undefined;
  useDiffChoice.setState({ marked: next });
  if (next !== undefined) showToast(text('diff.marked', { title, key: keyText('d') }));
}

/** A draft as it stands beside the file it was opened from. */
export function openDraftDiff(draftId: number, path: string): void {
  useUi.getState().diffOpened({ kind: 'template', path }, { kind: 'draft', draftId });
}
