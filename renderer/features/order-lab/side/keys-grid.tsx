import { useMemo } from 'react';
import type { OrderKeyView, OrderRunView } from '../../../../core/contract/order-lab.ts';
import { keyLetter } from '../../../../core/model/order/scenario.ts';
import type { GridColumn } from '../../../components/grid/columns.ts';
import { DataGrid } from '../../../components/grid/data-grid.tsx';
import { formatNumber } from '../../../format/format.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { useNarrow } from '../../../store/narrow.ts';
import { keyColour } from '../lanes/lane.tsx';
import { useOrderLab } from '../order-lab-store.ts';
import { VerdictMark } from '../verdict/verdict-mark.tsx';
import { verdictText } from '../verdict/verdict-text.ts';
import { queuesText } from './queues-text.ts';

/** Left out where there is no room: the verdicts must be complete. */
const WIDE_ONLY: ReadonlySet<string> = new Set(['queue', 'n']);

interface Props {
  run: OrderRunView;
  keys: readonly OrderKeyView[];
  reveals: number;
}

/** Both verdicts of each key; the key at the cursor is the one whose messages are listed. */
export function KeysGrid({ run, keys, reveals }: Props) {
  const t = useText();
  const cursor = useOrderLab((lab) => lab.key);
  const { keyChosen } = useOrderLab.getState();
  const judged = { stored: run.storedVerdict !== undefined, handled: run.handledVerdict !== undefined };
  const { stored, handled } = judged;
  const narrow = useNarrow();
  const columns = useMemo(() => {
    const all = keyColumns(run.queues, { stored, handled }, t);
    return narrow ? all.filter(({ id }) => !WIDE_ONLY.has(id)) : all;
  }, [run.queues, stored, handled, narrow, t]);
  const rows = useMemo(() => ({ count: keys.length, at: (line: number) => keys[line] }), [keys]);
  const said = (key: OrderKeyView, side: 'stored' | 'handled'): string =>
    judged[side] ? verdictText(key[side], t).toLowerCase() : t('orderLab.notJudged');
  return (
    <DataGrid
      label={t('orderLab.byKey')}
      columns={columns}
      rows={rows}
      keyOf={({ key }) => key}
      nameOf={(key) =>
        t('orderLab.keyRow', { name: key.name, stored: said(key, 'stored'), handled: said(key, 'handled') })
      }
      cursor={cursor}
      reveals={reveals}
      onCursor={keyChosen}
    />
  );
}

function keyColumns(
  queues: OrderRunView['queues'],
  judged: { stored: boolean; handled: boolean },
  t: Translate,
): GridColumn<OrderKeyView>[] {
  const verdictCell = (side: 'stored' | 'handled') => (key: OrderKeyView) =>
    judged[side] ? <VerdictMark verdict={key[side]} /> : <span className="hint">–</span>;
  return [
    {
      id: 'key',
      title: t('orderLab.key'),
      width: 98,
      cell: ({ key, name }) => (
        <span className="key-cell">
          <span className="key-bead" data-k={keyColour(key)} aria-hidden="true">
            {keyLetter(key)}
          </span>
          <span className="data">{name}</span>
        </span>
      ),
    },
    {
      id: 'queue',
      title: t('orderLab.queueColumn'),
      width: 50,
      cell: (key) => (
        <span className="data truncate" title={queuesText(key, queues)}>
          {queueCell(key, queues)}
        </span>
      ),
    },
    {
      id: 'n',
      title: t('orderLab.n'),
      width: 30,
      align: 'end',
      cell: ({ stored }) => <span className="data">{formatNumber(stored.got)}</span>,
    },
    { id: 'stored', title: t('orderLab.stored'), width: 160, cell: verdictCell('stored') },
    { id: 'handled', title: t('orderLab.handled'), width: 110, grows: true, cell: verdictCell('handled') },
  ];
}

/** One by its number, several by how many they are. */
function queueCell({ queues: places }: OrderKeyView, queues: OrderRunView['queues']): string {
  const [first] = places;
  if (places.length > 1) return `${places.length}×`;
  const queue = first === undefined ? undefined : queues[first];
  return queue === undefined ? '–' : `q${queue.queueId}`;
}
