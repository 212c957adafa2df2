import { useMemo, useRef } from 'react';
import { isPending } from '../../../core/model/delay-lab/row.ts';
import { useText } from '../../i18n/i18n.ts';
import { useActiveProfile } from '../../store/selectors.ts';
import { useTick } from '../../store/ticker.ts';
import { useUi } from '../../store/ui-store.ts';
import { runsOf, useDelayLab } from './lab-store.ts';
import { clocksOf, formatLeft, hostSpan, leftOf } from './lab-time.ts';

const PAGE = 'delay';

/** How many delayed messages wait on the chosen connection, and when the next one is due. */
export function ScheduleLinks() {
  const t = useText();
  const profile = useActiveProfile();
  const runs = useDelayLab((lab) => lab.runs);
  const waiting = useMemo(
    () =>
      runsOf(runs, profile?.profileId).flatMap(({ rows }) => {
        const clocks = clocksOf(profile, rows);
        return rows
          .filter((row) => isPending(row) && row.send.kind === 'stored')
          .map((row) => ({ row, clocks }));
      }),
    [runs, profile],
  );
  const next = useRef<HTMLSpanElement>(null);
  useTick((now) => {
    const soonest = waiting.reduce(
      (least, { row, clocks }) => Math.min(least, ahead(leftOf(row, clocks, now))),
      Number.POSITIVE_INFINITY,
    );
    const text = Number.isFinite(soonest) ? t('delayLab.next', { time: formatLeft(soonest) }) : '';
    if (next.current !== null && next.current.textContent !== text) next.current.textContent = text;
    return profile === undefined ? 0 : hostSpan(profile.clock, soonest);
  });
  if (waiting.length === 0) return null;
  return (
    <div className="nav-section">
      <div className="nav-section-head">
        <span>{t('delayLab.schedule')}</span>
        <span ref={next} className="schedule-next" />
      </div>
      <a
        className="nav-link"
        href={`#${PAGE}`}
        onClick={(event) => {
          event.preventDefault();
          useUi.getState().pageOpened(PAGE);
        }}
      >
        <span className="schedule-dot" aria-hidden="true" />
        <span className="nav-word">{t('delayLab.waiting', { count: waiting.length })}</span>
        <span className="nav-key">{t('delayLab.lab')}</span>
      </a>
    </div>
  );
}

/** What is due already has no time left to tell. */
const ahead = (leftMs: number | undefined): number =>
  leftMs !== undefined && leftMs > 0 ? leftMs : Number.POSITIVE_INFINITY;
