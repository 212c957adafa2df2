import type { Page } from '@playwright/test';
import type { MessageRow } from '../../core/model/consume.ts';
import type { HostName } from '../../e2e/host/app.ts';
import { sendTo, settledRows, untilAcked } from './consumer.ts';
import { startAutoAck } from './ground.ts';
import type { LiveOptions } from './live.ts';
import { percentile } from './percentile.ts';
import { openGantry } from './windows.ts';

/** A frame with another row on top than the one before: its time (epoch ms), and the key of that row's message. */
interface Sight {
  at: number;
  top: string;
}
type WithSights = { benchSights?: Sight[] };

/** ms from a message's delivery until it, or a later one, was painted: the time within which 95 % of them were. */
export async function paintedRun(host: HostName, options: LiveOptions): Promise<number> {
  const gantry = await openGantry(host);
  try {
    const ground = await startAutoAck(gantry.page, options.nameServer);
    await watchTop(gantry.page);
    const sent = await sendTo(ground, options);
    await untilAcked(gantry.page, sent);
    const rows = await settledRows(gantry.page);
    // The last one gets its frame.
    await gantry.page.waitForFunction(
      (key) => (globalThis as WithSights).benchSights?.at(-1)?.top === key,
      rows.at(-1)?.keys,
    );
    const sights = await gantry.page.evaluate(() => (globalThis as WithSights).benchSights ?? []);
    await ground.leave();
    return percentile(waits(rows, sights), 0.95);
  } finally {
    await gantry.close();
  }
}

/** Looks after each frame which of the acked messages stands on top: the one acked last. */
async function watchTop(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sights: Sight[] = [];
    (globalThis as WithSights).benchSights = sights;
    const look = (): void => {
      const row = document.querySelector('[role=grid] [role=row][aria-label^="Acked"]');
      const top = /ORD-\d+/.exec(row?.getAttribute('aria-label') ?? '')?.[0];
      if (top !== undefined && top !== sights.at(-1)?.top)
        sights.push({ at: performance.timeOrigin + performance.now(), top });
    };
    // A task of its own behind the frame: by then it is painted.
    const frame = (): void => {
      setTimeout(look, 0);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

/** Of each message, until the first sight of it or of one that was acked later. `rows`: as they were acked. */
function waits(rows: readonly MessageRow[], sights: readonly Sight[]): number[] {
  const places = new Map(rows.map(({ keys }, place) => [keys, place]));
  const seen = sights.map(({ at, top }) => ({ at, place: places.get(top) ?? -1 }));
  let next = 0;
  return rows.flatMap(({ receivedAtMs }, place) => {
    while (next < seen.length && (seen[next]?.place ?? 0) < place) next++;
    const sight = seen[next];
    return sight === undefined ? [] : [sight.at - receivedAtMs];
  });
}
