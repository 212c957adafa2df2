import { expect, type Page } from '@playwright/test';
import type { BrowseView } from '../../core/contract/browse.ts';
import type { HostName } from '../../e2e/host/app.ts';
import { Topics } from '../../e2e/screens/topics.ts';
import { askHost } from './ask-host.ts';
import { brokersOwnAnswer, fillTopic, NEEDLE_EVERY, NEEDLE_FILTER } from './fill.ts';
import { type FrameStats, startFrames, stopFrames } from './frames.ts';
import { enterGround } from './ground.ts';
import { type Memory, memoryOf } from './memory.ts';
import { scrollFrames } from './scroll.ts';
import { timeInPage, timesInPage } from './time-in-page.ts';
import { type LongTurns, type OpenWindow, openBare, openGantry } from './windows.ts';

/** What a topic's table reads at first. */
const FIRST_ROWS = 500;
const READ_WITHIN_MS = 180_000;
/** Where the window keeps its state: renderer/store/ui-store.ts. */
const KEPT_BY_RELOAD = 'gantry.ui';
/** Pixels a frame: as a wheel turns, and as a scrollbar is dragged. */
export const SCROLLS = { scroll: 44, 'fast scroll': 400 } as const;
export type Scroll = keyof typeof SCROLLS;
export type Scrolls = Record<Scroll, { ours: FrameStats; peer: FrameStats }[]>;
const ROUNDS = 3;

export interface BrowseRun {
  /** From the press on the topic until its first rows were painted, beside the broker's own answer to the engine. */
  firstRowsMs: { ours: number; broker: number };
  rows: number;
  scrolls: Scrolls;
  /** From the last key of the filter. */
  filter: { firstMatchesMs: number; completeMs: number; window: FrameStats; hostTurns: LongTurns };
  scrollTurns: LongTurns;
  memory: Memory;
}

export interface BrowseOptions {
  rows: number;
  /** Of each scroll. */
  seconds: number;
  nameServer?: string | undefined;
}

/** A topic of many messages: read, scrolled beside the bare list, filtered by a pattern over all bodies. */
export async function browseRun(host: HostName, options: BrowseOptions): Promise<BrowseRun> {
  const { rows, seconds, nameServer } = options;
  const gantry = await openGantry(host);
  const { page } = gantry;
  const topics = new Topics(page);
  try {
    const ground = await enterGround(page, nameServer);
    await fillTopic(ground, rows);
    const broker = await brokersOwnAnswer(ground, FIRST_ROWS);
    await page.keyboard.press('ControlOrMeta+2');
    const option = topics.option(ground.topic);
    // Whole once it has its counts; a person has read it by then.
    await expect(option).toHaveAttribute('aria-description', new RegExp(rows.toLocaleString('en-US')));
    const ours = await timeInPage(page, () => option.click(), {
      selector: '[role=grid] [role=row][aria-label]',
      attribute: 'aria-label',
      pattern: 'ORD-',
    });
    await readAll(page, rows);
    const since = Date.now();
    const scrolls = await scrollPairs(host, page, rows, seconds);
    const scrollTurns = gantry.longTurns(since);
    const filter = await filterRun(gantry, topics, rows);
    const memory = await memoryOf(gantry);
    await ground.leave();
    return { firstRowsMs: { ours, broker }, rows, scrolls, filter, scrollTurns, memory };
  } finally {
    await gantry.close();
  }
}

/** Past the page: a person would read 500 more at a time. */
async function readAll(page: Page, rows: number): Promise<void> {
  const { browseId, count } = await browse(page);
  await askHost(page, 'browse.more', { browseId, rows: rows - count });
  await expect
    .poll(async () => (await browse(page)).count, { timeout: READ_WITHIN_MS, intervals: [500] })
    .toBe(rows);
  await expect(new Topics(page).grid).toHaveAttribute('aria-rowcount', String(rows));
}

/** The only one, of the connection that the window shows. */
async function browse(page: Page): Promise<BrowseView> {
  const profileId = await page.evaluate(
    (key) =>
      (JSON.parse(sessionStorage.getItem(key) ?? '{}') as { activeProfileId?: string }).activeProfileId,
    KEPT_BY_RELOAD,
  );
  const [view] = await askHost(page, 'browse.list', { profileId: profileId ?? '' });
  if (view === undefined) throw new Error('no topic is browsed');
  return view;
}

async function filterRun(gantry: OpenWindow, topics: Topics, rows: number): Promise<BrowseRun['filter']> {
  const { page } = gantry;
  const matches = Math.ceil(rows / NEEDLE_EVERY);
  await topics.filter.focus();
  const since = Date.now();
  await startFrames(page);
  const [firstMatchesMs = Number.NaN, completeMs = Number.NaN] = await timesInPage(
    page,
    () => topics.filter.fill(NEEDLE_FILTER),
    [
      { selector: '[role=grid]', attribute: 'aria-rowcount', pattern: `^(?!0$|${rows}$)` },
      { selector: '.filter-count', pattern: `^${matches.toLocaleString('en-US')} of [\\d,]+$` },
    ],
  );
  const window = await stopFrames(page);
  return { firstMatchesMs, completeMs, window, hostTurns: gantry.longTurns(since) };
}

/** In turns with the bare list, so that whatever else the machine does falls on both. */
async function scrollPairs(host: HostName, page: Page, rows: number, seconds: number): Promise<Scrolls> {
  const bare = await openBare(host);
  try {
    await bare.page.evaluate(
      (count) => (globalThis as unknown as { fill(count: number): void }).fill(count),
      rows,
    );
    const pairs: Scrolls = { scroll: [], 'fast scroll': [] };
    for (let round = 0; round < ROUNDS; round++)
      for (const scroll of Object.keys(SCROLLS) as Scroll[]) {
        const ours = await scrollFrames(page, '[role=grid]', SCROLLS[scroll], seconds / ROUNDS);
        const peer = await scrollFrames(bare.page, '#box', SCROLLS[scroll], seconds / ROUNDS);
        pairs[scroll].push({ ours, peer });
      }
    return pairs;
  } finally {
    await bare.close();
  }
}
