import './topic-list.css';
import { Plus } from 'lucide-react';
import { type RefObject, useMemo, useState } from 'react';
import type { TopicSummary } from '../../../../core/contract/views.ts';
import { IconButton } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { formatClock } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { usePrefs } from '../../../store/prefs.ts';
import { useWhyNotWrite } from '../../../store/why-not-write.ts';
import { usePinned } from '../state/topic-prefs.ts';
import type { Polled } from '../state/use-polled.ts';
import { OpenByName } from './open-by-name.tsx';
import { TopicFinder } from './topic-finder.tsx';
import { topicLines } from './topic-lines.ts';

const NO_TOPICS: readonly TopicSummary[] = [];

interface Props {
  profileId: string;
  topic: string | undefined;
  list: Polled<TopicSummary[]>;
  /** Host time of the last list. */
  readAtMs: number | undefined;
  dimmed: boolean;
  find: RefObject<HTMLInputElement | null>;
  onOpen(topic: string): void;
  onNewTopic(): void;
}

/** All topics of a connection, of which those on the screen are drawn and counted. */
export function TopicList({ profileId, topic, list, readAtMs, dimmed, find, onOpen, onNewTopic }: Props) {
  const t = useText();
  const [query, setQuery] = useState('');
  const pinned = usePinned(profileId);
  // As it was when the list came up: a topic does not jump away under the pointer that opens it.
  const [recent] = useState(() => usePrefs.getState().recent[profileId] ?? []);
  const topics = list.value ?? NO_TOPICS;
  const lines = useMemo(() => topicLines(topics, { pinned, recent }, query), [topics, pinned, recent, query]);
  const whyNot = useWhyNotWrite(profileId);
  const empty = list.value !== undefined && lines.length === 0;
  return (
    <section className="topic-list" aria-label={t('topics.title')} data-dimmed={dimmed || undefined}>
      <TopicFinder {...{ profileId, topic, lines, query, find, onOpen }} onQuery={setQuery}>
        {list.error && (
          <div className="topic-list-note">
            <InlineError error={list.error} remedies={{ retry: list.refresh }} />
            <p className="help secondary">{t('topics.listRefused')}</p>
          </div>
        )}
        {empty && <EmptyState text={t(query === '' ? 'topics.none' : 'topics.noneFound')} />}
      </TopicFinder>
      {dimmed && readAtMs !== undefined && (
        <p className="topic-list-read meta hint">{t('topics.readAt', { time: formatClock(readAtMs) })}</p>
      )}
      <footer className="topic-list-foot">
        <OpenByName onOpen={onOpen} />
        <IconButton
          icon={Plus}
          label={t('topics.newTopic')}
          disabledReason={whyNot && t(whyNot)}
          onClick={onNewTopic}
        />
      </footer>
    </section>
  );
}
