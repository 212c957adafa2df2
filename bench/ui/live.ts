import type { HostName } from '../../e2e/host/app.ts';
import { storedInBroker } from '../client.ts';
import { askHost } from './ask-host.ts';
import { ackedInWindow, consumer, sendTo, settledRows, untilAcked } from './consumer.ts';
import { type FrameStats, startFrames, stopFrames } from './frames.ts';
import { startAutoAck } from './ground.ts';
import type { Load } from './load.ts';
import { type Memory, memoryDuring, memoryOf } from './memory.ts';
import { outOfOrder } from './order.ts';
import { type LongTurns, openBare, openGantry } from './windows.ts';

export interface LiveRun {
  ours: FrameStats;
  peer: FrameStats;
  hostTurns: LongTurns;
  counts: { sent: number; broker: number; engine: number; window: number };
  /** Of the rows still kept. */
  outOfOrder: number;
  rowsKept: number;
  memory: Memory;
  /** At even steps while messages came. */
  memoryCurve: Memory[];
}

export interface LiveOptions extends Load {
  /** Rows a consumer keeps; undefined: as the app has it. */
  keep?: number | undefined;
  /** A broker that runs; undefined: the sandbox. */
  nameServer?: string | undefined;
}

/** Long enough to know how it draws. */
const BARE_SECONDS = 120;

/** Auto-ack at `perSecond` for `seconds` in Gantry, then the same rate in the bare list, for BARE_SECONDS at most. */
export async function liveRun(host: HostName, options: LiveOptions): Promise<LiveRun> {
  const { perSecond, seconds, keep, nameServer } = options;
  const gantry = await openGantry(host);
  const { page } = gantry;
  try {
    if (keep !== undefined) await askHost(page, 'app.settings.set', { rowLimit: keep });
    const ground = await startAutoAck(page, nameServer);
    await startFrames(page);
    const since = Date.now();
    const { result: sent, curve } = await memoryDuring(gantry, seconds, () => sendTo(ground, options));
    const ours = await stopFrames(page);
    const hostTurns = gantry.longTurns(since);
    await untilAcked(page, sent);
    const memory = await memoryOf(gantry);
    const counts = {
      sent,
      broker: await storedInBroker(ground.nameServer, ground.topic),
      engine: (await consumer(page)).counters.acked,
      window: await ackedInWindow(page, sent),
    };
    const rows = await settledRows(page);
    const peer = await bareRun(host, perSecond, Math.min(seconds, BARE_SECONDS));
    await ground.leave();
    return {
      ours,
      peer,
      hostTurns,
      counts,
      outOfOrder: outOfOrder(rows),
      rowsKept: rows.length,
      memory,
      memoryCurve: curve,
    };
  } finally {
    await gantry.close();
  }
}

async function bareRun(host: HostName, perSecond: number, seconds: number): Promise<FrameStats> {
  const bare = await openBare(host);
  try {
    await bare.page.evaluate(
      (rate) => (globalThis as unknown as { startLive(rate: number): void }).startLive(rate),
      perSecond,
    );
    await startFrames(bare.page);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    return await stopFrames(bare.page);
  } finally {
    await bare.close();
  }
}
