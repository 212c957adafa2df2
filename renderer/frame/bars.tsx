import { CircleAlert, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Notice, ProfileView } from '../../core/contract/views.ts';
import { call } from '../bridge/call.ts';
import { Button } from '../components/button.tsx';
import { formatClock } from '../format/format.ts';
import { useText } from '../i18n/i18n.ts';
import { useNow } from '../store/clock.ts';
import { useHost } from '../store/host-store.ts';

/** The broker is away: since when, when it is tried again, and a button to try now. */
export function LostBar({ profile }: { profile: ProfileView }) {
  const t = useText();
  const now = useNow(1_000);
  const time = formatClock(profile.lostSinceMs ?? now);
  const seconds = Math.ceil(((profile.nextRetryAtMs ?? now) - now) / 1_000);
  return (
    <Bar
      icon={<Unplug size={14} aria-hidden="true" />}
      action={
        <Button size="small" onClick={() => void retry(profile.profileId)}>
          {t('common.retryNow')}
        </Button>
      }
    >
      {seconds > 0 ? t('frame.lostBar', { time, seconds }) : t('frame.lostBarNow', { time })}
    </Bar>
  );
}

async function retry(profileId: string): Promise<void> {
  try {
    await call('profile.retry', { profileId });
  } catch {
    // The bar stays: it shows the next attempt, and the profile's view carries the error.
  }
}

/** The browser lost the program behind it. */
export function HostLostBar() {
  const t = useText();
  return (
    <Bar icon={<Unplug size={14} aria-hidden="true" />}>
      {t('frame.hostLost')} {t('frame.hostLostHelp')}
    </Bar>
  );
}

const NO_NOTICES: Notice[] = [];

export function NoticeBars() {
  const t = useText();
  const notices = useHost((host) => host.app?.notices ?? NO_NOTICES);
  return notices.map((notice) => (
    <Bar
      key={notice.noticeId}
      icon={<CircleAlert size={14} aria-hidden="true" />}
      action={
        <Button size="small" onClick={() => void call('app.notice.dismiss', { noticeId: notice.noticeId })}>
          {t('common.dismiss')}
        </Button>
      }
    >
      {t(`frame.${notice.kind}`, notice.params)}
    </Bar>
  ));
}

function Bar({ icon, action, children }: { icon: ReactNode; action?: ReactNode; children: ReactNode }) {
  return (
    <div className="bar" role="status">
      {icon}
      <span className="bar-text">{children}</span>
      {action}
    </div>
  );
}
