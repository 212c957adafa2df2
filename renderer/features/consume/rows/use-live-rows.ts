import { useEffect, useSyncExternalStore } from 'react';
import type { ConsumerView, MessageRow } from '../../../../core/model/consume.ts';
import { call } from '../../../bridge/call.ts';
import { keptBy } from '../../../store/kept-by.ts';
import { LiveRows } from './live-rows.ts';
import type { RowsShown } from './rows-shown.ts';

const liveRowsOf = keptBy(
  (host) => host.consumers,
  (consumerId) =>
    new LiveRows({
      rows: async (region, from, count) =>
        (await call('consumer.rows', { consumerId, region, from, count })).rows,
      find: (seq) => call('consumer.row.find', { consumerId, seq }),
    }),
);

/** The consumer's rows, fed by its view while its page is shown. */
export function useLiveRows(consumer: ConsumerView): LiveRows {
  const rows = liveRowsOf(consumer.consumerId);
  useEffect(() => rows.viewChanged(consumer), [rows, consumer]);
  return rows;
}

export function useRowsShown(rows: LiveRows): RowsShown {
  return useSyncExternalStore(rows.subscribe, rows.shown);
}

/** The cursor's row, if it was read; the same object as long as nothing happened to it. */
export function useCursorRow(rows: LiveRows): MessageRow | undefined {
  return useSyncExternalStore(rows.subscribe, () => rows.cursorRow());
}

/** One plain value of what is shown: draws again only when that changes. */
export function useShown<V extends string | number | boolean | undefined>(
  rows: LiveRows,
  select: (shown: RowsShown) => V,
): V {
  return useSyncExternalStore(rows.subscribe, () => select(rows.shown()));
}
