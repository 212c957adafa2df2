import type { ProfileView } from '../../../../core/contract/views.ts';
import { REPLAY_SPEEDS, type ReplaySpeed } from '../../../../core/model/recording/pace.ts';
import { call } from '../../../bridge/call.ts';
import { Button } from '../../../components/button.tsx';
import { ConnectionField } from '../../../components/connection-field.tsx';
import { Field, FieldGroup } from '../../../components/field.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { RadioGroup } from '../../../components/radio-group.tsx';
import { TextInput } from '../../../components/text-input.tsx';
import { useAttempt } from '../../../components/use-attempt.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';

interface Props {
  profile: ProfileView | undefined;
  topic: string;
  topicError: string | undefined;
  speed: ReplaySpeed;
  onProfile(profileId: string): void;
  onTopic(topic: string): void;
  onSpeed(speed: ReplaySpeed): void;
}

/** Where a replay goes, and how fast. */
export function TargetFields({ profile, topic, topicError, speed, onProfile, onTopic, onSpeed }: Props) {
  const t = useText();
  const hasSandbox = useHost((host) => Object.values(host.profiles).some(({ kind }) => kind === 'sandbox'));
  const { error, attempt } = useAttempt();
  const startSandbox = async (): Promise<void> => {
    const sandbox = await call('sandbox.start', {});
    useHost.getState().profileReceived(sandbox);
    onProfile(sandbox.profileId);
  };
  return (
    <div className="replay-target">
      <ConnectionField label={t('recordings.connection')} profile={profile} onProfile={onProfile} />
      <Field label={t('recordings.ownTopic')} fact={t('recordings.ownTopicFact')} error={topicError}>
        {(control) => <TextInput {...control} data value={topic} onValueChange={onTopic} />}
      </Field>
      <FieldGroup label={t('recordings.speed')}>
        {(group) => <SpeedRadios {...group} speed={speed} onSpeed={onSpeed} />}
      </FieldGroup>
      {!hasSandbox && (
        <Button size="small" onClick={() => void attempt(startSandbox)}>
          {t('home.startSandbox')}
        </Button>
      )}
      {error && <InlineError error={error} />}
    </div>
  );
}

interface SpeedProps {
  speed: ReplaySpeed;
  onSpeed(speed: ReplaySpeed): void;
  'aria-label'?: string;
  'aria-labelledby'?: string;
}

export function SpeedRadios({ speed, onSpeed, ...names }: SpeedProps) {
  const t = useText();
  return (
    <RadioGroup
      {...names}
      value={String(speed)}
      onValueChange={(value) => {
        const chosen = REPLAY_SPEEDS.find((known) => String(known) === value);
        if (chosen !== undefined) onSpeed(chosen);
      }}
      options={REPLAY_SPEEDS.map((known) => ({
        value: String(known),
        label: t('recordings.times', { speed: known }),
      }))}
    />
  );
}
