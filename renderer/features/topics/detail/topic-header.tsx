import { Inbox, Pin, Send } from 'lucide-react';
import type { TopicInfoView } from '../../../../core/contract/topics.ts';
import { Button, IconButton } from '../../../components/button.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { useKeys } from '../../../keys/use-keys.ts';
import { consumeFrom } from '../../../store/begin-at.ts';
import { LiveSwitch } from '../messages/live-switch.tsx';
import type { Browse } from '../messages/rows/use-browse.ts';
import { togglePin, usePinned } from '../state/topic-prefs.ts';

interface Props {
  profileId: string;
  topic: string;
  info: TopicInfoView | undefined;
  queueCount: number | undefined;
  /** Of the messages, while they are shown. */
  browse: Browse | undefined;
  onCompose(): void;
}

/** The topic's name, where it lies, and what begins from here. */
export function TopicHeader({ profileId, topic, info, queueCount, browse, onCompose }: Props) {
  const t = useText();
  const pinned = usePinned(profileId).includes(topic);
  const pinLabel = pinned ? 'topics.unpin' : 'topics.pin';
  const pin = (): void => togglePin(profileId, topic);
  useKeys([{ label: pinLabel, run: pin }]);
  const isNormal = info === undefined || info.kind === 'normal';
  return (
    <header className="view-header topic-header">
      <h1 className="truncate" title={topic}>
        {topic}
      </h1>
      {info !== undefined && queueCount !== undefined && (
        <span className="hint truncate">
          {t('topics.where', {
            queues: t('topics.queueCount', { count: queueCount }),
            brokers: t('topics.brokerCount', { count: info.brokers.length }),
          })}
        </span>
      )}
      <div className="view-header-end">
        <IconButton
          icon={Pin}
          className="pin-topic"
          label={t(pinLabel)}
          aria-pressed={pinned}
          onClick={pin}
        />
        {browse !== undefined && <LiveSwitch browse={browse} />}
        <Button icon={Inbox} onClick={() => consumeFrom(profileId, { topic })}>
          {t('topics.consume')}
        </Button>
        {isNormal && (
          <Button tone="primary" icon={Send} onClick={onCompose}>
            {t('topics.compose')}
          </Button>
        )}
      </div>
    </header>
  );
}
