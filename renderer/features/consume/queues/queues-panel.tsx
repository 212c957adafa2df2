import './queues.css';
import { type KeyboardEvent, useMemo } from 'react';
import type { ConsumerView } from '../../../../core/model/consume.ts';
import { queueKey } from '../../../../core/model/queue.ts';
import { DataGrid } from '../../../components/grid/data-grid.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { formatNumber } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { usePolled } from '../../topics/state/use-polled.ts';
import { memberColumns } from './member-columns.tsx';
import { queueColumns } from './queue-columns.tsx';
import { queueLines } from './queue-line.ts';

/** What brokers say of the group is asked again this often while somebody looks, what its members say less often. */
const PROGRESS_EVERY_MS = 3_000;
const MEMBERS_EVERY_MS = 15_000;

/** Each queue with its lag, its reader and why it is not pulled; and who is in the group. */
export function QueuesPanel({ consumer }: { consumer: ConsumerView }) {
  const t = useText();
  const { profileId, group, queues, lastError } = consumer;
  const detail = usePolled('group.detail', { profileId, group }, PROGRESS_EVERY_MS);
  const look = usePolled('group.look', { profileId, group }, MEMBERS_EVERY_MS);
  const lines = useMemo(
    () => queueLines(queues, detail.value?.queues ?? [], look.value),
    [queues, detail.value, look.value],
  );
  const members = look.value?.members ?? [];
  const columns = useMemo(() => ({ queues: queueColumns(t), members: memberColumns(t) }), [t]);
  const lag = lines.reduce((sum, line) => sum + (line.lag ?? 0), 0);
  return (
    <section className="queues-panel" aria-label={t('queuesPanel.title')} onKeyDown={scrollByKeys}>
      <div className="queues-side">
        <p className="meta secondary">
          {t('queuesPanel.queues')}
          <span className="data">{t('queuesPanel.lagSum', { lag: formatNumber(lag) })}</span>
        </p>
        {lastError && <InlineError error={lastError} />}
        <DataGrid
          label={t('queuesPanel.queues')}
          columns={columns.queues}
          rows={{ count: lines.length, at: (line) => lines[line] }}
          keyOf={({ view }) => queueKey(view.queue)}
          nameOf={({ view: { queue, owner } }) =>
            t(owner === 'us' ? 'queuesPanel.rowOurs' : 'queuesPanel.rowOther', {
              topic: queue.topic,
              queue: queue.queueId,
            })
          }
        />
      </div>
      <div className="queues-side">
        <p className="meta secondary">
          {t('queuesPanel.members')}
          <span>{look.value === undefined && look.reading && t('queuesPanel.asking')}</span>
        </p>
        {look.error && <InlineError error={look.error} remedies={{ retry: look.refresh }} />}
        {consumer.model === 'broadcasting' && <p className="help hint">{t('queuesPanel.noMembers')}</p>}
        <DataGrid
          label={t('queuesPanel.members')}
          columns={columns.members}
          rows={{ count: members.length, at: (line) => members[line] }}
          keyOf={({ clientId }) => clientId}
          nameOf={({ clientId }) => clientId}
        />
      </div>
    </section>
  );
}

const LINE_PX = 24;
const SCROLL_PX: Record<string, number> = { ArrowDown: LINE_PX, ArrowUp: -LINE_PX };

/** The table with the focus scrolls; the messages' cursor below stays where it is. */
function scrollByKeys(event: KeyboardEvent): void {
  const px = SCROLL_PX[event.key];
  if (px === undefined || !(event.target instanceof HTMLElement)) return;
  event.preventDefault();
  event.stopPropagation();
  event.target.scrollBy({ top: px });
}
