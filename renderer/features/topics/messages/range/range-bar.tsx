import { Search } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { BrowseRange } from '../../../../../core/contract/browse.ts';
import type { MessageQueue } from '../../../../../core/model/queue.ts';
import { Button } from '../../../../components/button.tsx';
import { NumberInput } from '../../../../components/number-input.tsx';
import { RadioGroup } from '../../../../components/radio-group.tsx';
import { TextInput } from '../../../../components/text-input.tsx';
import { useText } from '../../../../i18n/i18n.ts';
import { RANGE_KINDS, type RangeForm, type RangeProblem, toRange } from './range-form.ts';

interface BarProps {
  form: RangeForm;
  onEdit(patch: Partial<RangeForm>): void;
  onRead(range: BrowseRange): void;
}

/** Which stored messages are looked at. The newest are read at once; the others when their fields are filled. */
export function RangeRadios({ form, onEdit, onRead }: BarProps) {
  const t = useText();
  return (
    <RadioGroup
      aria-label={t('topics.range')}
      value={form.kind}
      onValueChange={(kind) => {
        onEdit({ kind });
        const asked = toRange({ ...form, kind });
        if (kind === 'newest' && 'range' in asked) onRead(asked.range);
      }}
      options={RANGE_KINDS.map((kind) => ({ value: kind, label: t(`topics.range.${kind}`) }))}
    />
  );
}

/** The fields of the chosen range, in a bar of their own; Enter reads. */
export function RangeFields({
  form,
  queues,
  onEdit,
  onRead,
}: BarProps & { queues: readonly MessageQueue[] }) {
  const t = useText();
  const [problem, setProblem] = useState<RangeProblem>();
  if (form.kind === 'newest') return null;
  const edit = (patch: Partial<RangeForm>): void => {
    setProblem(undefined);
    onEdit(patch);
  };
  const [firstQueue] = queues;
  const queue = form.queue ?? firstQueue;
  const read = (): void => {
    const asked = toRange(form.kind === 'offset' ? { ...form, queue } : form);
    if ('range' in asked) onRead(asked.range);
    else setProblem(asked.problem);
  };
  const errorId = 'range-error';
  const wrong = (field: RangeProblem['field']) =>
    problem?.field === field ? { 'aria-invalid': true as const, 'aria-describedby': errorId } : {};
  return (
    <form
      className="range-fields"
      onSubmit={(event) => {
        event.preventDefault();
        read();
      }}
    >
      {form.kind === 'time' && (
        <>
          <Labelled label={t('topics.from')}>
            <input
              type="datetime-local"
              step="0.001"
              className="text-input data range-time"
              {...wrong('from')}
              value={form.from}
              onChange={(event) => edit({ from: event.target.value })}
            />
          </Labelled>
          <Labelled label={t('topics.to')}>
            <input
              type="datetime-local"
              step="0.001"
              className="text-input data range-time"
              {...wrong('to')}
              value={form.to}
              onChange={(event) => edit({ to: event.target.value })}
            />
          </Labelled>
        </>
      )}
      {form.kind === 'key' && (
        <Labelled label={t('topics.key')}>
          <TextInput
            data
            className="range-text"
            {...wrong('key')}
            value={form.key}
            onValueChange={(key) => edit({ key })}
          />
        </Labelled>
      )}
      {form.kind === 'id' && (
        <Labelled label={t('topics.id')}>
          <TextInput
            data
            className="range-text"
            {...wrong('id')}
            placeholder={t('topics.idHelp')}
            value={form.id}
            onValueChange={(id) => edit({ id })}
          />
        </Labelled>
      )}
      {form.kind === 'offset' && (
        <>
          <Labelled label={t('topics.col.queue')}>
            <select
              className="text-input data range-queue"
              {...wrong('queue')}
              value={queue && queueName(queue)}
              onChange={(event) =>
                edit({ queue: queues.find((known) => queueName(known) === event.target.value) })
              }
            >
              {queues.map((known) => (
                <option key={queueName(known)} value={queueName(known)}>
                  {queueName(known)}
                </option>
              ))}
            </select>
          </Labelled>
          <Labelled label={t('topics.fromOffset')}>
            <NumberInput
              className="range-offset"
              value={form.offset}
              min={0}
              max={Number.MAX_SAFE_INTEGER}
              onCommit={(offset) => edit({ offset })}
              onTyped={(offset) => edit({ offset })}
            />
          </Labelled>
        </>
      )}
      <Button type="submit" icon={Search}>
        {t('topics.read')}
      </Button>
      {problem === undefined ? (
        <span className="hint help truncate">{t(`topics.rangeHelp.${form.kind}`)}</span>
      ) : (
        <span id={errorId} className="field-error help" role="alert">
          {t(`topics.rangeProblem.${problem.rule}`)}
        </span>
      )}
    </form>
  );
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className="range-field">
      <span className="field-label">{label}</span>
      {children}
    </label>
  );
}

const queueName = ({ brokerName, queueId }: MessageQueue): string => `${brokerName} q${queueId}`;
