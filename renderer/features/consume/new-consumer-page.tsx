import './new-consumer.css';
import { Play } from 'lucide-react';
import { useState } from 'react';
import type { ProfileView } from '../../../core/contract/views.ts';
import { nextPrivateGroup } from '../../../core/model/private-group.ts';
import { call } from '../../bridge/call.ts';
import { Button } from '../../components/button.tsx';
import { FieldGroup } from '../../components/field.tsx';
import { InlineError } from '../../components/inline-error.tsx';
import { RadioGroup } from '../../components/radio-group.tsx';
import { useAttempt } from '../../components/use-attempt.ts';
import { fieldErrorText } from '../../i18n/explain-error.ts';
import { useText } from '../../i18n/i18n.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { useHost } from '../../store/host-store.ts';
import { askOnProduction } from '../../store/production.ts';
import { useActiveProfile } from '../../store/selectors.ts';
import { type ConsumerForm, EMPTY_CONSUMER_FORM, useUi } from '../../store/ui-store.ts';
import { whyNotWrite } from '../../store/why-not-write.ts';
import { GroupField } from './group-field.tsx';
import { JoinWarningList } from './join/join-warning-list.tsx';
import { joinWarnings } from './join/join-warnings.ts';
import { useGroupLook } from './join/use-group-look.ts';
import { JoinDialog } from './join-dialog.tsx';
import { type FormField, formField, startFromOf, subscriptionsOf } from './new-consumer-form.ts';
import { PrivateGroupsList } from './private-groups/private-groups-list.tsx';
import { usePrivateGroups } from './private-groups/use-private-groups.ts';
import { ReadingFields } from './reading-fields.tsx';
import { SubscriptionFields } from './subscription-fields.tsx';

const MODE_HELP = { hold: 'consume.holdHelp', auto: 'consume.autoHelp', rules: 'rules.help' } as const;

/** The form that joins a group: region "New consumer". */
export function NewConsumerPage() {
  const t = useText();
  const profile = useActiveProfile();
  const linkUp = useHost((host) => host.linkUp);
  const consumers = useHost((host) => host.consumers);
  const userName = useHost((host) => host.app?.userName ?? 'me');
  const form = useUi((ui) => ui.consumerForm);
  const lastTopic = useUi((ui) => Object.values(ui.drafts).at(-1)?.topic ?? '');
  const { busy: starting, error, clear, attempt } = useAttempt();
  /** Members of the group that was to be joined; undefined: nothing to ask. */
  const [othersThere, setOthersThere] = useState<number>();

  const privateGroups = usePrivateGroups(profile?.profileId);
  const usedHere = new Set(Object.values(consumers).map((consumer) => consumer.group));
  const suggestion = nextPrivateGroup(userName, privateGroups.groups ?? [], usedHere);
  const group = form.group ?? suggestion;
  const topic = form.topic ?? lastTopic;
  const subscriptions = subscriptionsOf(form, topic);
  const look = useGroupLook(profile?.profileId, group.trim());
  const warnings = joinWarnings(look, { ...form, subscriptions });
  const errorAt =
    error &&
    formField(error, {
      group: group.trim(),
      topics: subscriptions.map((one) => one.topic),
    });
  const errorOf = (field: FormField): string | undefined =>
    error !== undefined && errorAt === field ? fieldErrorText(error, t) : undefined;
  const edit = (patch: Partial<ConsumerForm>): void => {
    clear();
    useUi.getState().consumerFormEdited(patch);
  };
  const whyNot = whyNotWrite(profile, linkUp);
  const disabledReason = whyNot && t(whyNot);

  const join = async (joined: string): Promise<void> => {
    if (profile === undefined) return;
    const consumer = await call('consumer.start', {
      profileId: profile.profileId,
      group: joined.trim(),
      subscriptions,
      seats: form.seats,
      mode: form.mode,
      rules: { seed: form.rules.seed, rules: [...form.rules.rules] },
      listener: form.listener,
      model: form.model,
      startFrom: startFromOf(form),
      batchMaxSize: form.batchMaxSize,
    });
    useHost.getState().consumerReceived(consumer);
    const ui = useUi.getState();
    ui.consumerFormEdited(EMPTY_CONSUMER_FORM);
    ui.consumerOpened(consumer.consumerId);
    ui.tabClosed('page-consume');
  };
  const start = (): void => {
    if (profile === undefined || disabledReason !== undefined) return;
    askOnProduction(profile, 'join', () => {
      void attempt(async () => {
        // Each member of a broadcasting group reads for itself: nothing is taken from the others.
        const members = form.model === 'broadcasting' ? 0 : await membersOf(profile, group.trim());
        if (members > 0) setOthersThere(members);
        else await join(group);
      });
    });
  };
  useKeys([{ key: 'mod+enter', label: 'consume.start', run: start, disabled: disabledReason !== undefined }]);

  return (
    <div className="new-consumer">
      <header className="view-header">
        <h1>{t('consume.newConsumer')}</h1>
      </header>
      <div className="new-consumer-main">
        <section className="new-consumer-form" aria-label={t('consume.newConsumer')}>
          <GroupField
            profile={profile}
            value={group}
            error={errorOf('group')}
            newGroupHelp={t(`consume.newGroup.${form.startFrom}`)}
            onValueChange={(next) => edit({ group: next })}
          />
          <SubscriptionFields profile={profile} form={form} topic={topic} errorOf={errorOf} onEdit={edit} />
          <FieldGroup label={t('consume.decide')} fact={t(MODE_HELP[form.mode])}>
            {(control) => (
              <RadioGroup
                {...control}
                value={form.mode}
                onValueChange={(mode) => edit({ mode })}
                options={[
                  { value: 'hold', label: t('consume.hold') },
                  { value: 'auto', label: t('consume.auto') },
                  { value: 'rules', label: t('rules.mode') },
                ]}
              />
            )}
          </FieldGroup>
          <ReadingFields form={form} errorOf={errorOf} onEdit={edit} />
          {error !== undefined && errorAt === undefined && (
            <InlineError error={error} remedies={{ retry: start }} />
          )}
          <div className="new-consumer-start">
            <Button
              tone="primary"
              size="large"
              icon={Play}
              shortcut="mod+enter"
              disabledReason={disabledReason}
              aria-busy={starting}
              onClick={start}
            >
              {t(starting ? 'consume.starting' : 'consume.start')}
            </Button>
            <span className="hint">
              {disabledReason ??
                t(form.model === 'broadcasting' ? 'consume.takesNothing' : 'consume.takesMessages')}
            </span>
          </div>
        </section>
        {profile && (
          <aside className="new-consumer-side">
            <JoinWarningList warnings={warnings} />
            <PrivateGroupsList
              profileId={profile.profileId}
              privateGroups={privateGroups}
              onUse={(used) => edit({ group: used })}
            />
          </aside>
        )}
      </div>
      <JoinDialog
        warnings={warnings}
        group={group.trim()}
        members={othersThere}
        privateGroup={suggestion}
        onClose={() => setOthersThere(undefined)}
        onPrivate={() => {
          edit({ group: suggestion });
          void attempt(() => join(suggestion));
        }}
        onJoin={() => void attempt(() => join(group))}
      />
    </div>
  );
}

/** Members now; none where nobody can say, or where the name is wrong: starting says what is wrong with it. */
async function membersOf(profile: ProfileView, group: string): Promise<number> {
  try {
    const { members } = await call('group.members', { profileId: profile.profileId, group });
    return members?.length ?? 0;
  } catch {
    return 0;
  }
}
