import { useRef, useState } from 'react';
import type { DecisionChoice, MessageRow } from '../../../core/model/consume.ts';
import { delayMs } from '../../../core/model/delay.ts';
import { dlqTopic } from '../../../core/model/names.ts';
import { call } from '../../bridge/call.ts';
import { Dialog } from '../../components/dialog.tsx';
import { formatNumber, formatSpan } from '../../format/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { useGrid } from './grid/grid-context.ts';
import type { Decisions } from './use-decisions.ts';

/** More than so many held rows, or rows of several topics, are asked about. */
const ASK_ABOVE = 100;
const READ_ROWS = 400;

export interface Bulk {
  /** Decides the checked set, after a question where it is large or mixed. */
  ask(choice: DecisionChoice): void;
  asked: { choice: DecisionChoice; rows: readonly MessageRow[] } | undefined;
  confirm(): void;
  cancel(): void;
  checkAllHeld(): Promise<void>;
}

export function useBulk(consumerId: number, decisions: Decisions): Bulk {
  const [asked, setAsked] = useState<Bulk['asked']>();
  const decide = (choice: DecisionChoice, rows: readonly MessageRow[]): void =>
    void decisions.decide(rows, choice);
  return {
    asked,
    ask(choice) {
      const rows = [...decisions.checked.values()];
      if (rows.length > ASK_ABOVE || topicsOf(rows).length > 1) setAsked({ choice, rows });
      else decide(choice, rows);
    },
    confirm() {
      if (asked !== undefined) decide(asked.choice, asked.rows);
      setAsked(undefined);
    },
    cancel: () => setAsked(undefined),
    checkAllHeld: async () => decisions.check(await readHeld(consumerId)),
  };
}

/** Every held row there is now: they stand first among the pinned. */
async function readHeld(consumerId: number): Promise<MessageRow[]> {
  const held: MessageRow[] = [];
  for (;;) {
    const { rows } = await call('consumer.rows', {
      consumerId,
      region: 'pinned',
      from: held.length,
      count: READ_ROWS,
    }).catch(() => ({ rows: [] }));
    const more = rows.filter(({ state }) => state === 'held');
    held.push(...more);
    if (more.length < READ_ROWS) return held;
  }
}

function topicsOf(rows: readonly MessageRow[]): string[] {
  return [...new Set(rows.map(({ topic }) => topic))];
}

export function BulkDialog({ bulk }: { bulk: Bulk }) {
  const t = useText();
  const grid = useGrid();
  // The words stay while the dialog fades.
  const last = useRef(bulk.asked);
  last.current = bulk.asked ?? last.current;
  const { choice = { decision: 'ack' }, rows = [] } = last.current ?? {};
  const { decision, level } = choice;
  const count = formatNumber(rows.length);
  const title = level === undefined ? (`consume.bulkTitle.${decision}` as const) : 'levels.bulkTitle';
  return (
    <Dialog
      open={bulk.asked !== undefined}
      onClose={bulk.cancel}
      title={t(title, {
        count,
        topics: topicsOf(rows).join(', '),
        dlq: dlqTopic(grid.group),
        level: level ?? 0,
        span: formatSpan(delayMs(level ?? 0, grid.delayLevels)),
      })}
      actions={[
        {
          label: t(`consume.${decision}Count`, { count }),
          tone: 'danger',
          run: bulk.confirm,
        },
      ]}
    >
      {t('consume.bulkText')}
    </Dialog>
  );
}
