import { Pin } from 'lucide-react';
import { useText } from '../../i18n/i18n.ts';
import { useActiveProfile, useActiveTab } from '../../store/selectors.ts';
import { useUi } from '../../store/ui-store.ts';
import { usePinned } from './state/topic-prefs.ts';

/** Shortcuts to the topics pinned on the chosen connection. */
export function PinnedLinks() {
  const profile = useActiveProfile();
  return profile === undefined ? null : <Links profileId={profile.profileId} />;
}

function Links({ profileId }: { profileId: string }) {
  const t = useText();
  const pinned = usePinned(profileId);
  const tab = useActiveTab();
  if (pinned.length === 0) return null;
  return (
    <div className="nav-section">
      <div className="nav-section-head">
        <span>{t('topics.pinned')}</span>
      </div>
      {pinned.map((topic) => (
        <a
          key={topic}
          className="nav-link"
          href={`#topic-${topic}`}
          aria-current={tab?.kind === 'topic' && tab.topic === topic ? 'page' : undefined}
          onClick={(event) => {
            event.preventDefault();
            useUi.getState().topicOpened(profileId, topic);
          }}
        >
          <Pin size={15} aria-hidden="true" />
          <span className="nav-word truncate" title={topic}>
            {topic}
          </span>
        </a>
      ))}
    </div>
  );
}
