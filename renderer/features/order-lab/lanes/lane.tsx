import { memo, useMemo } from 'react';
import type { OrderLane } from '../../../../core/contract/order-lab.ts';
import { isFold } from '../../../../core/model/order/fold-lane.ts';
import { keyName } from '../../../../core/model/order/scenario.ts';
import { formatNumber } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { beadText } from '../verdict/verdict-text.ts';
import {
  BEAD_RADIUS,
  LANE_HEIGHT,
  LINE_Y,
  layOut,
  type PlacedItem,
  within,
  type XRange,
} from './lane-layout.ts';
import { beadTitle, foldText, laneTrouble } from './lane-text.ts';

interface Props {
  lane: OrderLane;
  title: string;
  step: number;
  /** What is to be seen. */
  shown: XRange;
  onKey(key: number): void;
}

const LINES = ['stored', 'handled'] as const;

/** One queue: what was stored above what was handled, each message joined to itself. */
export const Lane = memo(function Lane({ lane, title, step, shown, onKey }: Props) {
  const t = useText();
  const drawing = useMemo(() => layOut(lane, step), [lane, step]);
  const drawn = useMemo(() => within(drawing, shown), [drawing, shown]);
  const name = t('orderLab.laneName', {
    queue: title,
    stored: formatNumber(lane.storedCount),
    storedLate: formatNumber(lane.storedInversions),
    handled: formatNumber(lane.handledCount),
    handledLate: formatNumber(lane.handledInversions),
  });
  const trouble = laneTrouble(lane, t);
  return (
    <div className="lane" style={{ height: LANE_HEIGHT }}>
      <div className="lane-words">
        <p className="lane-head">
          <span className="lane-title">{title}</span>
          {trouble !== '' && <span className="lane-trouble truncate">{trouble}</span>}
        </p>
        <div className="lane-line-names meta hint">
          {LINES.map((line) => (
            <span key={line} style={{ top: LINE_Y[line] - 8 }}>
              {t(line === 'stored' ? 'orderLab.lineStored' : 'orderLab.lineHandled')}
            </span>
          ))}
        </div>
      </div>
      <svg className="lane-drawing" width={drawing.width} height={LANE_HEIGHT} role="img" aria-label={name}>
        {LINES.map((line) => {
          const [first, last] = [drawing[line][0], drawing[line].at(-1)];
          return (
            first !== undefined && (
              <line
                key={line}
                className="lane-rail"
                x1={first.x}
                x2={last?.x}
                y1={LINE_Y[line]}
                y2={LINE_Y[line]}
              />
            )
          );
        })}
        {drawn.links.map(({ id, key, fromX, toX, broken }) => (
          <line
            key={id}
            className="lane-link"
            data-k={keyColour(key)}
            data-broken={broken || undefined}
            x1={fromX}
            y1={LINE_Y.stored + BEAD_RADIUS}
            x2={toX}
            y2={LINE_Y.handled - BEAD_RADIUS}
          />
        ))}
        {LINES.map((line) =>
          drawn[line].map((place) => (
            <Item key={`${line}-${place.id}`} place={place} line={line} onKey={onKey} />
          )),
        )}
      </svg>
    </div>
  );
});

/** `--k1` to `--k6`; after six, colours repeat. */
export const keyColour = (key: number): number => (key % 6) + 1;

function Item({
  place: { x, item },
  line,
  onKey,
}: {
  place: PlacedItem;
  line: 'stored' | 'handled';
  onKey(key: number): void;
}) {
  const t = useText();
  const y = LINE_Y[line];
  if (isFold(item))
    return (
      <text className="lane-fold" data-troubled={item.troubled > 0 || undefined} x={x} y={y + 4}>
        {foldText(item, t)}
      </text>
    );
  const late = item.after !== undefined || item.away === true;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the grid beside the lanes does the same by keyboard
    <g
      className="bead"
      data-k={keyColour(item.key)}
      data-late={late || undefined}
      data-duplicate={item.duplicate}
      data-unique-key={`${keyName(item.key)}-${item.seq}`}
      onClick={() => onKey(item.key)}
    >
      <title>{beadTitle(item, line, t)}</title>
      <circle cx={x} cy={y} r={BEAD_RADIUS} />
      <text x={x} y={y + 3}>
        {beadText(item)}
      </text>
    </g>
  );
}
