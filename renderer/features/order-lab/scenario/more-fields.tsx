import { CONSUME_LISTENERS } from '../../../../core/model/consume.ts';
import {
  ORDER_FAULTS,
  ORDER_LIMITS,
  type OrderNumber,
  RETRY_QUEUES,
} from '../../../../core/model/order/scenario.ts';
import { ORDERLY_BY } from '../../../../core/model/orderly.ts';
import { Field } from '../../../components/field.tsx';
import { NumberInput } from '../../../components/number-input.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { useUi } from '../../../store/ui-store.ts';
import { useOrderLab } from '../order-lab-store.ts';
import { ChoiceField } from './choice-field.tsx';

interface Props {
  isSandbox: boolean;
  errorOf(field: string): string | undefined;
}

/** Settings that presets turn as well, and what is rarely changed. */
export function MoreFields({ isSandbox, errorOf }: Props) {
  const t = useText();
  const { scenario, keep } = useUi((ui) => ui.orderForm);
  const { scenarioEdited } = useOrderLab.getState();
  const number = (field: OrderNumber, label: string) => (
    <Field className="scenario-number" label={label} error={errorOf(field)}>
      {(control) => (
        <NumberInput
          {...control}
          value={scenario[field]}
          {...ORDER_LIMITS[field]}
          onCommit={(value) => scenarioEdited({ [field]: value })}
        />
      )}
    </Field>
  );
  const isOrderly = scenario.send === 'orderly';
  return (
    <div className="scenario-line scenario-rest">
      {number('queues', t('orderLab.queues'))}
      {isOrderly && (
        <ChoiceField
          label={t('orderLab.selector')}
          value={scenario.selector}
          choices={ORDERLY_BY.map((value) => ({ value, label: t(`orderLab.selector.${value}`) }))}
          onValueChange={(selector) => scenarioEdited({ selector })}
        />
      )}
      {isOrderly && scenario.selector === 'index' && number('queueIndex', t('orderLab.queueIndex'))}
      {isOrderly && (
        <ChoiceField
          label={t('orderLab.retryQueue')}
          value={scenario.retryQueue}
          choices={RETRY_QUEUES.map((value) => ({ value, label: t(`orderLab.retryQueue.${value}`) }))}
          onValueChange={(retryQueue) => scenarioEdited({ retryQueue })}
        />
      )}
      {number('sendConcurrency', t('orderLab.sendConcurrency'))}
      <ChoiceField
        label={t('orderLab.listener')}
        value={scenario.listener}
        choices={CONSUME_LISTENERS.map((value) => ({ value, label: t(`orderLab.listener.${value}`) }))}
        onValueChange={(listener) => scenarioEdited({ listener })}
      />
      {number('handlingMaxMs', t('orderLab.handlingMaxMs'))}
      {number('seed', t('orderLab.seed'))}
      <ChoiceField
        label={t('orderLab.fault')}
        value={scenario.fault}
        error={errorOf('fault')}
        choices={ORDER_FAULTS.map((value) => ({
          value,
          label: t(`orderLab.fault.${value}`),
          disabled: value !== 'none' && !isSandbox,
        }))}
        onValueChange={(fault) => scenarioEdited({ fault })}
      />
      <label className="scenario-keep help">
        <input
          type="checkbox"
          className="checkbox"
          checked={keep}
          onChange={() => useUi.getState().orderFormEdited({ keep: !keep })}
        />
        {t('orderLab.keep')}
      </label>
    </div>
  );
}
