import './scenario.css';
import { ChevronDown, ChevronUp } from 'lucide-react';
import {
  MAX_ORDER_MESSAGES,
  messageCount,
  ORDER_LIMITS,
  type OrderNumber,
} from '../../../../core/model/order/scenario.ts';
import { Button, IconButton } from '../../../components/button.tsx';
import { formatNumber } from '../../../format/format.ts';
import { fieldErrorText } from '../../../i18n/explain-error.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useNarrow } from '../../../store/narrow.ts';
import { useUi } from '../../../store/ui-store.ts';
import { useOrderLab } from '../order-lab-store.ts';
import { MoreFields } from './more-fields.tsx';
import { PresetField } from './preset-field.tsx';
import { SliderField } from './slider-field.tsx';

/** Where the sliders end; their boxes take what the limits allow. */
const SLIDER_MAX: Partial<Record<OrderNumber, number>> = {
  keys: 26,
  messagesPerKey: 50,
  queues: 16,
  threads: 32,
  failEvery: 50,
};

/** What the next run will be. */
export function ScenarioBar({ isSandbox }: { isSandbox: boolean }) {
  const t = useText();
  const scenario = useUi((ui) => ui.orderForm.scenario);
  const chosen = useOrderLab((lab) => lab.more);
  const error = useOrderLab((lab) => lab.error);
  const narrow = useNarrow();
  const more = chosen ?? !narrow;
  const moreLabel = t(more ? 'orderLab.fewer' : 'orderLab.more');
  const MoreIcon = more ? ChevronUp : ChevronDown;
  const { scenarioEdited, moreToggled } = useOrderLab.getState();
  const errorOf = (field: string): string | undefined =>
    error?.code === 'INPUT' && error.params.field === field ? fieldErrorText(error, t) : undefined;
  const messages = messageCount(scenario);
  const slider = (field: OrderNumber, label: string, fact?: string) => (
    <SliderField
      label={label}
      value={scenario[field]}
      {...ORDER_LIMITS[field]}
      {...(SLIDER_MAX[field] === undefined ? {} : { sliderMax: SLIDER_MAX[field] })}
      fact={fact}
      error={
        field === 'messagesPerKey' && messages > MAX_ORDER_MESSAGES
          ? tooMany(t, scenario.keys)
          : errorOf(field)
      }
      onValueChange={(value) => scenarioEdited({ [field]: value })}
    />
  );
  return (
    <section className="scenario-bar" aria-label={t('orderLab.scenario')}>
      <div className="scenario-line">
        <PresetField isSandbox={isSandbox} />
        {slider('keys', t('orderLab.keys'))}
        {slider(
          'messagesPerKey',
          t('orderLab.messagesPerKey'),
          t('orderLab.messagesShort', { count: formatNumber(messages) }),
        )}
        {slider('threads', t('orderLab.threads'))}
        {slider('retries', t('orderLab.retries'))}
        {slider(
          'failEvery',
          t('orderLab.failEvery'),
          scenario.failEvery === 0 ? t('orderLab.off') : undefined,
        )}
        {narrow ? (
          <IconButton
            className="scenario-more"
            icon={MoreIcon}
            label={moreLabel}
            aria-expanded={more}
            onClick={() => moreToggled(more)}
          />
        ) : (
          <Button
            className="scenario-more"
            size="small"
            tone="plain"
            icon={MoreIcon}
            aria-expanded={more}
            onClick={() => moreToggled(more)}
          >
            {moreLabel}
          </Button>
        )}
      </div>
      {more && <MoreFields isSandbox={isSandbox} errorOf={errorOf} />}
      <Notes isSandbox={isSandbox} />
    </section>
  );
}

/** What the settings bring with them. */
function Notes({ isSandbox }: { isSandbox: boolean }) {
  const t = useText();
  const { send, retries, fault } = useUi((ui) => ui.orderForm.scenario);
  const hints = [
    ...(send === 'orderly' ? [] : [t('orderLab.plainRetries')]),
    ...(isSandbox ? [] : [t('orderLab.faultSandbox')]),
    ...(fault === 'none' ? [] : [t('orderLab.fault.onTwo')]),
  ];
  const warns = send === 'orderly' && retries > 0;
  if (hints.length === 0 && !warns) return null;
  return (
    <p className="scenario-notes help hint">
      {warns && <span className="scenario-warning">{t('orderLab.retriesWarn')}</span>}
      {hints.map((hint) => (
        <span key={hint}>{hint}</span>
      ))}
    </p>
  );
}

function tooMany(t: ReturnType<typeof useText>, keys: number): string {
  return t('errors.INPUT.range', { min: 1, max: Math.floor(MAX_ORDER_MESSAGES / keys) });
}
