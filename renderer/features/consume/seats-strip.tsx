import { memo, useRef } from 'react';
import type { ConsumerView, SeatView } from '../../../core/model/consume.ts';
import { formatCountdown, formatNumber } from '../../format/format.ts';
import { type Translate, useText } from '../../i18n/i18n.ts';
import { useTick } from '../../store/ticker.ts';
import { keyOf } from '../message/message-name.ts';
import { QueuesSummary, type QueuesToggle } from './queues-summary.tsx';

const SEATS_SHOWN = 6;
const RING_RADIUS = 11;
const RING_LENGTH = 2 * Math.PI * RING_RADIUS;

interface Props {
  consumer: ConsumerView;
  queuesPanel: QueuesToggle;
  onJump(seq: number): void;
}

/** Who sits where and for how long: a ring and a countdown a seat. */
export function SeatsStrip({ consumer, queuesPanel, onJump }: Props) {
  const t = useText();
  const { counters, seats, seatsHeld, holdDeadlineMs } = consumer;
  const shown = seatsHeld.slice(0, SEATS_SHOWN);
  const more = counters.held - shown.length;
  return (
    <div className="seats-strip">
      <div className="seats-count">
        <span className="secondary">{t('consume.seats')}</span>
        <strong>
          {t('consume.seatsUsed', { held: formatNumber(counters.held), seats: formatNumber(seats) })}
        </strong>
      </div>
      <ul className="seats" aria-label={t('consume.seats')}>
        {shown.map((seat) => (
          <Seat
            key={seat.seq}
            seq={seat.seq}
            seat={seat.seat}
            tag={seat.tag}
            keys={seat.keys}
            deadlineAtMs={seat.deadlineAtMs}
            holdDeadlineMs={holdDeadlineMs}
            onJump={onJump}
          />
        ))}
      </ul>
      {more > 0 && <span className="seats-more data">{t('consume.moreSeats', { count: more })}</span>}
      {shown.length === 0 && <span className="seats-none hint">{t('consume.noneHeld')}</span>}
      <QueuesSummary consumer={consumer} panel={queuesPanel} />
    </div>
  );
}

interface SeatProps extends Pick<SeatView, 'seat' | 'seq' | 'tag' | 'keys'> {
  /** undefined: it is held until somebody decides. */
  deadlineAtMs: number | undefined;
  holdDeadlineMs: number;
  onJump(seq: number): void;
}

/** Its ring, its time and its name run by themselves: the strip is not drawn again for a second gone. */
const Seat = memo(function Seat({ seat, seq, tag, keys, deadlineAtMs, holdDeadlineMs, onJump }: SeatProps) {
  const t = useText();
  const item = useRef<HTMLLIElement>(null);
  const time = useRef<HTMLSpanElement>(null);
  const ring = useRef<SVGCircleElement>(null);
  const key = keyOf({ keys }, t);
  useTick((now) => {
    const left = deadlineAtMs === undefined ? Number.POSITIVE_INFINITY : Math.max(0, deadlineAtMs - now);
    const share = left === 0 ? 0 : Math.min(1, left / holdDeadlineMs);
    const endless = left === Number.POSITIVE_INFINITY;
    setText(time.current, endless ? t('consume.noDeadline') : formatCountdown(left));
    const name = endless
      ? t('consume.seatNameEndless', { seat, key })
      : t('consume.seatName', { seat, key, time: timeInWords(left, t) });
    if (item.current?.getAttribute('aria-label') !== name) item.current?.setAttribute('aria-label', name);
    ring.current?.setAttribute('stroke-dashoffset', String(RING_LENGTH * (1 - share)));
    return left;
  });
  return (
    <li ref={item}>
      <button type="button" className="seat" onClick={() => onJump(seq)}>
        <svg className="seat-ring" viewBox="0 0 28 28" aria-hidden="true">
          <circle className="seat-ring-back" cx="14" cy="14" r={RING_RADIUS} />
          <circle ref={ring} cx="14" cy="14" r={RING_RADIUS} strokeDasharray={RING_LENGTH} />
        </svg>
        <span className="seat-words">
          <span ref={time} className="data" />
          <span className="meta hint truncate">
            <span className="seat-tag">{tag} </span>
            <span className="data">{key}</span>
          </span>
        </span>
      </button>
    </li>
  );
});

/** 9 min 41 s */
function timeInWords(ms: number, t: Translate): string {
  const seconds = Math.ceil(ms / 1_000);
  const min = Math.floor(seconds / 60);
  return min === 0 ? t('consume.sec', { sec: seconds }) : t('consume.minSec', { min, sec: seconds % 60 });
}

function setText(element: HTMLElement | null, text: string): void {
  if (element !== null && element.textContent !== text) element.textContent = text;
}
