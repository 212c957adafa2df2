import type { TopicRouteView } from '../../../../core/contract/views.ts';
import { MAX_ORDERLY_RETRIES, ORDERLY_BY } from '../../../../core/model/orderly.ts';
import { Field, FieldGroup } from '../../../components/field.tsx';
import { NumberInput } from '../../../components/number-input.tsx';
import { RadioGroup } from '../../../components/radio-group.tsx';
import { TextInput } from '../../../components/text-input.tsx';
import { useText } from '../../../i18n/i18n.ts';
import type { OrderlyForm } from '../../../store/drafts.ts';
import type { DraftField } from '../check-draft.ts';
import { QueueFact } from './queue-fact.tsx';

interface Props {
  orderly: OrderlyForm;
  route: TopicRouteView | undefined;
  errorOf(field: DraftField): string | undefined;
  onChange(patch: Partial<OrderlyForm>): void;
  onBlur(field: DraftField): void;
}

const BY_TEXTS = { hash: 'compose.byHash', modulo: 'compose.byModulo', index: 'compose.byIndex' } as const;

/** How an orderly send finds its queue, and what a retry does to the order. */
export function OrderlyFields(props: Props) {
  const t = useText();
  const { orderly, errorOf, onChange, onBlur } = props;
  const retry = (retries: number): void => onChange({ retries });
  return (
    <>
      <FieldGroup label={t('compose.queueBy')}>
        {(group) => (
          <RadioGroup
            {...group}
            value={orderly.by}
            onValueChange={(by) => onChange({ by })}
            options={ORDERLY_BY.map((value) => ({ value, label: t(BY_TEXTS[value]) }))}
          />
        )}
      </FieldGroup>
      <div className="queue-and-retries">
        <QueueByField {...props} />
        <Field label={t('compose.retries')} error={errorOf('orderly.retries')}>
          {(control) => (
            <NumberInput
              {...control}
              value={orderly.retries}
              min={0}
              max={MAX_ORDERLY_RETRIES}
              onCommit={retry}
              onTyped={retry}
              onBlur={() => onBlur('orderly.retries')}
            />
          )}
        </Field>
      </div>
      <p className="orderly-help help hint">
        <span className={orderly.retries > 0 ? 'fact-warn' : undefined}>
          {t(orderly.retries > 0 ? 'compose.orderAtRisk' : 'compose.orderKept')}
        </span>{' '}
        {orderly.by !== 'index' && t('compose.keysMove')}
      </p>
    </>
  );
}

/** The value that leads to the queue, and at its right the queue it leads to. */
function QueueByField({ orderly, route, errorOf, onChange, onBlur }: Props) {
  const t = useText();
  const fact = route && <QueueFact orderly={orderly} route={route} />;
  if (orderly.by === 'hash')
    return (
      <Field label={t('compose.shardingKey')} fact={fact} error={errorOf('orderly.key')}>
        {(control) => (
          <TextInput
            {...control}
            data
            value={orderly.key}
            onValueChange={(key) => onChange({ key })}
            onBlur={() => onBlur('orderly.key')}
          />
        )}
      </Field>
    );
  const byIndex = orderly.by === 'index';
  const field = byIndex ? 'queueIndex' : 'orderly.number';
  const type = (number: number): void => onChange(byIndex ? { index: number } : { number });
  return (
    <Field label={t(byIndex ? 'compose.queueIndex' : 'compose.number')} fact={fact} error={errorOf(field)}>
      {(control) => (
        <NumberInput
          key={field}
          {...control}
          value={byIndex ? orderly.index : orderly.number}
          min={0}
          max={byIndex && route !== undefined ? route.queues - 1 : Number.MAX_SAFE_INTEGER}
          onCommit={type}
          onTyped={type}
          onBlur={() => onBlur(field)}
        />
      )}
    </Field>
  );
}
