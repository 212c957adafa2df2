import { ClipboardPaste, Code, LibraryBig } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { formatClock } from '../../format/format.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Draft } from '../../store/drafts.ts';
import { useHost } from '../../store/host-store.ts';
import { useSavedDrafts } from '../../store/keep-drafts.ts';
import { saveDraft } from '../library/library-actions.ts';
import { PASTE_FIELD } from './code/paste-python.tsx';

interface Props {
  draft: Draft;
  onCode(): void;
}

/** What is written, when it was kept or sent, and the ways to and from code. */
export function ComposeHeader({ draft, onCode }: Props) {
  const t = useText();
  const sentAtMs = useHost(
    (host) => host.sent.find((record) => record.sendId === draft.resultSendId)?.sentAtMs,
  );
  const savedAtMs = useSavedDrafts((saved) => saved[draft.draftKey]);
  const state = (): string => {
    if (!draft.unsent && sentAtMs !== undefined) return t('compose.sentAt', { time: formatClock(sentAtMs) });
    return savedAtMs === undefined
      ? t('compose.draft')
      : t('compose.savedAt', { time: formatClock(savedAtMs) });
  };
  const paste = (): void => {
    onCode();
    requestAnimationFrame(() => document.getElementById(PASTE_FIELD)?.focus());
  };
  return (
    <header className="view-header">
      <h1 className="truncate">{draft.topic === '' ? t('compose.title') : draft.topic}</h1>
      <span className="hint compose-state">{state()}</span>
      <div className="view-header-end">
        <Button tone="plain" icon={ClipboardPaste} onClick={paste}>
          {t('compose.paste')}
        </Button>
        <Button icon={Code} onClick={onCode}>
          {t('compose.copyCode')}
        </Button>
        <Button icon={LibraryBig} shortcut="mod+s" onClick={() => void saveDraft(draft.draftId)}>
          {t('library.save')}
        </Button>
      </div>
    </header>
  );
}
