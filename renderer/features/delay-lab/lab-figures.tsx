import type { ReactNode } from 'react';
import { lateAfterMs } from '../../../core/model/delay-lab/drift.ts';
import type { LabSummary } from '../../../core/model/delay-lab/summary.ts';
import { formatNumber, formatSpan } from '../../format/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { useHost } from '../../store/host-store.ts';
import { useActiveProfile } from '../../store/selectors.ts';
import { hostSpan } from './lab-time.ts';
import { DueIn } from './rows/due-in.tsx';
import type { ShownRun } from './use-shown-run.ts';

/** The countdown to the next due message, and the run in three figures. */
export function LabFigures({ shown, summary }: { shown: ShownRun; summary: LabSummary }) {
  const t = useText();
  const { landed, total, late, medianDriftMs } = summary;
  const rates = shown.run.rows.flatMap(({ landing }) => landing?.clockRate ?? []);
  const lateAfter = lateAfterMs(Math.max(1, ...rates));
  return (
    <div className="lab-figures">
      <NextDue shown={shown} summary={summary} />
      <dl>
        <Figure name={t('delayLab.landed')}>
          {t('delayLab.landedOf', { landed: formatNumber(landed), total: formatNumber(total) })}
        </Figure>
        <Figure name={t('delayLab.medianDrift')}>
          {medianDriftMs === undefined ? '–' : `${formatNumber(Math.round(medianDriftMs))} ms`}
        </Figure>
        <Figure name={t('delayLab.lateBy', { time: formatSpan(lateAfter) })} isBad={late > 0}>
          {formatNumber(late)}
        </Figure>
      </dl>
    </div>
  );
}

function Figure({ name, isBad = false, children }: { name: string; isBad?: boolean; children: ReactNode }) {
  return (
    <div className="lab-figure">
      <dd data-bad={isBad || undefined}>{children}</dd>
      <dt className="hint">{name}</dt>
    </div>
  );
}

function NextDue({ shown: { clocks }, summary }: { shown: ShownRun; summary: LabSummary }) {
  const t = useText();
  const linkUp = useHost((host) => host.linkUp);
  const isConnected = useActiveProfile()?.state === 'connected';
  const { next, waiting, landed, total } = summary;
  if (next?.plan === undefined) {
    const isAll = landed === total;
    return (
      <div className="lab-next">
        <p className="lab-countdown" data-idle>
          {t(isAll ? 'delayLab.allLanded' : waiting === 0 ? 'delayLab.allEnded' : 'delayLab.noneNext')}
        </p>
      </div>
    );
  }
  const clock = clocks.of(next);
  const isEstimate = !linkUp || !isConnected || next.lost !== undefined || next.plan.source === 'estimated';
  return (
    <div className="lab-next">
      <p className="lab-countdown">
        <DueIn row={next} clocks={clocks} />
      </p>
      <p className="help hint">
        {[
          t('delayLab.until', { level: next.level, span: formatSpan(next.plan.levelMs) }),
          clock.rate === 0 ? t('delayLab.paused') : undefined,
          isEstimate ? t('delayLab.estimate') : undefined,
        ]
          .filter((part) => part !== undefined)
          .join(t('delayLab.separator'))}
        {clock.rate > 1 && <RealTime row={next} clocks={clocks} />}
      </p>
    </div>
  );
}

/** A fast clock: how long a person waits. */
function RealTime({ row, clocks }: Pick<Parameters<typeof DueIn>[0], 'row' | 'clocks'>) {
  const t = useText();
  return (
    <DueIn
      row={row}
      clocks={clocks}
      measure={(left) => hostSpan(clocks.of(row), left)}
      text={(time) => `${t('delayLab.separator')}${t('delayLab.realTime', { time })}`}
    />
  );
}
