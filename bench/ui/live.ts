import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, type Page } from '@playwright/test';
import type { ConsumerView, MessageRow } from '../../core/model/consume.ts';
import type { HostName } from '../../e2e/host/app.ts';
import { firstLine } from '../../e2e/host/process.ts';
import { Frame } from '../../e2e/screens/frame.ts';
import { Home } from '../../e2e/screens/home.ts';
import { storedInBroker } from '../client.ts';
import { askHost } from './ask-host.ts';
import { type FrameStats, startFrames, stopFrames } from './frames.ts';
import { outOfOrder } from './order.ts';
import { openBare, openGantry } from './windows.ts';

const TOPIC = 'order-events';
const ROWS_PER_READ = 400;

export interface LiveRun {
  ours: FrameStats;
  peer: FrameStats;
  counts: { sent: number; broker: number; engine: number; window: number };
  /** Of the rows still kept. */
  outOfOrder: number;
  rowsRead: number;
}

/** Auto-ack at `perSecond` for `seconds` in Gantry, then the same rate in the bare list. */
export async function liveRun(host: HostName, perSecond: number, seconds: number): Promise<LiveRun> {
  const gantry = await openGantry(host);
  try {
    const nameServer = await startAutoAck(gantry.page);
    await startFrames(gantry.page);
    const sent = await sendFrom(nameServer, perSecond, seconds);
    const ours = await stopFrames(gantry.page);
    await expect
      .poll(async () => (await consumer(gantry.page)).counters.acked, { timeout: 30_000 })
      .toBe(sent);
    const rows = await settledRows(gantry.page);
    const counts = {
      sent,
      broker: await storedInBroker(nameServer, TOPIC),
      engine: (await consumer(gantry.page)).counters.acked,
      window: await ackedInWindow(gantry.page, sent),
    };
    return {
      ours,
      peer: await bareRun(host, perSecond, seconds),
      counts,
      outOfOrder: outOfOrder(rows),
      rowsRead: rows.length,
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

/** By the window's own controls; the sandbox's name server address. */
async function startAutoAck(page: Page): Promise<string> {
  await new Home(page).startSandbox();
  await new Frame(page).goTo('Consume');
  await page.getByRole('radio', { name: 'Auto-ack' }).click();
  await expect.poll(async () => (await consumer(page)).mode).toBe('auto');
  // Read off the window: in Electron another app.open would make the page another window's.
  return (await new Frame(page).status.locator('.data').textContent()) ?? '';
}

async function sendFrom(nameServer: string, perSecond: number, seconds: number): Promise<number> {
  const file = fileURLToPath(new URL('./load.ts', import.meta.url));
  const args = [file, nameServer, TOPIC, String(perSecond), String(seconds)];
  return Number(await firstLine(spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })));
}

async function consumer(page: Page): Promise<ConsumerView> {
  const [view] = await askHost(page, 'consumer.list', {});
  if (view === undefined) throw new Error('no consumer runs');
  return view;
}

/** Oldest first. */
async function settledRows(page: Page): Promise<MessageRow[]> {
  const { consumerId, settledFirst, settledCount } = await consumer(page);
  const rows: MessageRow[] = [];
  for (let from = settledFirst; from < settledFirst + settledCount; from += ROWS_PER_READ) {
    const read = { consumerId, region: 'settled' as const, from, count: ROWS_PER_READ };
    rows.push(...(await askHost(page, 'consumer.rows', read)).rows);
  }
  return rows;
}

/** What a person reads off the counter, once it has caught up. */
async function ackedInWindow(page: Page, expected: number): Promise<number> {
  const counter = page.locator('[data-count="acked"] strong');
  await expect(counter).toContainText(expected.toLocaleString('en-US'));
  return Number(((await counter.textContent()) ?? '').replace(/\D/g, ''));
}
