import './life.css';
import { RefreshCw } from 'lucide-react';
import type { LifeView } from '../../../../core/contract/message.ts';
import type { StoredDetail } from '../../../../core/model/message-detail.ts';
import { Button } from '../../../components/button.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { formatClock, formatNumber } from '../../../format/format.ts';
import { explainError } from '../../../i18n/explain-error.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { CopyStep } from './copy-step.tsx';
import { useMessageLife } from './use-life.ts';

interface Props {
  profileId: string;
  detail: StoredDetail;
}

/** Every stored copy of the message in the order of its store time, and what could not be searched. */
export function LifeTab({ profileId, detail }: Props) {
  const t = useText();
  const { view, readAtMs, error, reading, refresh } = useMessageLife(profileId, detail.row);
  if (detail.row.uniqueKey === '') return <p className="inspector-part hint">{t('message.life.noKey')}</p>;
  return (
    <div className="inspector-part">
      <div className="life-head">
        <span className="meta hint" role="status">
          {reading
            ? t('message.life.reading')
            : view && t('message.life.readAt', { time: formatClock(readAtMs), count: view.copies.length })}
        </span>
        <Button size="small" icon={RefreshCw} aria-busy={reading} onClick={refresh}>
          {t('message.life.refresh')}
        </Button>
      </div>
      {error && <InlineError error={error} remedies={{ retry: refresh }} />}
      {view && (
        <>
          <ol className="life" aria-label={t('message.life.title')}>
            {view.copies.map((copy, index) => (
              <CopyStep
                key={`${copy.offsetMsgId} ${copy.queueOffset}`}
                profileId={profileId}
                copy={copy}
                before={view.copies[index - 1]}
                isShown={
                  copy.offsetMsgId === detail.offsetMsgId && copy.queueOffset === detail.row.queueOffset
                }
                levelsAssumed={view.delayLevelsSource === 'assumed'}
              />
            ))}
          </ol>
          {notes(view, t).map((note) => (
            <p key={note} className="help hint">
              {note}
            </p>
          ))}
          {view.unread.map(({ topic = '', brokerName = '', error: reason }) => (
            <p key={`${topic} ${brokerName}`} className="help body-note">
              {t('message.life.unread', {
                place:
                  [topic, brokerName].filter((part) => part !== '').join(', ') || t('message.life.groups'),
                reason: explainError(reason, t).headline,
              })}
            </p>
          ))}
        </>
      )}
    </div>
  );
}

/** What the list means, as far as it needs words. */
function notes({ copies, groups, cut }: LifeView, t: Translate): string[] {
  const all: string[] = [];
  if (copies.length === 0) all.push(t('message.life.none'));
  const scheduled = copies.find(({ place }) => place === 'scheduled');
  if (scheduled !== undefined)
    all.push(t('message.life.scheduleHelp', { offset: formatNumber(scheduled.queueOffset) }));
  all.push(
    groups.length === 0
      ? t('message.life.noGroups')
      : t('message.life.searched', { groups: groups.join(', '), count: groups.length }),
  );
  if (cut.length > 0) all.push(t('message.life.cut', { topics: cut.join(', ') }));
  return all;
}
