import { useRef } from 'react';
import type { LabRow } from '../../../../core/model/delay-lab/row.ts';
import { useTick } from '../../../store/ticker.ts';
import { formatLeft, hostSpan, type LabClocks, leftOf } from '../lab-time.ts';

interface Props {
  row: LabRow;
  clocks: LabClocks;
  /** What is told of the broker milliseconds left. Default: those. */
  measure?(leftMs: number): number;
  /** The words around the time. */
  text?(time: string): string;
  className?: string;
}

/** Broker time until a row is due, drawn as often as the clock's speed asks for. */
export function DueIn({ row, clocks, measure = (left) => left, text = (time) => time, className }: Props) {
  const span = useRef<HTMLSpanElement>(null);
  useTick((now) => {
    const left = leftOf(row, clocks, now) ?? 0;
    const next = text(formatLeft(measure(left)));
    if (span.current !== null && span.current.textContent !== next) span.current.textContent = next;
    return hostSpan(clocks.of(row), left);
  });
  return <span ref={span} className={className} />;
}
