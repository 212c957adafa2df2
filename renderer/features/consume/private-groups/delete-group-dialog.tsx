import { useState } from 'react';
import type { GroupDeletionPlan } from '../../../../core/contract/ack-view.ts';
import { call } from '../../../bridge/call.ts';
import { GuardedDialog } from '../../../components/guarded-dialog.tsx';
import { useAttempt } from '../../../components/use-attempt.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';

interface Props {
  profileId: string;
  group: string;
  onClose(): void;
  onDone(): void;
}

/** Deletes one of a person's own groups: what that does, then its name typed. */
export function DeleteGroupDialog({ profileId, group, onClose, onDone }: Props) {
  const t = useText();
  const [plan, setPlan] = useState<GroupDeletionPlan>();
  const { busy, error, attempt } = useAttempt();
  const prepare = (): void =>
    void attempt(async () => setPlan(await call('group.delete.plan', { profileId, group })));
  const confirm = (typedName: string): void =>
    void attempt(async () => {
      if (plan === undefined) return;
      await call('group.delete.apply', { planId: plan.planId, typedName });
      onDone();
      onClose();
    });
  return (
    <GuardedDialog
      title={t('privateGroups.deleteTitle', { group })}
      typedName={plan?.group}
      prepareLabel={t('privateGroups.plan')}
      confirmLabel={t('privateGroups.confirm')}
      busy={busy}
      error={error}
      onClose={onClose}
      onPrepare={prepare}
      onConfirm={confirm}
    >
      <p className="dialog-text">{t('privateGroups.deleteHelp')}</p>
      {plan !== undefined && (
        <ul className="dialog-text">
          {effectsOf(plan, t).map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
      )}
    </GuardedDialog>
  );
}

function effectsOf(
  { group, brokerNames, retryTopic, deadLetters }: GroupDeletionPlan,
  t: Translate,
): string[] {
  const effects = [t('privateGroups.deletesGroup', { brokers: brokerNames.join(', ') })];
  if (retryTopic?.messages !== undefined)
    effects.push(t('privateGroups.deletesRetry', { topic: retryTopic.topic, count: retryTopic.messages }));
  else if (retryTopic !== undefined)
    effects.push(t('privateGroups.deletesRetryUnknown', { topic: retryTopic.topic }));
  if (deadLetters !== undefined) effects.push(t('privateGroups.keepsDead', { group, count: deadLetters }));
  return effects;
}
