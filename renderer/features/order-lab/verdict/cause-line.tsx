import { Info } from 'lucide-react';
import type { OrderRunView } from '../../../../core/contract/order-lab.ts';
import type { OrderRemedy } from '../../../../core/model/order/cause.ts';
import { Button } from '../../../components/button.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { useOrderLab } from '../order-lab-store.ts';
import { causeText } from './verdict-text.ts';

/** What broke the order first, and the one control that removes it. */
export function CauseLine({ run: { cause } }: { run: OrderRunView }) {
  const t = useText();
  if (cause === undefined) return null;
  const { remedy } = cause;
  return (
    <div className="cause-line" role="note">
      <Info size={14} aria-hidden="true" />
      <p>
        {causeText(cause, t)}
        {remedy !== undefined && ` ${t(`orderLab.remedy.${remedy.control}`)}`}
      </p>
      {remedy !== undefined && (
        <Button size="small" onClick={() => apply(remedy)}>
          {t('orderLab.applyRemedy')}
        </Button>
      )}
    </div>
  );
}

function apply({ control, to }: OrderRemedy): void {
  useOrderLab.getState().scenarioEdited({ [control]: to });
}
