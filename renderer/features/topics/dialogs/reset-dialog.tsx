import { useState } from 'react';
import type { ResetPlanView, ResetResult } from '../../../../core/contract/topics.ts';
import { call } from '../../../bridge/call.ts';
import { FieldGroup } from '../../../components/field.tsx';
import { GuardedDialog } from '../../../components/guarded-dialog.tsx';
import { RadioGroup } from '../../../components/radio-group.tsx';
import { useAttempt } from '../../../components/use-attempt.ts';
import { formatNumber } from '../../../format/format.ts';
import { fieldErrorText } from '../../../i18n/explain-error.ts';
import { useText } from '../../../i18n/i18n.ts';
import { localMs, localValue } from '../messages/range/range-form.ts';

const TARGETS = ['earliest', 'latest', 'time'] as const;
type TargetKind = (typeof TARGETS)[number];

interface Props {
  profileId: string;
  group: string;
  topic: string;
  onClose(): void;
  onDone(result: ResetResult): void;
}

/** Moves a group in one topic: where to, what that delivers again or never, then the group's name typed. */
export function ResetDialog({ profileId, group, topic, onClose, onDone }: Props) {
  const t = useText();
  const [kind, setKind] = useState<TargetKind>('latest');
  const [time, setTime] = useState(() => localValue(Date.now()));
  const [plan, setPlan] = useState<ResetPlanView>();
  const { busy, error, attempt } = useAttempt();

  const prepare = (): void =>
    void attempt(async () => {
      const target = kind === 'time' ? { kind, timestampMs: localMs(time) ?? -1 } : { kind };
      setPlan(await call('group.reset.plan', { profileId, group, topic, target }));
    });
  const confirm = (typedName: string): void =>
    void attempt(async () => {
      if (plan === undefined) return;
      onDone(await call('group.reset.apply', { planId: plan.planId, typedName }));
      onClose();
    });
  const timeError =
    error?.code === 'INPUT' && error.params.field === 'timestampMs' ? fieldErrorText(error, t) : undefined;

  return (
    <GuardedDialog
      title={
        plan === undefined
          ? t('topics.resetTitle', { group })
          : t('topics.resetEffect', {
              count: plan.again,
              again: formatNumber(plan.again),
              skipped: formatNumber(plan.skipped),
            })
      }
      typedName={plan?.group}
      prepareLabel={t('topics.showPlan')}
      confirmLabel={t('topics.reset')}
      busy={busy}
      error={timeError === undefined ? error : undefined}
      onClose={onClose}
      onPrepare={prepare}
      onConfirm={confirm}
    >
      <p className="secondary">{t('topics.resetOf', { group, topic })}</p>
      <FieldGroup label={t('topics.resetTo')} error={timeError}>
        {(control) => (
          <RadioGroup
            {...control}
            value={kind}
            onValueChange={(next) => {
              setPlan(undefined);
              setKind(next);
            }}
            options={TARGETS.map((value) => ({ value, label: t(`topics.resetTo.${value}`) }))}
          />
        )}
      </FieldGroup>
      {kind === 'time' && (
        <input
          type="datetime-local"
          step="0.001"
          className="text-input data range-time"
          aria-label={t('topics.resetTime')}
          value={time}
          onChange={(event) => {
            setPlan(undefined);
            setTime(event.target.value);
          }}
        />
      )}
      {plan !== undefined && <ResetFacts plan={plan} />}
    </GuardedDialog>
  );
}

/** The move of each queue, and how it comes to the members. */
function ResetFacts({ plan }: { plan: ResetPlanView }) {
  const t = useText();
  const byMembers = plan.ways.some(({ way }) => way === 'members');
  return (
    <>
      <ul className="plan-facts">
        {plan.queues.map(({ queue, from, to, again, skipped }) => (
          <li key={`${queue.brokerName} ${queue.queueId}`}>
            <span className="data">
              {queue.brokerName} q{queue.queueId}
            </span>{' '}
            {from === undefined
              ? t('topics.resetQueueNew', { to: formatNumber(to) })
              : t('topics.resetQueue', { from: formatNumber(from), to: formatNumber(to) })}
            {again > 0 && ` ${t('topics.resetAgain', { again: formatNumber(again) })}`}
            {skipped > 0 && (
              <span className="plan-lost">
                {' '}
                {t('topics.resetSkipped', { skipped: formatNumber(skipped) })}
              </span>
            )}
          </li>
        ))}
      </ul>
      <p className="help secondary">
        {t('topics.resetOnline', { count: plan.online.length })}{' '}
        {t(byMembers && plan.online.length > 0 ? 'topics.resetByMembers' : 'topics.resetByBroker')}
      </p>
    </>
  );
}
