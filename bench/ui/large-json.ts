import type { HostName } from '../../e2e/host/app.ts';
import { Topics } from '../../e2e/screens/topics.ts';
import { sendLargeJson } from './fill.ts';
import { type FrameStats, startFrames, stopFrames } from './frames.ts';
import { enterGround } from './ground.ts';
import { timeInPage } from './time-in-page.ts';
import { openGantry } from './windows.ts';

export interface LargeJsonRun {
  /** From the press on its row until its panel stood there, with the body folded. */
  panelMs: number;
  /** From the press on Show until the first lines of the tree were drawn. */
  treeMs: number;
  window: FrameStats;
}

/** A body of 5 MB of JSON, opened from its topic. */
export async function largeJsonRun(host: HostName, nameServer: string | undefined): Promise<LargeJsonRun> {
  const gantry = await openGantry(host);
  const { page } = gantry;
  const topics = new Topics(page);
  try {
    const ground = await enterGround(page, nameServer);
    await sendLargeJson(ground);
    await topics.open(ground.topic);
    const row = topics.rows('LARGE');
    await row.waitFor();
    await startFrames(page);
    const panelMs = await timeInPage(page, () => row.click(), {
      selector: '.folded-actions',
      pattern: 'Show',
    });
    const show = topics.message.getByRole('button', { name: 'Show', exact: true });
    const treeMs = await timeInPage(page, () => show.click(), {
      selector: '[role=treeitem]',
      pattern: 'orders',
    });
    const window = await stopFrames(page);
    await ground.leave();
    return { panelMs, treeMs, window };
  } finally {
    await gantry.close();
  }
}
