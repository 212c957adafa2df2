import { useMemo, useRef } from 'react';
import type { ConsumerView, MessageRow } from '../../../core/model/consume.ts';
import { type RowTarget, seqsOf } from '../message/row-action.ts';
import { type RowActions, useRowActions } from '../message/use-row-actions.ts';
import type { LiveRows } from './rows/live-rows.ts';
import type { Decisions } from './use-decisions.ts';

/** The row actions of a consumer's page: of its checked rows, else of the row under the cursor. */
export function useConsumerActions(
  { consumerId, profileId }: ConsumerView,
  live: LiveRows,
  { checked, uncheck }: Decisions,
): RowActions {
  const rows = useRef(checked);
  rows.current = checked;
  const targets = useMemo(() => {
    const target = (row: MessageRow): RowTarget => ({
      ref: { kind: 'consumer', consumerId, seq: row.seq },
      row,
    });
    return (): RowTarget[] => {
      if (rows.current.size > 0) return [...rows.current.values()].map(target);
      const row = live.cursorRow();
      return row === undefined ? [] : [target(row)];
    };
  }, [consumerId, live]);
  return useRowActions({ profileId, targets, release: (done) => uncheck(seqsOf(done)) });
}
