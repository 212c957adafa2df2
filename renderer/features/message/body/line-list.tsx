import {
  type ComponentProps,
  type ReactNode,
  type RefObject,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { useHeight } from '../../../components/grid/measure.ts';
import { MAX_ROWS_IN_DOM, scrollToReveal, visibleLines } from '../../../components/grid/window.ts';

export const LINE_HEIGHT_PX = 18;
/** What browsers can still scroll is a little more. */
const MAX_HEIGHT_PX = 30_000_000;
export const MAX_LINES = Math.floor(MAX_HEIGHT_PX / LINE_HEIGHT_PX);

interface Props extends Omit<ComponentProps<'div'>, 'children'> {
  box: RefObject<HTMLDivElement | null>;
  count: number;
  /** A line that must be wholly visible; undefined: wherever it is scrolled to. */
  reveal?: number | undefined;
  /** Goes up when `reveal` is to be obeyed again. */
  reveals?: number;
  /** The line that is active, and what its element is called. */
  active?: { line: number; id: string };
  children(index: number): ReactNode;
}

/** Lines of one height, of which only the visible ones exist. As high as they are together, if there is room. */
export function LineList(props: Props) {
  const { box, count: all, reveal, reveals = 0, active, className = '', children, ...rest } = props;
  const count = Math.min(all, MAX_LINES);
  const height = useHeight(box);
  const [top, setTop] = useState(0);
  const shown = { height, rowHeight: LINE_HEIGHT_PX, count, limit: MAX_ROWS_IN_DOM };
  const { first, last } = visibleLines({ ...shown, scrollTop: top });
  // A line that is scrolled away is no element.
  const isDrawn = active !== undefined && active.line >= first && active.line < last;
  const named = isDrawn ? { 'aria-activedescendant': active.id } : {};
  const before = useRef(reveals);
  useLayoutEffect(() => {
    if (before.current === reveals || reveal === undefined || box.current === null) return;
    before.current = reveals;
    const { scrollTop } = box.current;
    box.current.scrollTop = scrollToReveal({ line: reveal, scrollTop, height, rowHeight: LINE_HEIGHT_PX });
  }, [box, reveal, reveals, height]);
  const onScroll = (): void => {
    const scrollTop = box.current?.scrollTop ?? 0;
    setTop(Math.floor(scrollTop / LINE_HEIGHT_PX) * LINE_HEIGHT_PX);
  };
  return (
    <div
      {...rest}
      {...named}
      ref={box}
      className={`line-list ${className}`}
      style={{ flexBasis: count * LINE_HEIGHT_PX + 2 }}
      onScroll={onScroll}
    >
      <div role="presentation" className="lines" style={{ height: count * LINE_HEIGHT_PX }}>
        <div role="presentation" style={{ transform: `translateY(${first * LINE_HEIGHT_PX}px)` }}>
          {Array.from({ length: Math.max(0, last - first) }, (_, line) => children(first + line))}
        </div>
      </div>
    </div>
  );
}
