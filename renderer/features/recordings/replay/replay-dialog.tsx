import { useState } from 'react';
import type { RecordingView, ReplayPlan } from '../../../../core/contract/recordings.ts';
import type { ReplaySpeed } from '../../../../core/model/recording/pace.ts';
import { call } from '../../../bridge/call.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { useAttempt } from '../../../components/use-attempt.ts';
import { formatElapsed, formatNumber } from '../../../format/format.ts';
import { fieldErrorText } from '../../../i18n/explain-error.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';
import { askOnProduction, useProduction } from '../../../store/production.ts';
import { profileName } from '../../../store/profile-name.ts';
import { useActiveProfile } from '../../../store/selectors.ts';
import { whyNotWrite } from '../../../store/why-not-write.ts';
import { useRecordings } from '../recordings-store.ts';
import { TargetFields } from './target-fields.tsx';
import { useReplayPlan } from './use-replay-plan.ts';

const TOPICS_SHOWN = 6;

/** Names the target, and how many messages go to which topics, before anything is sent. */
export function ReplayDialog({ view: { name }, onClose }: { view: RecordingView; onClose(): void }) {
  const t = useText();
  const active = useActiveProfile();
  const linkUp = useHost((host) => host.linkUp);
  const [profileId, setProfileId] = useState(active?.profileId);
  const profile = useHost((host) => (profileId === undefined ? undefined : host.profiles[profileId]));
  const [typed, setTyped] = useState('');
  const [speed, setSpeed] = useState<ReplaySpeed>(1);
  const { busy, error, attempt } = useAttempt();
  const asking = useProduction((production) => production.question !== undefined);
  const topic = typed.trim();
  const { plan, error: planError, isStale } = useReplayPlan(name, profile?.profileId, topic);
  const whyNot = whyNotWrite(profile, linkUp);
  const disabledReason =
    whyNot !== undefined
      ? t(whyNot)
      : plan === undefined || isStale
        ? t('recordings.reading', { name })
        : plan.messages === 0
          ? t('recordings.nothingToReplay')
          : undefined;
  const start = (paused: boolean) => (): void => {
    if (profile === undefined || disabledReason !== undefined || busy) return;
    const target = { profileId: profile.profileId, ...(topic === '' ? {} : { topic }) };
    const send = async (): Promise<void> => {
      const { replayReceived } = useRecordings.getState();
      replayReceived(await call('replay.start', { name, ...target, speed, paused }));
      onClose();
    };
    askOnProduction(profile, 'send', () => void attempt(send));
  };
  const onTopic = error?.params.field === 'topic';
  const messages = plan?.messages ?? 0;
  return (
    <Dialog
      open={!asking}
      onClose={() => {
        if (!asking) onClose();
      }}
      title={t('recordings.replayTitle', {
        count: messages,
        target: profile === undefined ? t('recordings.nowhere') : profileName(profile, t),
      })}
      actions={[
        {
          label: t('recordings.step'),
          keepsOpen: true,
          disabledReason,
          run: start(true),
        },
        {
          label: t('recordings.replayConfirm', { count: formatNumber(messages) }),
          tone: 'primary',
          keepsOpen: true,
          disabledReason,
          run: start(false),
        },
      ]}
    >
      <TargetFields
        profile={profile}
        topic={typed}
        topicError={onTopic && error !== undefined ? fieldErrorText(error, t) : undefined}
        speed={speed}
        onProfile={setProfileId}
        onTopic={setTyped}
        onSpeed={setSpeed}
      />
      {plan && profile && <PlanNotes plan={plan} speed={speed} t={t} />}
      {whyNot !== undefined && <p className="help fact-warn">{t(whyNot)}</p>}
      {planError && <InlineError error={planError} />}
      {error && !onTopic && <InlineError error={error} />}
    </Dialog>
  );
}

function PlanNotes({ plan, speed, t }: { plan: ReplayPlan; speed: ReplaySpeed; t: Translate }) {
  const { topics, withoutBody, durationMs } = plan;
  const more = topics.length - TOPICS_SHOWN;
  return (
    <>
      <ul className="replay-topics" aria-label={t('recordings.targets')}>
        {topics.slice(0, TOPICS_SHOWN).map((target) => (
          <li key={target.topic}>
            <span>{t('recordings.target', { count: target.messages, topic: target.topic })}</span>{' '}
            <span className="hint">{routeText(target, t)}</span>
          </li>
        ))}
        {more > 0 && <li className="hint">{t('recordings.moreTopics', { count: more })}</li>}
      </ul>
      {withoutBody > 0 && (
        <p className="help fact-warn">{t('recordings.withoutBody', { count: withoutBody })}</p>
      )}
      <p className="help secondary">
        {t('recordings.lasts', { span: formatElapsed(durationMs / speed), speed })}{' '}
        {t('recordings.stepFirst')} {t('recordings.onlySends')}
      </p>
    </>
  );
}

function routeText({ exists, queues }: ReplayPlan['topics'][number], t: Translate): string {
  if (exists === undefined || queues === undefined) return t('recordings.routeUnknown');
  return exists ? t('recordings.queues', { count: queues }) : t('recordings.absent');
}
