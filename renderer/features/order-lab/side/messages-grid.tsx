import { useMemo, useState } from 'react';
import type { OrderRunView } from '../../../../core/contract/order-lab.ts';
import { keyName } from '../../../../core/model/order/scenario.ts';
import { DataGrid } from '../../../components/grid/data-grid.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { messageColumns, noteParts } from './message-columns.tsx';
import { useRunMessages } from './use-run-messages.ts';

interface Props {
  run: OrderRunView;
  /** Of this key alone. */
  ofKey?: number;
  label: string;
}

/** Messages in the order in which they were handled, then those that were not. */
export function MessagesGrid({ run, ofKey, label }: Props) {
  const t = useText();
  const { rows, need } = useRunMessages(run.runId, run.version, ofKey);
  const [cursor, setCursor] = useState<number>();
  const columns = useMemo(() => messageColumns(run.queues, ofKey !== undefined, t), [run.queues, ofKey, t]);
  return (
    <DataGrid
      label={label}
      columns={columns}
      rows={rows}
      keyOf={({ row }) => row}
      nameOf={(row) =>
        t('orderLab.messageRow', {
          name: keyName(row.key),
          seq: row.seq,
          queue: row.queue ?? '–',
          note:
            noteParts(row, t)
              .map(({ text }) => text)
              .join(', ') || t('orderLab.noteInOrder'),
        })
      }
      cursor={cursor}
      onCursor={setCursor}
      onShown={({ first, last }) => need(first, last)}
    />
  );
}
