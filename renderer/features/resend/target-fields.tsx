import type { ResendSurvey } from '../../../core/contract/resend.ts';
import type { ProfileView } from '../../../core/contract/views.ts';
import { ConnectionField } from '../../components/connection-field.tsx';
import { formatNumber } from '../../format/format.ts';
import { explainError } from '../../i18n/explain-error.ts';
import { useText } from '../../i18n/i18n.ts';
import { TopicField } from '../compose/topic-field.tsx';

interface Props {
  profile: ProfileView | undefined;
  topic: string;
  topicError: string | undefined;
  link: boolean;
  onProfile(profileId: string): void;
  onTopic(topic: string): void;
  onLink(link: boolean): void;
}

/** Where the copies go, and whether they name their original. */
export function TargetFields(props: Props) {
  const { profile, topic, topicError, link, onProfile, onTopic, onLink } = props;
  const t = useText();
  return (
    <>
      <div className="resend-target">
        <TopicField
          profile={profile}
          value={topic}
          error={topicError}
          autoFocus={false}
          onValueChange={onTopic}
        />
        <ConnectionField label={t('resend.connection')} profile={profile} onProfile={onProfile} />
      </div>
      <label className="resend-link">
        <input
          type="checkbox"
          className="checkbox"
          checked={link}
          onChange={(event) => onLink(event.target.checked)}
        />
        <span>{t('resend.link')}</span>
        <span className="help hint">{t('resend.linkHelp')}</span>
      </label>
    </>
  );
}

/** Where several go by themselves, and which of them will fail. */
export function SurveyNotes({ survey, ownTopics }: { survey: ResendSurvey; ownTopics: boolean }) {
  const t = useText();
  const { topics, unreadable } = survey;
  const lost = topics.find(({ topic }) => topic === '')?.messages ?? 0;
  const list = topics
    .map(({ topic, messages }) =>
      t('resend.topicCount', { topic: topic || t('resend.unknownTopic'), count: formatNumber(messages) }),
    )
    .join(', ');
  return (
    <>
      {ownTopics && topics.length > 1 && (
        <p className="help secondary">{t('resend.ownTopics', { topics: list })}</p>
      )}
      {ownTopics && lost > 0 && <p className="help fact-warn">{t('resend.someNoTopic', { count: lost })}</p>}
      {unreadable !== undefined && (
        <p className="help fact-warn">
          {t('resend.unreadable', {
            count: unreadable.messages,
            reason: explainError(unreadable.error, t).headline,
          })}
        </p>
      )}
    </>
  );
}
