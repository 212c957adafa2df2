import { expect } from '@playwright/test';
import type { HostName } from '../../e2e/host/app.ts';
import { sendTo, settledRows, untilAcked } from './consumer.ts';
import { startAutoAck } from './ground.ts';
import type { LiveOptions } from './live.ts';
import { outOfOrder } from './order.ts';
import { timeInPage } from './time-in-page.ts';
import { openGantry } from './windows.ts';

export interface PauseRun {
  sent: number;
  rows: number;
  outOfOrder: number;
  /** Rows the table said it had while it was paused. */
  shownPaused: number;
  /** From the press on Resume until all of them stood in the table. */
  resumedMs: number;
}

/** Pauses the view of an auto-acking consumer, sends, resumes. */
export async function pauseRun(host: HostName, options: LiveOptions): Promise<PauseRun> {
  const gantry = await openGantry(host);
  const { page } = gantry;
  const grid = page.getByRole('grid', { name: 'Messages' });
  const rowCount = async (): Promise<number> => Number(await grid.getAttribute('aria-rowcount'));
  try {
    const ground = await startAutoAck(page, options.nameServer);
    const first = await sendTo(ground, { ...options, perSecond: 10, seconds: 1 });
    await untilAcked(page, first);
    await expect.poll(rowCount).toBe(first);
    await page.getByRole('button', { name: 'Pause view' }).click();
    const sent = first + (await sendTo(ground, options));
    await untilAcked(page, sent);
    const shownPaused = await rowCount();
    const resumedMs = await timeInPage(
      page,
      () => page.getByRole('button', { name: 'Resume view' }).click(),
      { selector: '[role=grid]', attribute: 'aria-rowcount', pattern: `^${sent}$` },
    );
    const rows = await settledRows(page);
    await ground.leave();
    return { sent, rows: rows.length, outOfOrder: outOfOrder(rows), shownPaused, resumedMs };
  } finally {
    await gantry.close();
  }
}
