import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../clock.ts';
import type { EventMessage } from '../../contract/contract.ts';
import type { OrderRunView } from '../../contract/order-lab.ts';
import { ORDER_PRESETS, PRESET_NAMES } from '../../model/order/presets.ts';
import { ProfileSession } from '../profile-session.ts';
import { OrderLabs } from './order-labs.ts';

// A worker is started from its sources, which a busy machine does slowly.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

const profileId = 'sandbox';
const window = 'w';
let profile: ProfileSession;
let labs: OrderLabs;
let told: OrderRunView[] = [];

beforeAll(async () => {
  profile = await ProfileSession.startSandbox({
    profileId,
    clock: systemClock,
    clockRate: 60,
    workerFile: undefined,
    onChanged: () => {},
  });
  labs = new OrderLabs({
    clock: systemClock,
    profileOf: () => profile,
    emit: (message: EventMessage) => {
      if (message.event === 'order.run.changed') told.push(message.data);
    },
    sandboxWorkerFile: undefined,
  });
});
afterAll(async () => {
  await labs.close();
  await profile.close();
});

async function start(scenario: OrderRunView['scenario'], keep = false): Promise<OrderRunView> {
  told = [];
  return await labs.handlers['order.run.start']({ profileId, scenario, keep }, window);
}

async function ended(runId: number): Promise<OrderRunView> {
  return await vi.waitUntil(
    () =>
      told.find((view) => view.runId === runId && view.endedAtMs !== undefined && view.cleanup !== 'pending'),
    { timeout: 60_000, interval: 50 },
  );
}

const { kept } = ORDER_PRESETS;

describe('every preset', () => {
  it.each(PRESET_NAMES)('%s ends with the verdict it promises', async (name) => {
    const { scenario, stored, handled } = ORDER_PRESETS[name];
    const { runId } = await start(scenario);
    const view = await ended(runId);
    expect(view).toMatchObject({ state: 'done', cleanup: 'deleted', storedVerdict: { kind: stored } });
    if (handled !== undefined) expect(view.handledVerdict?.kind).toBe(handled);
    expect(view.handledVerdict?.kind).not.toBe('incomplete');
  });
});

describe('OrderLabs', () => {
  it('says why a handled message came late, and lists it', async () => {
    const { runId } = await start({ ...kept.scenario, listener: 'concurrent', failEvery: 10, threads: 1 });
    const view = await ended(runId);
    expect(view.handledVerdict?.kind).toBe('inversions');
    expect(view.cause).toMatchObject({ kind: 'failedOnce', remedy: { control: 'listener' } });
    expect(view.failedOnce).toBe(4);
    const page = await labs.handlers['order.run.messages']({ runId, from: 0, count: 400 }, window);
    expect(page.total).toBe(48);
    const late = page.rows.filter(({ handledAfter }) => handledAfter !== undefined);
    expect(late).toHaveLength(view.handledVerdict?.inversions ?? 0);
    expect(late.every(({ failedOnce }) => failedOnce)).toBe(true);
    const { lanes } = await labs.handlers['order.run.lanes']({ runId }, window);
    expect(lanes.reduce((sum, lane) => sum + lane.handledInversions, 0)).toBe(late.length);
  });

  it('takes messages that need no time in the order in which they were answered', async () => {
    const quick = { ...kept.scenario, keys: 1, messagesPerKey: 300, handlingMaxMs: 1 };
    const { runId } = await start(quick);
    expect((await ended(runId)).handledVerdict).toMatchObject({ kind: 'inOrder', got: 300 });
  });

  it('lists both copies of a message that moved where they were handled', async () => {
    const { runId } = await start(ORDER_PRESETS.retryMoves.scenario);
    const view = await ended(runId);
    const { rows } = await labs.handlers['order.run.messages']({ runId, from: 0, count: 400 }, window);
    const copies = rows.filter(
      ({ key, seq }) => key === view.storedVerdict?.moved?.key && seq === view.storedVerdict.moved.seq,
    );
    expect(copies.map(({ duplicate = false }) => duplicate)).toEqual([false, true]);
    expect(new Set(copies.map(({ queue }) => queue)).size).toBe(2);
  });

  it('gives no verdict before every send is answered, and judges what there is when stopped', async () => {
    const { runId } = await start({ ...kept.scenario, messagesPerKey: 2_000, handlingMaxMs: 0 });
    await vi.waitUntil(() => told.some(({ state, stored }) => state === 'sending' && stored > 0));
    await expect(start(kept.scenario)).rejects.toMatchObject({ data: { params: { rule: 'runUnderWay' } } });
    await labs.handlers['order.run.stop']({ runId }, window);
    const view = await vi.waitUntil(async () => {
      const views = await labs.handlers['order.run.list']({}, window);
      return views.find((run) => run.runId === runId && run.cleanup === 'deleted');
    });
    expect(
      told.filter(({ state }) => state === 'sending').every((run) => run.storedVerdict === undefined),
    ).toBe(true);
    expect(view).toMatchObject({ state: 'stopped', storedVerdict: { kind: 'incomplete' } });
    expect(view.storedVerdict?.got).toBe(view.stored);
  });

  it('exports a run as one JSON text', async () => {
    const { runId } = await start({ ...kept.scenario, messagesPerKey: 700, handlingMaxMs: 0 }, true);
    const view = await ended(runId);
    expect(view.cleanup).toBe('kept');
    let text = '';
    for (let part = 0, done = false; !done; part++) {
      const chunk = await labs.handlers['order.run.export']({ runId, part }, window);
      text += chunk.text;
      done = chunk.done;
    }
    const run = JSON.parse(text) as { rows: unknown[]; keys: unknown[]; storedVerdict: { kind: string } };
    expect([run.rows.length, run.keys.length, run.storedVerdict.kind]).toEqual([4_200, 6, 'inOrder']);
    const { exists } = await profile.topicRoute(view.topic);
    expect(exists).toBe(true);
  });
});
