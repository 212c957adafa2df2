import './compare.css';
import { RefreshCw, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ComparedRow, ComparedSet, ComparisonView } from '../../../../core/contract/ack-view.ts';
import type { ConsumerView } from '../../../../core/model/consume.ts';
import { IconButton } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { DataGrid } from '../../../components/grid/data-grid.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { Tabs } from '../../../components/tabs.tsx';
import { formatClock, formatNumber } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { type KeyBinding, useKeys } from '../../../keys/use-keys.ts';
import { keyOf } from '../../message/message-name.ts';
import { useListKeys } from '../../topics/state/use-list-keys.ts';
import { comparedColumns, rowOf } from './compare-columns.tsx';
import { useCompare } from './compare-store.ts';
import { usePairNames } from './consumer-name.ts';
import { QueueShares } from './queue-shares.tsx';
import { useComparedRows } from './use-compared-rows.ts';
import { useComparison } from './use-comparison.ts';

/** The page's keys for a row act on one that is not seen now. */
const NO_ROW_KEYS = [
  'a',
  'r',
  'shift+r',
  'x',
  'shift+j',
  'shift+k',
  'e',
  'shift+e',
  'd',
  'c',
  'y',
  'mod+c',
  '.',
].map((key): KeyBinding => ({ key, label: 'compare.noRowKeys', run: () => undefined }));

interface Props {
  consumer: ConsumerView;
  otherId: number;
  /** To a row of this consumer, among its own again. */
  onJump(seq: number): void;
}

/** Two consumers side by side: what only one of them received, and what both did. */
export function ComparePanel({ consumer, otherId, onJump }: Props) {
  const t = useText();
  const { consumerId } = consumer;
  const [first, second] = usePairNames(consumerId, otherId);
  const [chosen, setChosen] = useState<ComparedSet>();
  const { view, error, refresh } = useComparison(consumerId, otherId);
  const set = chosen ?? firstFilled(view);
  const { rows, onShown } = useComparedRows(view, set);
  const columns = useMemo(() => comparedColumns([first, second], t), [first, second, t]);
  const close = (): void => useCompare.getState().chosen(consumerId, undefined);
  const open = (row: ComparedRow): void => {
    if (row.first === undefined) return;
    close();
    onJump(row.first.seq);
  };
  const list = useListKeys(rows.count, (line) => {
    const row = rows.at(line);
    if (row !== undefined) open(row);
  });
  useKeys([{ key: 'escape', label: 'compare.close', run: close }, ...NO_ROW_KEYS]);
  const tab = (value: ComparedSet, label: string) => ({
    value,
    label,
    count: view && formatNumber(view[value]),
  });
  return (
    <section className="compare-panel" aria-label={t('compare.title', { first, second })}>
      <div className="compare-head">
        <Tabs
          aria-label={t('compare.sets')}
          value={set}
          onValueChange={(next) => setChosen(next)}
          tabs={[
            tab('onlyFirst', t('compare.only', { group: first })),
            tab('onlySecond', t('compare.only', { group: second })),
            tab('both', t('compare.both')),
          ]}
        />
        <IconButton icon={RefreshCw} label={t('compare.again')} onClick={refresh} />
        <IconButton icon={X} label={t('compare.close')} shortcut="escape" onClick={close} />
      </div>
      {error && <InlineError error={error} remedies={{ retry: refresh }} />}
      {view && <QueueShares view={view} groups={[first, second]} />}
      {view?.[set] === 0 ? (
        <EmptyState text={t('compare.none')} />
      ) : (
        <DataGrid
          label={t('compare.rows')}
          columns={columns}
          rows={rows}
          keyOf={(row) => `${row.first?.seq} ${row.second?.seq}`}
          nameOf={(row) => t('compare.rowName', { key: keyOf(rowOf(row), t), topic: rowOf(row).topic })}
          onShown={onShown}
          onOpen={open}
          {...list}
        />
      )}
      {view && (
        <p className="compare-foot hint">
          {t('compare.at', {
            time: formatClock(view.comparedAtMs),
            first: formatNumber(view.rows[0]),
            second: formatNumber(view.rows[1]),
          })}{' '}
          {view.leftOut.some((rows) => rows > 0) && (
            <span className="not-shown">
              {t('compare.leftOut', {
                first: formatNumber(view.leftOut[0]),
                second: formatNumber(view.leftOut[1]),
              })}
            </span>
          )}
        </p>
      )}
    </section>
  );
}

/** Where there is something to see: a difference before what is the same. */
function firstFilled(view: ComparisonView | undefined): ComparedSet {
  if (view === undefined || view.onlyFirst > 0) return 'onlyFirst';
  return view.onlySecond > 0 ? 'onlySecond' : 'both';
}
