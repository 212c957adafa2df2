import { Info } from 'lucide-react';
import type { ResendPlan, ResendSurvey } from '../../../core/contract/resend.ts';
import type { ProfileView } from '../../../core/contract/views.ts';
import type { ErrorData } from '../../../core/model/error.ts';
import { InlineError } from '../../components/inline-error.tsx';
import { useText } from '../../i18n/i18n.ts';
import { FieldsTable } from './fields-table.tsx';
import { GroupsNotes } from './groups-note.tsx';
import { MessageStepper } from './message-stepper.tsx';
import { useResend } from './resend-store.ts';
import { SurveyNotes, TargetFields } from './target-fields.tsx';

interface Props {
  total: number;
  /** The message shown. */
  at: number;
  plan: ResendPlan | undefined;
  /** Why the message shown cannot be read. */
  error: ErrorData | undefined;
  survey: ResendSurvey | undefined;
  profile: ProfileView | undefined;
  link: boolean;
  /** As in its field. */
  topic: string;
  topicError: string | undefined;
  /** Nothing was typed: each goes to its own. */
  ownTopics: boolean;
  /** Where the copies go. */
  topics: readonly string[];
  onAt(at: number): void;
  onTopic(topic: string): void;
  onProfile(profileId: string): void;
}

/** Where the copies go, what exactly differs, what stays, and which groups get them. */
export function ResendPreview(props: Props) {
  const { total, at, plan, error, survey, profile, link, topic, topicError, ownTopics, topics } = props;
  const t = useText();
  const { linkChosen } = useResend.getState();
  return (
    <>
      {total === 1 && plan !== undefined && plan.place !== '' && (
        <p className="resend-place data secondary truncate">{t('resend.from', { place: plan.place })}</p>
      )}
      <TargetFields
        {...{ profile, topic, topicError, link }}
        onTopic={props.onTopic}
        onProfile={props.onProfile}
        onLink={linkChosen}
      />
      {survey !== undefined && <SurveyNotes survey={survey} ownTopics={ownTopics} />}
      {total > 1 && <MessageStepper at={at} total={total} title={plan?.title ?? ''} onAt={props.onAt} />}
      {error !== undefined && <InlineError error={error} />}
      {plan !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by keyboard
        <section className="resend-scroll" aria-label={t('resend.fields')} tabIndex={0}>
          <FieldsTable fields={plan.fields} />
        </section>
      )}
      {plan?.linkLeftOut === true && <p className="help fact-warn">{t('resend.linkLeftOut')}</p>}
      <div className="resend-notes">
        <Info size={14} aria-hidden="true" />
        <div>
          <p className="help">{staysText(total, plan, survey, t)}</p>
          {profile !== undefined && <GroupsNotes profileId={profile.profileId} topics={topics} />}
        </div>
      </div>
    </>
  );
}

function staysText(
  total: number,
  plan: ResendPlan | undefined,
  survey: ResendSurvey | undefined,
  t: ReturnType<typeof useText>,
): string {
  if (total > 1) return t((survey?.deadLetters ?? 0) > 0 ? 'resend.deadLettersStay' : 'resend.stays');
  return t(plan?.deadLetterOf === undefined ? 'resend.stays' : 'resend.deadLetterStays');
}
