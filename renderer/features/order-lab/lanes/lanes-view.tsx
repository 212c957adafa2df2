import './lanes.css';
import {
  type CSSProperties,
  startTransition,
  type UIEvent,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { OrderLanesView, OrderRunView } from '../../../../core/contract/order-lab.ts';
import { useText } from '../../../i18n/i18n.ts';
import { Lane } from './lane.tsx';
import { LANE_HEIGHT, stepFor, type XRange } from './lane-layout.ts';
import { laneTitle } from './lane-text.ts';

/** Drawn around what is seen, and how far the view moves before it is drawn anew. */
const MARGIN = 100;
const SCROLL_STEP = 200;
/** A full view of lanes is thousands of shapes: they come a few a frame. */
const LANES_A_FRAME = 2;

interface Props {
  run: OrderRunView;
  view: OrderLanesView;
  onKey(key: number): void;
}

interface Seen {
  width: number;
  height: number;
  left: number;
  top: number;
}

/** All lanes in one scrolled area; only what is near the view is drawn. */
export function LanesView({ run, view: { lanes }, onKey }: Props) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState<Seen>({ width: 900, height: 700, left: 0, top: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() =>
      setSeen((before) => ({ ...before, width: element.clientWidth, height: element.clientHeight })),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const onScroll = ({ currentTarget }: UIEvent<HTMLElement>): void => {
    const left = coarse(currentTarget.scrollLeft);
    const top = coarse(currentTarget.scrollTop);
    startTransition(() =>
      setSeen((before) => (before.left === left && before.top === top ? before : { ...before, left, top })),
    );
  };
  const step = stepFor(lanes, seen.width);
  const shown = useMemo(
    (): XRange => ({ from: seen.left - MARGIN, to: seen.left + seen.width + MARGIN + SCROLL_STEP }),
    [seen.left, seen.width],
  );
  const first = Math.max(0, Math.floor((seen.top - MARGIN) / LANE_HEIGHT));
  const last = Math.ceil((seen.top + seen.height + MARGIN + SCROLL_STEP) / LANE_HEIGHT);
  const drawn = useGrowing(Math.min(last, lanes.length) - first);
  return (
    <section
      className="lanes"
      ref={box}
      style={{ '--lanes-width': `${seen.width}px` } as CSSProperties}
      aria-label={t('orderLab.lanes')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reached by keyboard
      tabIndex={0}
      onScroll={onScroll}
    >
      <div style={{ height: first * LANE_HEIGHT }} />
      {lanes.slice(first, first + drawn).map((lane) => (
        <Lane
          key={lane.queue}
          lane={lane}
          title={laneTitle(lane, run, t)}
          step={step}
          shown={shown}
          onKey={onKey}
        />
      ))}
      <div style={{ height: Math.max(0, lanes.length - first - drawn) * LANE_HEIGHT }} />
    </section>
  );
}

/** Up to `wanted`, LANES_A_FRAME more with each frame. */
function useGrowing(wanted: number): number {
  const [count, setCount] = useState(LANES_A_FRAME);
  useEffect(() => {
    if (count >= wanted) return;
    const frame = requestAnimationFrame(() => setCount(count + LANES_A_FRAME));
    return () => cancelAnimationFrame(frame);
  }, [count, wanted]);
  return Math.min(count, wanted);
}

const coarse = (pixels: number): number => Math.floor(pixels / SCROLL_STEP) * SCROLL_STEP;
