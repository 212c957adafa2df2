import type { BrokerClockView } from '../../../../core/model/clock.ts';
import type { LabRow } from '../../../../core/model/delay-lab/row.ts';
import { type LabState, stateOf } from '../../../../core/model/delay-lab/state.ts';
import { formatNumber, formatSpan } from '../../../format/format.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { formatDrift } from '../lab-time.ts';
import { type Bar, barDrift, landedAfter, type TimeScale } from './geometry.ts';

const ROOM = 28;
const THICK = 8;
const TICK_RADIUS = 6;

interface Props {
  bar: Bar;
  top: number;
  width: number;
  scale: TimeScale;
  clock: BrokerClockView;
  nowMs: number;
  isCurrent: boolean;
  onChosen(rowId: number): void;
}

/** One line of the drawing. It is a picture: what can be done with a message is done in the grid beside it. */
export function TimelineBar({ bar, top, width, scale, clock, nowMs, isCurrent, onChosen }: Props) {
  const t = useText();
  const { row, rows } = bar;
  const state = stateOf(row, clock, nowMs);
  const middle = top + ROOM / 2;
  const levelMs = row.plan?.levelMs;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: for the pointer only; the keyboard has the grid
    <g
      className="lab-bar"
      data-unique-key={row.uniqueKey}
      data-state={state}
      data-current={isCurrent || undefined}
      onMouseDown={() => onChosen(row.rowId)}
    >
      <rect className="lab-bar-room" x={0} y={top} width={width} height={ROOM} />
      <text className="lab-bar-level" x={34} y={middle + 4} textAnchor="end">
        {row.level}
      </text>
      {levelMs !== undefined && (
        <text className="lab-bar-span" x={46} y={middle + 4}>
          {formatSpan(levelMs)}
        </text>
      )}
      {levelMs === undefined ? (
        <text className="lab-bar-text" x={scale.x(0)} y={middle + 4}>
          {t(`delayLab.state.${state}`)}
        </text>
      ) : (
        <Mark row={row} state={state} middle={middle} scale={scale} levelMs={levelMs} />
      )}
      {levelMs !== undefined && (
        <text className="lab-bar-text" x={scale.x(endOf(row, levelMs)) + 12} y={middle + 4}>
          {endText(bar, state, t)}
        </text>
      )}
      {rows.length > 1 && <title>{formatNumber(rows.length)}</title>}
    </g>
  );
}

function Mark({
  row,
  state,
  middle,
  scale,
  levelMs,
}: {
  row: LabRow;
  state: LabState;
  middle: number;
  scale: TimeScale;
  levelMs: number;
}) {
  const from = scale.x(0);
  const due = scale.x(levelMs);
  const landed = landedAfter(row);
  const box = { x: from, y: middle - THICK / 2, height: THICK, rx: THICK / 2 };
  if (landed === undefined)
    return (
      <>
        <rect className="lab-bar-ahead" {...box} width={due - from} />
        <rect
          className="lab-bar-passed"
          {...box}
          width={0}
          data-row={row.rowId}
          data-from={row.plan?.storedMs}
        />
        <circle className="lab-bar-ring" cx={due} cy={middle} r={TICK_RADIUS - 1} />
      </>
    );
  const at = scale.x(landed);
  return (
    <>
      <rect className="lab-bar-done" {...box} width={due - from} />
      {state === 'late' && <line className="lab-bar-late" x1={due} x2={at} y1={middle} y2={middle} />}
      <circle className="lab-bar-tick" cx={at} cy={middle} r={TICK_RADIUS} />
      <path className="lab-bar-check" d={`M${at - 2.5} ${middle}l2 2l3.5 -3.5`} />
    </>
  );
}

/** Where the drawing of a row ends, in broker milliseconds after its send. */
const endOf = (row: LabRow, levelMs: number): number => Math.max(levelMs, landedAfter(row) ?? 0);

function endText(bar: Bar, state: LabState, t: Translate): string {
  const { rows } = bar;
  if (rows.length > 1) {
    const landed = rows.filter(({ landing }) => landing !== undefined).length;
    return t('delayLab.groupLanded', { landed, total: rows.length });
  }
  const drift = barDrift(bar);
  if (drift === undefined) return state === 'waiting' ? '' : t(`delayLab.state.${state}`);
  return state === 'late' ? t('delayLab.lateMark', { drift: formatDrift(drift) }) : formatDrift(drift);
}
