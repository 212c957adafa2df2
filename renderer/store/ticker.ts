import { useLayoutEffect, useRef } from 'react';

/** Draws what depends on the time and answers how many ms are left, so that the ticker knows how fine to tick. */
export type Draw = (nowMs: number) => number;

const FINE_BELOW_MS = 60_000;
const FINE_TICK_MS = 100;
const COARSE_TICK_MS = 1_000;

const draws = new Set<Draw>();
let timer: ReturnType<typeof setTimeout> | undefined;
let nextTickMs = 0;

/** 10 Hz in the last minute, 1 Hz before it and after the end. */
export function tickFor(leftMs: number): number {
  return leftMs > 0 && leftMs < FINE_BELOW_MS ? FINE_TICK_MS : COARSE_TICK_MS;
}

/** Draws now and with each tick of the one timer all countdowns share. Returns the function that ends it. */
export function onTick(draw: Draw): () => void {
  draws.add(draw);
  schedule(tickFor(draw(Date.now())));
  return () => {
    draws.delete(draw);
    if (draws.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
}

function schedule(delayMs: number): void {
  const at = Date.now() + delayMs;
  if (timer !== undefined && nextTickMs <= at) return;
  clearTimeout(timer);
  nextTickMs = at;
  timer = setTimeout(tick, delayMs);
}

function tick(): void {
  timer = undefined;
  const now = Date.now();
  let delay = COARSE_TICK_MS;
  for (const draw of draws) delay = Math.min(delay, tickFor(draw(now)));
  if (draws.size > 0) schedule(delay);
}

/** Runs `draw` after each render and with each tick, outside of React: it writes to the DOM itself. */
export function useTick(draw: Draw): void {
  const latest = useRef(draw);
  useLayoutEffect(() => {
    latest.current = draw;
    draw(Date.now());
  });
  useLayoutEffect(() => onTick((now) => latest.current(now)), []);
}
