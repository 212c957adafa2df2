import './recent-work.css';
import { FileText, Layers, type LucideIcon, Send } from 'lucide-react';
import type { RecentWork } from '../../../core/contract/window-state.ts';
import { InlineError } from '../../components/inline-error.tsx';
import { useAttempt } from '../../components/use-attempt.ts';
import { type Translate, useText } from '../../i18n/i18n.ts';
import { type Draft, isBlank } from '../../store/drafts.ts';
import { type HostState, useHost } from '../../store/host-store.ts';
import { useRecent } from '../../store/recent.ts';
import { draftTab } from '../../store/tabs.ts';
import { useUi } from '../../store/ui-store.ts';
import { openTemplate } from '../library/library-actions.ts';
import { connectionName } from './connections/connection-name.ts';

const SHOWN = 6;

interface Line {
  id: string;
  icon: LucideIcon;
  label: string;
  hint: string;
  open(): void | Promise<void>;
}

/** Drafts, topics and library files that were in front last; nothing before there is any. */
export function RecentWorkList() {
  const t = useText();
  const work = useRecent((recent) => recent.work);
  const drafts = useUi((ui) => ui.drafts);
  const saved = useHost((host) => host.app?.saved);
  const { error, attempt } = useAttempt();
  const lines = work.flatMap((one) => lineOf(one, Object.values(drafts), saved, t) ?? []).slice(0, SHOWN);
  if (lines.length === 0) return null;
  return (
    <section className="recent-work" aria-labelledby="home-recent">
      <div className="home-list-head">
        <h2 id="home-recent">{t('home.recent')}</h2>
      </div>
      <ul aria-labelledby="home-recent">
        {lines.map((line) => (
          <li key={line.id}>
            <button
              type="button"
              className="recent-press"
              onClick={() => void attempt(async () => line.open())}
            >
              <line.icon size={14} aria-hidden="true" />
              <span className="truncate">{line.label}</span>{' '}
              <span className="hint truncate">{line.hint}</span>
            </button>
          </li>
        ))}
      </ul>
      {error && <InlineError error={error} />}
    </section>
  );
}

type Saved = NonNullable<HostState['app']>['saved'];

/** Undefined for a draft that is closed or has nothing in it, and for a topic of a connection that was removed. */
function lineOf(
  work: RecentWork,
  drafts: readonly Draft[],
  saved: Saved | undefined,
  t: Translate,
): Line | undefined {
  const { topicOpened, tabActivated } = useUi.getState();
  switch (work.kind) {
    case 'topic': {
      const { profileId, topic } = work;
      const hint = connectionName(profileId, saved, t);
      if (hint === undefined) return undefined;
      return {
        id: `topic ${profileId} ${topic}`,
        icon: Layers,
        label: topic,
        hint,
        open: () => topicOpened(profileId, topic),
      };
    }
    case 'draft': {
      const draft = drafts.find(({ draftKey }) => draftKey === work.draftKey);
      if (draft === undefined || isBlank(draft)) return undefined;
      return {
        id: `draft ${work.draftKey}`,
        icon: Send,
        label: draft.topic === '' ? t('frame.untitledDraft') : draft.topic,
        hint: [draft.tag, ...draft.keys].filter((fact) => fact !== '').join(' '),
        open: () => tabActivated(draftTab(draft.draftId).id),
      };
    }
    case 'file': {
      const { path } = work;
      const draft = drafts.find(({ libraryFile }) => libraryFile?.path === path);
      return {
        id: `file ${path}`,
        icon: FileText,
        label: path.replace(/\.json$/, ''),
        hint: t('frame.library'),
        open: () => (draft === undefined ? openTemplate(path) : tabActivated(draftTab(draft.draftId).id)),
      };
    }
  }
}
