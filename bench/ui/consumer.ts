import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, type Page } from '@playwright/test';
import type { ConsumerView, MessageRow } from '../../core/model/consume.ts';
import { firstLine } from '../../e2e/host/process.ts';
import { askHost } from './ask-host.ts';
import type { Ground } from './ground.ts';
import type { Load } from './load.ts';

const ROWS_PER_READ = 400;
const ACKED_WITHIN_MS = 60_000;

/** Sends from a process of its own; the number that were stored. */
export async function sendTo(
  { nameServer, topic }: Ground,
  { perSecond, seconds, bodyBytes }: Load,
): Promise<number> {
  const file = fileURLToPath(new URL('./load.ts', import.meta.url));
  const args = [file, nameServer, topic, ...[perSecond, seconds, bodyBytes].map(String)];
  return Number(await firstLine(spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })));
}

/** The one that was started last. */
export async function consumer(page: Page): Promise<ConsumerView> {
  const view = (await askHost(page, 'consumer.list', {})).at(-1);
  if (view === undefined) throw new Error('no consumer runs');
  return view;
}

/** Waits until the engine has acked so many. */
export async function untilAcked(page: Page, count: number): Promise<void> {
  await expect
    .poll(async () => (await consumer(page)).counters.acked, { timeout: ACKED_WITHIN_MS })
    .toBe(count);
}

/** Oldest first. */
export async function settledRows(page: Page): Promise<MessageRow[]> {
  const { consumerId, settledFirst, settledCount } = await consumer(page);
  const rows: MessageRow[] = [];
  for (let from = settledFirst; from < settledFirst + settledCount; from += ROWS_PER_READ) {
    const read = { consumerId, region: 'settled' as const, from, count: ROWS_PER_READ };
    rows.push(...(await askHost(page, 'consumer.rows', read)).rows);
  }
  return rows;
}

/** What a person reads off the counter, once it has caught up. */
export async function ackedInWindow(page: Page, expected: number): Promise<number> {
  const counter = page.locator('[data-count="acked"] strong');
  await expect(counter).toContainText(expected.toLocaleString('en-US'));
  return Number(((await counter.textContent()) ?? '').replace(/\D/g, ''));
}
