import { Moon, TriangleAlert, Unplug } from 'lucide-react';
import type { ProfileView } from '../../../core/contract/views.ts';
import type { ConsumerView, SubscriptionConflict } from '../../../core/model/consume.ts';
import { formatClock } from '../../format/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { useNow } from '../../store/clock.ts';

/** What a person must know about this consumer now. That the whole connection is lost, the frame says. */
export function ConsumeBars({
  consumer,
  profile,
}: {
  consumer: ConsumerView;
  profile: ProfileView | undefined;
}) {
  const t = useText();
  const lost = consumer.state === 'reconnecting' && profile?.state !== 'lost';
  return (
    <>
      {lost && (
        <div className="bar" role="status">
          <Unplug size={14} aria-hidden="true" />
          {t('consume.lostBar', { time: formatClock(consumer.disconnectedSinceMs ?? Date.now()) })}
        </div>
      )}
      {consumer.conflict && <ConflictBar conflict={consumer.conflict} />}
      {consumer.asleepForMs !== undefined && consumer.asleepShownUntilMs !== undefined && (
        <AsleepBar forMs={consumer.asleepForMs} untilMs={consumer.asleepShownUntilMs} />
      )}
    </>
  );
}

/** Members of one group that subscribe differently take each other's messages away. */
function ConflictBar({ conflict }: { conflict: SubscriptionConflict }) {
  const t = useText();
  const { topic, ours, theirs, clientIds = [] } = conflict;
  const named = (pattern: string): string => (pattern === '' ? t('consume.notSubscribed') : pattern);
  return (
    <div className="bar" role="status">
      <TriangleAlert size={14} aria-hidden="true" />
      <span className="bar-text">
        {t('consume.conflict', { topic, ours: named(ours), theirs: named(theirs) })}
        {clientIds.length > 0 && (
          <span className="conflict-members">
            {t('consume.conflictMembers', { count: clientIds.length, members: clientIds.join(', ') })}
          </span>
        )}
      </span>
    </div>
  );
}

/** For as long as the host lets no deadline strike after it slept. */
function AsleepBar({ forMs, untilMs }: { forMs: number; untilMs: number }) {
  const t = useText();
  const left = untilMs - useNow(1_000);
  if (left <= 0) return null;
  const span =
    forMs < 60_000
      ? t('consume.seconds', { count: Math.round(forMs / 1_000) })
      : t('consume.minutes', { count: Math.round(forMs / 60_000) });
  return (
    <div className="bar" role="status">
      <Moon size={14} aria-hidden="true" />
      {t('consume.asleep', { span, seconds: Math.ceil(left / 1_000) })}
    </div>
  );
}
