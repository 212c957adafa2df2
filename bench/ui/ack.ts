import type { Page } from '@playwright/test';
import type { HostName } from '../../e2e/host/app.ts';
import { Consume } from '../../e2e/screens/consume.ts';
import { sendTo, settledRows, untilAcked } from './consumer.ts';
import { enterGround } from './ground.ts';
import { openGantry } from './windows.ts';

const PRESSES = 300;
const LOAD = { perSecond: PRESSES, seconds: 1, bodyBytes: 1_000 };

type WithPresses = { benchPresses?: number[] };

/** ms from each press of A, of a consumer that holds, until the engine had decided that message. */
export async function ackRun(host: HostName, nameServer: string | undefined): Promise<number[]> {
  const gantry = await openGantry(host);
  const { page } = gantry;
  const consume = new Consume(page);
  try {
    const ground = await enterGround(page, nameServer);
    // A seat for each, so that the cursor always has a next one to go to.
    await consume.join(ground.topic, ground.topic, PRESSES);
    await sendTo(ground, LOAD);
    await consume.expectCounters({ held: PRESSES });
    await consume.rows('Held').first().click();
    await watchPresses(page);
    let seq: string | null = null;
    for (let press = 0; press < PRESSES; press++) {
      const next = page.locator(`[role=row][aria-selected=true][data-state=held]:not([data-seq="${seq}"])`);
      seq = await next.getAttribute('data-seq');
      await page.keyboard.press('a');
    }
    await untilAcked(page, PRESSES);
    const presses = await page.evaluate(() => (globalThis as WithPresses).benchPresses ?? []);
    const decided = (await settledRows(page)).map(({ decidedAtMs }) => decidedAtMs ?? Number.NaN);
    await ground.leave();
    return presses.map((at, press) => (decided[press] ?? Number.NaN) - at);
  } finally {
    await gantry.close();
  }
}

/** Writes down when the browser saw each press, epoch ms. */
async function watchPresses(page: Page): Promise<void> {
  await page.evaluate(() => {
    const presses: number[] = [];
    (globalThis as WithPresses).benchPresses = presses;
    addEventListener('keydown', ({ timeStamp }) => presses.push(performance.timeOrigin + timeStamp), {
      capture: true,
    });
  });
}
