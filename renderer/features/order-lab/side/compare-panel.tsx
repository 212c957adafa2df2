import type { OrderRunView } from '../../../../core/contract/order-lab.ts';
import type { OrderVerdict } from '../../../../core/model/order/judge.ts';
import type { OrderScenario } from '../../../../core/model/order/scenario.ts';
import { formatNumber } from '../../../format/format.ts';
import type { TextKey } from '../../../i18n/catalogue.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { useOrderLab } from '../order-lab-store.ts';
import { ChoiceField } from '../scenario/choice-field.tsx';
import { useLanes } from '../use-lanes.ts';
import { VerdictMark } from '../verdict/verdict-mark.tsx';
import { wholeVerdictText } from '../verdict/verdict-text.ts';

const LABELS = {
  keys: 'orderLab.keys',
  messagesPerKey: 'orderLab.messagesPerKey',
  queues: 'orderLab.queues',
  send: 'orderLab.send',
  selector: 'orderLab.selector',
  queueIndex: 'orderLab.queueIndex',
  retries: 'orderLab.retries',
  retryQueue: 'orderLab.retryQueue',
  sendConcurrency: 'orderLab.sendConcurrency',
  listener: 'orderLab.listener',
  threads: 'orderLab.threads',
  handlingMaxMs: 'orderLab.handlingMaxMs',
  seed: 'orderLab.seed',
  failEvery: 'orderLab.failEvery',
  fault: 'orderLab.fault',
} as const satisfies Record<keyof OrderScenario, TextKey>;

interface Props {
  run: OrderRunView;
  other: OrderRunView;
  /** Runs it can be compared with. */
  others: readonly OrderRunView[];
}

/** Two runs side by side: what was different, and what came of it. */
export function ComparePanel({ run, other, others }: Props) {
  const t = useText();
  const runs = [other, run] as const;
  const fields = (Object.keys(LABELS) as (keyof OrderScenario)[]).filter(
    (field) => run.scenario[field] !== other.scenario[field],
  );
  return (
    <div className="compare">
      <ChoiceField
        label={t('orderLab.compareTo')}
        value={String(other.runId)}
        choices={others.map(({ runId }) => ({
          value: String(runId),
          label: t('orderLab.run', { run: runId }),
        }))}
        onValueChange={(runId) => useOrderLab.getState().compared(Number(runId))}
      />
      <table className="compare-table">
        <caption>{t('orderLab.different')}</caption>
        <RunHead first={t('orderLab.setting')} runs={runs} />
        <tbody>
          {fields.length === 0 && (
            <tr>
              <td colSpan={3} className="hint">
                {t('orderLab.sameScenario')}
              </td>
            </tr>
          )}
          {fields.map((field) => (
            <Line
              key={field}
              head={t(LABELS[field])}
              cells={runs.map(({ scenario }) => settingText(scenario, field, t))}
            />
          ))}
        </tbody>
      </table>
      <table className="compare-table">
        <caption>{t('orderLab.verdicts')}</caption>
        <RunHead first={t('orderLab.result')} runs={runs} />
        <tbody>
          <Line head={t('orderLab.stored')} cells={runs.map((each) => wholeText(each.storedVerdict, t))} />
          <Line head={t('orderLab.handled')} cells={runs.map((each) => wholeText(each.handledVerdict, t))} />
          <Line head={t('orderLab.duplicatesRow')} cells={runs.map(duplicates)} />
        </tbody>
      </table>
      <ByKey runs={runs} />
    </div>
  );
}

function RunHead({ first, runs }: { first: string; runs: readonly OrderRunView[] }) {
  const t = useText();
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {runs.map(({ runId }) => (
          <th key={runId} scope="col">
            {t('orderLab.run', { run: runId })}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Line({ head, cells }: { head: string; cells: readonly string[] }) {
  const isOther = cells[0] !== cells[1];
  return (
    <tr data-different={isOther || undefined}>
      <th scope="row">{head}</th>
      <td>{cells[0]}</td>
      <td>{cells[1]}</td>
    </tr>
  );
}

/** Handled verdicts of each key in both runs. */
function ByKey({ runs: [other, run] }: { runs: readonly [OrderRunView, OrderRunView] }) {
  const t = useText();
  const [before, now] = [useLanes(other)?.keys ?? [], useLanes(run)?.keys ?? []];
  const longer = before.length > now.length ? before : now;
  return (
    <table className="compare-table">
      <caption>{`${t('orderLab.byKey')}: ${t('orderLab.handled')}`}</caption>
      <RunHead first={t('orderLab.key')} runs={[other, run]} />
      <tbody>
        {longer.map(({ key, name }) => (
          <tr key={key} data-different={before[key]?.handled.kind !== now[key]?.handled.kind || undefined}>
            <th scope="row" className="data">
              {name}
            </th>
            {[before[key], now[key]].map((each, side) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two fixed columns
              <td key={side}>{each === undefined ? '–' : <VerdictMark verdict={each.handled} />}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const wholeText = (verdict: OrderVerdict | undefined, t: Translate): string =>
  verdict === undefined ? t('orderLab.notJudged') : wholeVerdictText(verdict, t);

const duplicates = ({ storedVerdict, handledVerdict }: OrderRunView): string =>
  `${storedVerdict?.duplicates ?? '–'} / ${handledVerdict?.duplicates ?? '–'}`;

function settingText(scenario: OrderScenario, field: keyof OrderScenario, t: Translate): string {
  switch (field) {
    case 'send':
      return t(`orderLab.send.${scenario.send}`);
    case 'selector':
      return t(`orderLab.selector.${scenario.selector}`);
    case 'retryQueue':
      return t(`orderLab.retryQueue.${scenario.retryQueue}`);
    case 'listener':
      return t(`orderLab.listener.${scenario.listener}`);
    case 'fault':
      return t(`orderLab.fault.${scenario.fault}`);
    case 'failEvery':
      return scenario.failEvery === 0 ? t('orderLab.off') : formatNumber(scenario.failEvery);
    default:
      return formatNumber(scenario[field]);
  }
}
