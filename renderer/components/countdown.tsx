import { useRef } from 'react';
import { formatCountdown } from '../format/format.ts';
import { useTick } from '../store/ticker.ts';

interface Props {
  /** Milliseconds left at a host time. */
  leftAt(nowMs: number): number;
  /** The words around the time; called with each tick. Default: the time alone. */
  text?(time: string, leftMs: number): string;
  className?: string;
}

/** A time left that runs by itself: nothing around it is drawn again. */
export function Countdown({ leftAt, text = (time) => time, className }: Props) {
  const span = useRef<HTMLSpanElement>(null);
  useTick((now) => {
    const left = leftAt(now);
    const next = text(formatCountdown(left), left);
    if (span.current !== null && span.current.textContent !== next) span.current.textContent = next;
    return left;
  });
  return <span ref={span} className={className} />;
}
