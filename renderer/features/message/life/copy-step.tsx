import { Hourglass, type LucideIcon, Send, Skull, Timer, Undo2 } from 'lucide-react';
import type { CopyPlace, LifeCopy } from '../../../../core/contract/message.ts';
import { Button } from '../../../components/button.tsx';
import { formatDateTime, formatElapsed, formatNumber, formatTime } from '../../../format/format.ts';
import type { TextKey } from '../../../i18n/catalogue.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { useUi } from '../../../store/ui-store.ts';

const STEPS = {
  topic: { icon: Send, tone: 'ok', text: 'message.life.topic' },
  retry: { icon: Undo2, tone: 'later', text: 'message.life.retry' },
  deadLetter: { icon: Skull, tone: 'bad', text: 'message.life.deadLetter' },
  scheduled: { icon: Timer, tone: 'due', text: 'message.life.scheduled' },
  timer: { icon: Timer, tone: 'due', text: 'message.life.timer' },
  half: { icon: Hourglass, tone: 'wait', text: 'message.life.half' },
} as const satisfies Record<CopyPlace, { icon: LucideIcon; tone: string; text: TextKey }>;

interface Props {
  profileId: string;
  copy: LifeCopy;
  before: LifeCopy | undefined;
  /** It is the copy the inspector shows. */
  isShown: boolean;
  levelsAssumed: boolean;
}

/** One copy: what it is, where it lies, when it was stored and how long after the one before. */
export function CopyStep({ profileId, copy, before, isShown, levelsAssumed }: Props) {
  const t = useText();
  const { icon: Icon, tone, text } = STEPS[copy.place];
  const { storeTimestamp, group = '', goesTo = '', topic, attempt, delayLevel } = copy;
  const since = before && storeTimestamp - before.storeTimestamp;
  return (
    <li className="life-step" aria-current={isShown || undefined} data-place={copy.place}>
      <span className={`life-icon badge ${tone}`}>
        <Icon size={11} strokeWidth={2.25} aria-hidden="true" />
      </span>
      <div className="life-text">
        <p className="life-title">
          {t(copy.place === 'scheduled' && group !== '' ? 'message.life.sentBack' : text, {
            topic,
            group,
            attempt,
            goesTo,
            level: delayLevel ?? '?',
          })}
        </p>
        <p className="help secondary">
          {t(copy.place === 'scheduled' ? 'message.life.placeScheduled' : 'message.life.place', {
            topic,
            broker: copy.brokerName,
            queue: copy.queueId,
            offset: formatNumber(copy.queueOffset),
          })}
        </p>
        {copy.dueAtMs !== undefined && (
          <p className="help secondary">{dueSentence(copy.dueAtMs, levelsAssumed, t)}</p>
        )}
        {isShown ? (
          <p className="help hint">{t('message.life.shown')}</p>
        ) : (
          copy.place !== 'half' && (
            <Button
              tone="link"
              className="help"
              onClick={() => useUi.getState().topicOpened(profileId, topic)}
            >
              {t('message.life.open', { topic })}
            </Button>
          )
        )}
      </div>
      <span className="life-time data" title={formatDateTime(storeTimestamp)}>
        {formatTime(storeTimestamp)}
        {since !== undefined && <span className="hint">+{formatElapsed(since)}</span>}
      </span>
    </li>
  );
}

function dueSentence(dueAtMs: number, levelsAssumed: boolean, t: Translate): string {
  const time = formatTime(dueAtMs);
  return t(levelsAssumed ? 'message.life.dueAssumed' : 'message.life.due', { time });
}
