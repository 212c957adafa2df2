import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Console, createConsole } from '../../console.ts';
import type { CallInput, CallName, CallOutput, EventMessage } from '../../contract/contract.ts';
import type { ReplayView } from '../../contract/recordings.ts';
import { ORDER_PRESETS } from '../../model/order/presets.ts';
import { memoryOnly } from '../../workspace/secret-box.ts';

const WINDOW = 'window-1';
const SANDBOX = { profileId: 'sandbox' };
const WAIT = { timeout: 15_000 };

let dataDir: string;
let gantry: Console;
let events: EventMessage[];

beforeEach(async () => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'gantry-benches-'));
  events = [];
  gantry = await createConsole({
    host: 'browser',
    dataDir,
    version: '0',
    secrets: memoryOnly,
  });
  await gantry.call(WINDOW, 'app.open', { windowId: WINDOW });
  gantry.attach(WINDOW, (message) => events.push(message));
  await ask('sandbox.start', { clockRate: 60 });
}, 20_000);
afterEach(async () => {
  await gantry.close();
  fs.rmSync(dataDir, { recursive: true, force: true });
});

async function ask<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const answer = await gantry.call(WINDOW, name, input);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value as CallOutput<N>;
}

const draft = (key: string): CallInput<'message.send'>['draft'] => ({
  topic: 'order-events',
  tag: 'paid',
  keys: [key],
  properties: [['tenant', 'kim']],
  body: Buffer.from(`{"key":"${key}"}`),
  bodyFormat: 'json',
  delayLevel: 0,
  mode: 'orderly',
  orderly: { by: 'hash', key, retries: 0 },
});

/** To the sandbox, by its address: as to brokers that are other ones. */
async function otherConnection(): Promise<string> {
  const { nameServers } = await ask('sandbox.start', {});
  const { profileId } = await ask('profile.quick', { nameServers: nameServers.join(';') });
  await ask('profile.open', { profileId });
  return profileId;
}

/** The one recording, whole, as kinds and keys. */
async function recorded() {
  const [item] = await ask('recording.list', {});
  const name = item?.name ?? '';
  const { events: count, problemCount } = await ask('recording.open', { name });
  expect(problemCount).toBe(0);
  return { name, rows: (await ask('recording.rows', { name, from: 0, count: Math.min(400, count) })).rows };
}

const lastReplay = (): ReplayView | undefined =>
  events.flatMap(({ event, data }) => (event === 'replay.changed' ? data : [])).at(-1);

it('sends, batches, deliveries and decisions are recorded, and the sends replayed', async () => {
  await ask('recorder.start', {});
  await ask('consumer.start', {
    ...SANDBOX,
    group: 'gantry-test',
    subscriptions: [{ topic: 'order-events', tagPattern: '*' }],
    seats: 4,
    mode: 'auto',
    startFrom: 'first',
  });
  for (const key of ['A', 'B', 'A']) await ask('message.send', { ...SANDBOX, draft: draft(key) });
  const batch = { count: 1, everyMs: 0, stopOnFailure: false, batch: true };
  const items = ['C', 'D'].map((key) => ({
    draft: { ...draft(key), mode: 'sync' as const, orderly: undefined },
  }));
  await ask('send.run.start', { ...SANDBOX, items, repeat: batch });
  await expect.poll(async () => (await ask('recorder.view', {}))?.events, WAIT).toBe(15);
  await ask('recorder.stop', {});
  expect(await ask('recorder.view', {})).toBeNull();

  const { name, rows } = await recorded();
  const sends = rows.filter(({ kind }) => kind === 'send');
  expect(sends.map(({ key, outcome }) => `${key} ${outcome}`)).toEqual(
    ['A', 'B', 'A', 'C', 'D'].map((key) => `${key} stored`),
  );
  expect(rows.filter(({ outcome }) => outcome === 'delivered')).toHaveLength(5);
  expect(rows.filter(({ outcome, group }) => outcome === 'acked' && group === 'gantry-test')).toHaveLength(5);
  const event = await ask('recording.event', { name, at: sends[0]?.at ?? 0 });
  expect(event).toMatchObject({
    brokerMs: expect.any(Number),
    message: { body: draft('A').body, tag: 'paid' },
  });

  expect(await ask('replay.plan', { name, ...SANDBOX })).toMatchObject({
    messages: 5,
    withoutBody: 0,
    topics: [{ topic: 'order-events', messages: 5, exists: true, queues: 8 }],
  });
  await ask('replay.start', { name, ...SANDBOX, speed: 10, paused: false });
  await expect.poll(() => lastReplay()?.state, WAIT).toBe('done');
  const report = lastReplay()?.report;
  expect(report).toMatchObject({ compared: 5, sameBrokers: true, keysOutOfOrder: 0, counts: { missing: 0 } });
  const history = await ask('history.list', SANDBOX);
  expect(history).toHaveLength(10);

  const other = await otherConnection();
  await ask('replay.start', { name, profileId: other, speed: 10, paused: false });
  await expect.poll(() => lastReplay(), WAIT).toMatchObject({ profileId: other, state: 'done', done: 5 });
  expect(lastReplay()?.report).toMatchObject({ compared: 5, sameBrokers: false, counts: { missing: 0 } });
  expect(await ask('history.list', { profileId: other })).toHaveLength(5);
}, 30_000);

it('both labs are recorded; bodies of a connection that keeps none are not', async () => {
  await ask('history.limits.set', { noBodies: ['sandbox'] });
  await ask('recorder.start', {});
  await ask('delayLab.start', { ...SANDBOX, topic: 'payment-callback', levels: [1], perLevel: 1 });
  const scenario = {
    ...ORDER_PRESETS.concurrent.scenario,
    keys: 2,
    messagesPerKey: 3,
    handlingMaxMs: 0,
    retries: 1,
    retryQueue: 'anotherBroker' as const,
  };
  await ask('order.run.start', { ...SANDBOX, scenario, keep: false });
  // A send and a landing; six sends, deliveries and decisions.
  await expect.poll(async () => (await ask('recorder.view', {}))?.events, WAIT).toBe(20);
  await ask('recorder.stop', {});
  const { name, rows } = await recorded();
  const landed = rows.find(({ kind, topic }) => kind === 'delivery' && topic === 'payment-callback');
  expect(landed).toMatchObject({ outcome: 'delivered' });
  expect(landed?.group).toBeUndefined();
  const sent = rows.find(({ kind, key }) => kind === 'send' && key === 'ORD-20931');
  const event = await ask('recording.event', { name, at: sent?.at ?? 0 });
  const orderly = { by: 'hash', key: 'ORD-20931', retries: 1, retryQueue: 'anotherBroker' };
  expect(event).toMatchObject({ bodyKept: false, message: { mode: 'orderly', orderly } });
  expect(await ask('replay.plan', { name, ...SANDBOX })).toMatchObject({ messages: 0, withoutBody: 7 });
}, 30_000);
