import type { Page } from '@playwright/test';
import { type FrameStats, startFrames, stopFrames } from './frames.ts';

/** Scrolls a list down by so many pixels a frame; from its end it starts over. */
export async function scrollFrames(
  page: Page,
  selector: string,
  pixelsAFrame: number,
  seconds: number,
): Promise<FrameStats> {
  await startFrames(page);
  await page.evaluate(scroll, { selector, pixelsAFrame, ms: seconds * 1000 });
  return await stopFrames(page);
}

/** Runs in the page, so it is whole in itself. */
function scroll({ selector, pixelsAFrame, ms }: { selector: string; pixelsAFrame: number; ms: number }) {
  const list = document.querySelector(selector);
  const until = performance.now() + ms;
  return new Promise<void>((resolve) => {
    const frame = (now: number): void => {
      if (list === null || now > until) {
        resolve();
        return;
      }
      const end = list.scrollHeight - list.clientHeight;
      list.scrollTop = list.scrollTop + pixelsAFrame > end ? 0 : list.scrollTop + pixelsAFrame;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}
