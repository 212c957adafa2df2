import { useState } from 'react';
import type { TopicPlanView } from '../../../../core/contract/topics.ts';
import { call } from '../../../bridge/call.ts';
import { Field } from '../../../components/field.tsx';
import { GuardedDialog } from '../../../components/guarded-dialog.tsx';
import { NumberInput } from '../../../components/number-input.tsx';
import { TextInput } from '../../../components/text-input.tsx';
import { showToast } from '../../../components/toast.tsx';
import { useAttempt } from '../../../components/use-attempt.ts';
import { fieldErrorText } from '../../../i18n/explain-error.ts';
import { useText } from '../../../i18n/i18n.ts';

const DEFAULT_QUEUES = 8;
const MAX_QUEUES = 1_024;

interface Props {
  profileId: string;
  onClose(): void;
  onCreated(topic: string): void;
}

/** A topic on every broker: the form, what it will do there, then the name typed. */
export function NewTopicDialog({ profileId, onClose, onCreated }: Props) {
  const t = useText();
  const [topic, setTopic] = useState('');
  const [queues, setQueues] = useState(DEFAULT_QUEUES);
  const [plan, setPlan] = useState<TopicPlanView>();
  const { busy, error, clear, attempt } = useAttempt();

  const prepare = (): void =>
    void attempt(async () => {
      const change = { profileId, topic: topic.trim(), readQueueNums: queues, writeQueueNums: queues };
      setPlan(await call('topic.change.plan', change));
    });
  const confirm = (typedName: string): void =>
    void attempt(async () => {
      if (plan === undefined) return;
      await call('topic.change.apply', { planId: plan.planId, typedName });
      showToast(t('topics.created', { topic: plan.topic }));
      onClose();
      onCreated(plan.topic);
    });
  /** Another name or number is another plan. */
  const edit = (change: () => void): void => {
    setPlan(undefined);
    clear();
    change();
  };
  const fieldError = (field: string): string | undefined =>
    error?.code === 'INPUT' && error.params.field === field ? fieldErrorText(error, t) : undefined;
  const onField = fieldError('topic') ?? fieldError('readQueueNums');
  const changes = plan?.brokers.some(({ before }) => before !== undefined) === true;

  return (
    <GuardedDialog
      title={
        plan === undefined
          ? t('topics.newTopic')
          : t(changes ? 'topics.changesOn' : 'topics.createsOn', { count: plan.brokers.length })
      }
      typedName={plan?.topic}
      prepareLabel={t('topics.showPlan')}
      confirmLabel={t(changes ? 'topics.change' : 'topics.create')}
      busy={busy}
      error={onField === undefined ? error : undefined}
      onClose={onClose}
      onPrepare={prepare}
      onConfirm={confirm}
    >
      <Field label={t('topics.topicName')} error={fieldError('topic')}>
        {(control) => (
          <TextInput {...control} data value={topic} onValueChange={(next) => edit(() => setTopic(next))} />
        )}
      </Field>
      <Field label={t('topics.queuesPerBroker')} error={fieldError('readQueueNums')}>
        {(control) => (
          <NumberInput
            {...control}
            value={queues}
            min={1}
            max={MAX_QUEUES}
            onCommit={(next) => next !== queues && edit(() => setQueues(next))}
          />
        )}
      </Field>
      {plan !== undefined && <PlanFacts plan={plan} />}
    </GuardedDialog>
  );
}

/** What becomes of the topic on each broker. */
function PlanFacts({ plan }: { plan: TopicPlanView }) {
  const t = useText();
  return (
    <ul className="plan-facts">
      {plan.brokers.map(({ brokerName, before, after, stranded }) => {
        const lost = stranded.reduce((sum, { messages }) => sum + messages, 0);
        return (
          <li key={brokerName}>
            <span className="data">{brokerName}</span>{' '}
            {before === undefined
              ? t('topics.planNew', { queues: t('topics.queueCount', { count: after.readQueueNums }) })
              : t('topics.planChanged', { before: before.readQueueNums, after: after.readQueueNums })}
            {lost > 0 && <span className="plan-lost"> {t('topics.planStranded', { count: lost })}</span>}
          </li>
        );
      })}
    </ul>
  );
}
