import type { ErrorData } from '../../../core/model/error.ts';
import { explainError } from '../../i18n/explain-error.ts';
import { useText } from '../../i18n/i18n.ts';
import { useGroups } from '../message/push/use-push.ts';

/** Topics told one by one. */
const TOPICS_SHOWN = 4;

/** Which groups get the copies: those of each topic they go to. */
export function GroupsNotes({ profileId, topics }: { profileId: string; topics: readonly string[] }) {
  const t = useText();
  const more = topics.length - TOPICS_SHOWN;
  return (
    <>
      {topics.slice(0, TOPICS_SHOWN).map((topic) => (
        <GroupsNote key={`${profileId} ${topic}`} profileId={profileId} topic={topic} />
      ))}
      {more > 0 && <p className="help hint">{t('resend.moreTopics', { count: more })}</p>}
    </>
  );
}

function GroupsNote({ profileId, topic }: { profileId: string; topic: string }) {
  const t = useText();
  const asked = useGroups(profileId, topic);
  if (asked.state === 'reading') return <p className="help hint">{t('resend.readingGroups', { topic })}</p>;
  if (asked.state === 'failed') return <p className="help">{unknownText(asked.error, topic, t)}</p>;
  const { groups, unread } = asked.value;
  const known =
    groups.length === 0
      ? t('resend.noGroups', { topic })
      : t('resend.groups', { count: groups.length, topic, groups: groups.join(', ') });
  return (
    <p className="help">
      {known} {unread.length > 0 && t('resend.groupsPartly')}
    </p>
  );
}

function unknownText(error: ErrorData, topic: string, t: ReturnType<typeof useText>): string {
  if (error.code === 'NO_ROUTE') return t('resend.noSuchTopic', { topic });
  return t('resend.groupsUnknown', { topic, reason: explainError(error, t).headline });
}
