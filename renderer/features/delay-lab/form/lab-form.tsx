import { Send } from 'lucide-react';
import { MAX_LAB_LEVEL, MAX_PER_LEVEL } from '../../../../core/contract/delay-lab.ts';
import type { ProfileView } from '../../../../core/contract/views.ts';
import { Button } from '../../../components/button.tsx';
import { Field } from '../../../components/field.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { NumberInput } from '../../../components/number-input.tsx';
import { TextInput } from '../../../components/text-input.tsx';
import { fieldErrorText } from '../../../i18n/explain-error.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useKeys } from '../../../keys/use-keys.ts';
import { useHost } from '../../../store/host-store.ts';
import { aboveHighest } from '../../compose/fields/delay-levels.ts';
import { TopicField } from '../../compose/topic-field.tsx';
import { useDelayLab } from '../lab-store.ts';
import { useKnownLevels } from '../use-shown-run.ts';
import { chosenLevels, otherLevelOf } from './chosen-levels.ts';
import { LevelStrip } from './level-strip.tsx';
import { useStartRun } from './use-start-run.ts';

const SAMPLE_TOPIC = 'order-events';

/** Topic, levels, Send. What is wrong stands beside its field; a level above the highest is a warning, not an error. */
export function LabForm({ profile }: { profile: ProfileView | undefined }) {
  const t = useText();
  const form = useDelayLab((lab) => lab.form);
  const error = useDelayLab((lab) => lab.error);
  const { formEdited } = useDelayLab.getState();
  const levels = useKnownLevels();
  const suggested = useHost((host) => host.sent.find((sent) => sent.profileId === profile?.profileId)?.topic);
  const profileId = profile?.profileId ?? '';
  const topic =
    form.topics[profileId] ??
    form.topics[''] ??
    suggested ??
    (profile?.kind === 'sandbox' ? SAMPLE_TOPIC : '');
  const chosen = chosenLevels(form, levels);
  const { whyNot, start } = useStartRun(profile, topic, chosen);
  useKeys([{ key: 'mod+enter', label: 'compose.send', run: start, disabled: whyNot !== undefined }]);
  const isTopicError = error?.params.field === 'topic';
  const count = chosen.length * form.perLevel;
  return (
    <div className="lab-form">
      <div className="lab-fields">
        <TopicField
          profile={profile}
          value={topic}
          error={isTopicError ? fieldErrorText(error, t) : undefined}
          onValueChange={(next) => formEdited({ topics: { ...form.topics, [profileId]: next } })}
        />
        <LevelStrip profile={profile} levels={levels} />
        <Field label={t('delayLab.otherLevel')}>
          {(control) => (
            <TextInput
              {...control}
              data
              inputMode="numeric"
              maxLength={String(MAX_LAB_LEVEL).length}
              value={form.otherLevel}
              onValueChange={(text) => formEdited({ otherLevel: text.replace(/\D/g, '') })}
            />
          )}
        </Field>
        <Field label={t('delayLab.perLevel')}>
          {(control) => (
            <NumberInput
              {...control}
              value={form.perLevel}
              min={1}
              max={MAX_PER_LEVEL}
              onCommit={(perLevel) => formEdited({ perLevel })}
              onTyped={(perLevel) => {
                if (perLevel >= 1 && perLevel <= MAX_PER_LEVEL) formEdited({ perLevel });
              }}
            />
          )}
        </Field>
        <Button
          tone="primary"
          size="large"
          icon={Send}
          shortcut="mod+enter"
          disabledReason={whyNot}
          onClick={start}
        >
          {profile?.environment === 'production'
            ? t('delayLab.sendTo', { count, name: profile.name })
            : t('delayLab.send', { count })}
        </Button>
      </div>
      <Notes profile={profile} highest={levels.length} otherLevel={otherLevelOf(form)} />
      {error !== undefined && !isTopicError && <InlineError error={error} />}
    </div>
  );
}

function Notes({
  profile,
  highest,
  otherLevel,
}: {
  profile: ProfileView | undefined;
  highest: number;
  otherLevel: number | undefined;
}) {
  const t = useText();
  const note = aboveHighest(otherLevel ?? 0, highest, profile, t);
  return (
    <div role="status" className="lab-note help fact-warn" hidden={note === undefined}>
      {note}
    </div>
  );
}
