import { Field, FieldGroup } from '../../components/field.tsx';
import { NumberInput } from '../../components/number-input.tsx';
import { RadioGroup } from '../../components/radio-group.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { ConsumerForm } from '../../store/ui-store.ts';
import { type FormField, MAX_BATCH, MAX_SEATS } from './new-consumer-form.ts';

interface Props {
  form: ConsumerForm;
  errorOf(field: FormField): string | undefined;
  onEdit(patch: Partial<ConsumerForm>): void;
}

/** How the consumer reads: side by side or in order, shared or each alone, from where, and how much at once. */
export function ReadingFields({ form, errorOf, onEdit }: Props) {
  const t = useText();
  const { listener, model, startFrom } = form;
  return (
    <>
      <div className="new-consumer-line">
        <FieldGroup label={t('consume.listener')} fact={t(`consume.listenerFact.${listener}`)}>
          {(names) => (
            <RadioGroup
              {...names}
              value={listener}
              onValueChange={(next) => onEdit({ listener: next })}
              options={[
                { value: 'concurrent', label: t('consume.listener.concurrent') },
                { value: 'orderly', label: t('consume.listener.orderly') },
              ]}
            />
          )}
        </FieldGroup>
        <FieldGroup label={t('consume.model')} fact={t(`consume.modelFact.${model}`)}>
          {(names) => (
            <RadioGroup
              {...names}
              value={model}
              onValueChange={(next) => onEdit({ model: next })}
              options={[
                { value: 'clustering', label: t('consume.model.clustering') },
                { value: 'broadcasting', label: t('consume.model.broadcasting') },
              ]}
            />
          )}
        </FieldGroup>
      </div>
      <div className="new-consumer-line">
        <FieldGroup
          label={t('consume.startFrom')}
          fact={t('consume.startFact')}
          error={startFrom === 'time' ? undefined : errorOf('startFrom')}
        >
          {(names) => (
            <RadioGroup
              {...names}
              value={startFrom}
              onValueChange={(next) => onEdit({ startFrom: next })}
              options={[
                { value: 'last', label: t('consume.start.last') },
                { value: 'first', label: t('consume.start.first') },
                { value: 'time', label: t('consume.start.time') },
              ]}
            />
          )}
        </FieldGroup>
        {startFrom === 'time' && (
          <Field label={t('consume.startAt')} fact={t('consume.localTime')} error={errorOf('startFrom')}>
            {(control) => (
              <TextInput
                {...control}
                data
                type="datetime-local"
                step={1}
                value={form.startAt}
                onValueChange={(startAt) => onEdit({ startAt })}
              />
            )}
          </Field>
        )}
      </div>
      <div className="new-consumer-line">
        <Field label={t('consume.seats')} fact={t('consume.seatsFact')} error={errorOf('seats')}>
          {(control) => (
            <NumberInput
              {...control}
              className="seats-input"
              value={form.seats}
              min={1}
              max={MAX_SEATS}
              onCommit={(seats) => onEdit({ seats })}
              onTyped={(seats) => onEdit({ seats })}
            />
          )}
        </Field>
        <Field label={t('consume.batch')} fact={t('consume.batchFact')} error={errorOf('batchMaxSize')}>
          {(control) => (
            <NumberInput
              {...control}
              className="seats-input"
              value={form.batchMaxSize}
              min={1}
              max={MAX_BATCH}
              onCommit={(batchMaxSize) => onEdit({ batchMaxSize })}
              onTyped={(batchMaxSize) => onEdit({ batchMaxSize })}
            />
          )}
        </Field>
      </div>
    </>
  );
}
