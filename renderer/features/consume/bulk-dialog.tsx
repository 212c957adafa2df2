import { useRef, useState } from 'react';
import type { Decision, MessageRow } from '../../../core/model/consume.ts';
import { call } from '../../bridge/call.ts';
import { Dialog } from '../../components/dialog.tsx';
import { formatNumber } from '../../format/format.ts';
import { useText } from '../../i18n/i18n.ts';
import type { Decisions } from './use-decisions.ts';

/** More than so many held rows, or rows of several topics, are asked about. */
const ASK_ABOVE = 100;
const READ_ROWS = 400;

export interface Bulk {
  /** Decides the checked set, after a question where it is large or mixed. */
  ask(decision: Decision): void;
  asked: { decision: Decision; rows: readonly MessageRow[] } | undefined;
  confirm(): void;
  cancel(): void;
  checkAllHeld(): Promise<void>;
}

export function useBulk(consumerId: number, decisions: Decisions): Bulk {
  const [asked, setAsked] = useState<Bulk['asked']>();
  const decide = (decision: Decision, rows: readonly MessageRow[]): void =>
    void decisions.decide(rows, decision);
  return {
    asked,
    ask(decision) {
      const rows = [...decisions.checked.values()];
      if (rows.length > ASK_ABOVE || topicsOf(rows).length > 1) setAsked({ decision, rows });
      else decide(decision, rows);
    },
    confirm() {
      if (asked !== undefined) decide(asked.decision, asked.rows);
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
  // The words stay while the dialog fades.
  const last = useRef(bulk.asked);
  last.current = bulk.asked ?? last.current;
  const { decision = 'ack', rows = [] } = last.current ?? {};
  const count = formatNumber(rows.length);
  return (
    <Dialog
      open={bulk.asked !== undefined}
      onClose={bulk.cancel}
      title={t(`consume.bulkTitle.${decision}`, { count, topics: topicsOf(rows).join(', ') })}
      actions={[
        {
          label: t(decision === 'ack' ? 'consume.ackCount' : 'consume.laterCount', { count }),
          tone: 'danger',
          run: bulk.confirm,
        },
      ]}
    >
      {t('consume.bulkText')}
    </Dialog>
  );
}
