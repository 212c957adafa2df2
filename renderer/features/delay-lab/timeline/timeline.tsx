import { useMemo, useRef } from 'react';
import { brokerTimeAt } from '../../../../core/model/clock.ts';
import type { LabRow } from '../../../../core/model/delay-lab/row.ts';
import type { LabSummary } from '../../../../core/model/delay-lab/summary.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useTick } from '../../../store/ticker.ts';
import { formatLeft, hostSpan } from '../lab-time.ts';
import type { ShownRun } from '../use-shown-run.ts';
import { AXIS_HEIGHT, barsOf, NOW_HEIGHT, timeScale } from './geometry.ts';
import { TimelineBar } from './timeline-bar.tsx';
import { useWidth } from './use-width.ts';

const BAR_ROOM = 28;
const LEAST_WIDTH = 420;
const NOW_LABEL_WIDTH = 104;

interface Props {
  shown: ShownRun;
  summary: LabSummary;
  cursor: number | undefined;
  onCursor(rowId: number): void;
}

/**
 * A bar a message on a logarithmic scale: from send to due, a ring where it is due, a tick where it landed, a line at now.
 * What goes on with the time is moved by the ticker, outside of React.
 */
export function Timeline({ shown: { run, clocks, nowMs }, summary, cursor, onCursor }: Props) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const width = Math.max(LEAST_WIDTH, useWidth(box));
  const { rows } = run;
  const bars = useMemo(() => barsOf(rows), [rows]);
  const scale = useMemo(() => timeScale(rows, width), [rows, width]);
  const first = firstStored(rows);
  const barsHeight = bars.length * BAR_ROOM;
  const height = AXIS_HEIGHT + barsHeight + NOW_HEIGHT;
  const current = bars.findIndex((bar) => bar.rows.some(({ rowId }) => rowId === cursor));
  const isOn = summary.waiting > 0 && first !== undefined;

  useTick((now) => {
    const svg = drawing.current;
    if (svg === null || !isOn) return 0;
    for (const part of svg.querySelectorAll<SVGRectElement>('[data-from]')) {
      const row = rows.find(({ rowId }) => String(rowId) === part.dataset.row);
      if (row?.plan === undefined) continue;
      const passed = brokerTimeAt(clocks.of(row), now) - row.plan.storedMs;
      part.setAttribute('width', String(scale.x(Math.min(passed, row.plan.levelMs)) - scale.x(0)));
    }
    if (box.current !== null) keepMarkInSight(box.current, height);
    const clock = clocks.of(first);
    const passed = brokerTimeAt(clock, now) - (first.plan?.storedMs ?? 0);
    moveNow(
      svg,
      Math.min(scale.x(passed), width - 1),
      width,
      t('delayLab.now', { time: formatLeft(passed) }),
    );
    const next = summary.next?.plan?.dueMs;
    return next === undefined ? 0 : hostSpan(clock, next - brokerTimeAt(clock, now));
  });

  return (
    <section
      ref={box}
      className="lab-timeline-room"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must be reached by keyboard for that
      tabIndex={0}
      aria-label={t('delayLab.drawing')}
      onScroll={({ currentTarget }) => keepMarkInSight(currentTarget, height)}
    >
      <svg
        ref={drawing}
        className="lab-timeline"
        role="img"
        aria-label={t('delayLab.timeline', { landed: summary.landed, total: summary.total })}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
      >
        {scale.marks.map(({ ms, x, label }) => (
          <g key={ms}>
            <text className="lab-mark" x={x} y={20} textAnchor="middle">
              {label}
            </text>
            <line
              className="lab-mark-line"
              x1={x}
              x2={x}
              y1={AXIS_HEIGHT - 8}
              y2={AXIS_HEIGHT + barsHeight}
            />
          </g>
        ))}
        {current >= 0 && (
          <rect
            className="lab-current"
            x={0}
            y={AXIS_HEIGHT + current * BAR_ROOM}
            width={width}
            height={BAR_ROOM}
          />
        )}
        {isOn && <line className="lab-now-line" y1={AXIS_HEIGHT - 8} y2={AXIS_HEIGHT + barsHeight + 4} />}
        {bars.map((bar, index) => (
          <TimelineBar
            key={bar.row.rowId}
            bar={bar}
            top={AXIS_HEIGHT + index * BAR_ROOM}
            width={width}
            scale={scale}
            clock={clocks.of(bar.row)}
            nowMs={nowMs}
            isCurrent={index === current}
            onChosen={onCursor}
          />
        ))}
        {isOn && (
          <g className="lab-now-mark">
            <rect
              className="lab-now-box"
              y={AXIS_HEIGHT + barsHeight + 4}
              width={NOW_LABEL_WIDTH}
              height={20}
              rx={4}
            />
            <text className="lab-now-text" y={AXIS_HEIGHT + barsHeight + 18} textAnchor="middle" />
          </g>
        )}
      </svg>
    </section>
  );
}

/** The message whose store time the line of now counts from. */
function firstStored(rows: readonly LabRow[]): LabRow | undefined {
  return rows.reduce<LabRow | undefined>((first, row) => {
    const isEarlier =
      (row.plan?.storedMs ?? Number.POSITIVE_INFINITY) < (first?.plan?.storedMs ?? Number.POSITIVE_INFINITY);
    return isEarlier ? row : first;
  }, undefined);
}

/** The words of now stand below the last bar, or where the view ends before it. */
function keepMarkInSight(room: HTMLElement, height: number): void {
  const mark = room.querySelector<SVGGElement>('.lab-now-mark');
  const below = Math.max(0, height - room.scrollTop - room.clientHeight);
  if (mark !== null) mark.style.transform = `translateY(${-below}px)`;
}

function moveNow(svg: SVGSVGElement, x: number, width: number, label: string): void {
  const line = svg.querySelector('.lab-now-line');
  const box = svg.querySelector('.lab-now-box');
  const text = svg.querySelector('.lab-now-text');
  if (line === null || box === null || text === null) return;
  line.setAttribute('x1', String(x));
  line.setAttribute('x2', String(x));
  const middle = Math.min(Math.max(x, NOW_LABEL_WIDTH / 2), width - NOW_LABEL_WIDTH / 2);
  box.setAttribute('x', String(middle - NOW_LABEL_WIDTH / 2));
  text.setAttribute('x', String(middle));
  if (text.textContent !== label) text.textContent = label;
}
