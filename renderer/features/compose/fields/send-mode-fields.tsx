import type { TopicRouteView } from '../../../../core/contract/views.ts';
import { SEND_MODES, type SendMode } from '../../../../core/model/send.ts';
import { FieldGroup } from '../../../components/field.tsx';
import { RadioGroup } from '../../../components/radio-group.tsx';
import { useText } from '../../../i18n/i18n.ts';
import type { OrderlyForm } from '../../../store/drafts.ts';
import type { DraftField } from '../check-draft.ts';
import { OrderlyFields } from './orderly-fields.tsx';

interface Props {
  mode: SendMode;
  orderly: OrderlyForm;
  /** Of the topic, as far as it is known. */
  route: TopicRouteView | undefined;
  errorOf(field: DraftField): string | undefined;
  onModeChange(mode: SendMode): void;
  onOrderlyChange(patch: Partial<OrderlyForm>): void;
  onBlur(field: DraftField): void;
}

const FACTS = { sync: 'compose.syncFact', oneway: 'compose.onewayFact', orderly: undefined } as const;

/** How the message is sent; for an orderly one also to which queue. */
export function SendModeFields({ mode, onModeChange, onOrderlyChange, ...orderly }: Props) {
  const t = useText();
  const fact = FACTS[mode];
  return (
    <div className="send-mode">
      <FieldGroup label={t('compose.mode')} fact={fact && t(fact)}>
        {(group) => (
          <RadioGroup
            {...group}
            value={mode}
            onValueChange={onModeChange}
            options={SEND_MODES.map((value) => ({ value, label: t(`compose.${value}`) }))}
          />
        )}
      </FieldGroup>
      {mode === 'orderly' && <OrderlyFields {...orderly} onChange={onOrderlyChange} />}
    </div>
  );
}
