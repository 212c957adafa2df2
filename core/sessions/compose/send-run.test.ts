import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import type { RepeatForm, SendRunChanged } from '../../contract/compose.ts';
import type { SendDraft, SentRecord } from '../../contract/views.ts';
import { inputError } from '../../model/error.ts';
import type { SendOutcome } from '../../model/send.ts';
import { SendRun } from './send-run.ts';

const REPEAT: RepeatForm = { count: 5, everyMs: 0, stopOnFailure: false, batch: false };
const HANDED: SendOutcome = {
  kind: 'oneway',
  msgId: 'id',
  queue: { topic: 't', brokerName: 'a', queueId: 0 },
  brokerAddr: 'a:1',
  elapsedMs: 1,
};
const NOT_SENT: SendOutcome = { kind: 'notSent', error: inputError('topic', 'empty').data, elapsedMs: 0 };

let clock: ManualClock;
let sent: { keys: string[]; atMs: number }[];
let told: SendRunChanged[];
let outcomes: SendOutcome[];

beforeEach(() => {
  clock = new ManualClock();
  sent = [];
  told = [];
  outcomes = [];
});

const draft = (at: number): SendDraft => ({
  topic: 't',
  tag: '',
  keys: [String(at)],
  properties: [],
  body: new Uint8Array(1),
  bodyFormat: 'text',
  delayLevel: 0,
  mode: 'sync',
});

function record({ topic, tag, keys, delayLevel }: SendDraft): SentRecord {
  sent.push({ keys, atMs: clock.now() });
  const outcome = outcomes.shift() ?? HANDED;
  const { length } = sent;
  return { sendId: length, profileId: 'p', sentAtMs: 0, topic, tag, keys, delayLevel, bodyBytes: 1, outcome };
}

function newRun(repeat: Partial<RepeatForm> = {}, message = draft): SendRun {
  const whole = { ...REPEAT, ...repeat };
  return new SendRun({
    runId: 1,
    profileId: 'p',
    message,
    total: whole.count,
    repeat: whole,
    clock,
    check: ({ body }) => {
      if (body.length === 0) throw inputError('body', 'empty');
    },
    send: async (one) => record(one),
    sendBatch: async (all) => all.map(record),
    onChanged: (changed) => told.push(changed),
  });
}

describe('SendRun', () => {
  it('can be stopped although its sends wait for nothing', async () => {
    const run = newRun({ count: 100_000 });
    const ended = run.start();
    setImmediate(() => run.stop());
    await ended;
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.length).toBeLessThan(1_000);
    expect(run.view().state).toBe('stopped');
  });

  it('refuses a batch of too many before any is made', () => {
    const made: number[] = [];
    const run = newRun({ count: 32_768, batch: true }, (at) => {
      made.push(at);
      return draft(at);
    });
    expect(() => run.start()).toThrow(
      expect.objectContaining({ data: expect.objectContaining({ code: 'INPUT' }) }),
    );
    expect(made).toEqual([0]);
  });

  it('sends each message in turn and tells of every send once', async () => {
    const run = newRun();
    void run.start();
    await clock.advance(200);
    expect(sent.map(({ keys }) => keys[0])).toEqual(['0', '1', '2', '3', '4']);
    expect(run.view()).toMatchObject({ state: 'done', done: 5, counts: { oneway: 5 }, lastSendId: 5 });
    expect(told.flatMap(({ records }) => records.map(({ sendId }) => sendId))).toEqual([1, 2, 3, 4, 5]);
    expect(told.at(-1)?.run.state).toBe('done');
  });

  it('keeps its pace from the start', async () => {
    const run = newRun({ everyMs: 200 });
    const startMs = clock.now();
    void run.start();
    await clock.advance(10_000);
    expect(sent.map(({ atMs }) => atMs - startMs)).toEqual([0, 200, 400, 600, 800]);
  });

  it('tells no more than ten times a second', async () => {
    const run = newRun({ count: 1_000, everyMs: 1 });
    void run.start();
    await clock.advance(999);
    expect(told.length).toBeLessThanOrEqual(11);
    expect(told.length).toBeGreaterThan(8);
  });

  it('stops between two sends, at once', async () => {
    const run = newRun({ everyMs: 60_000 });
    const ended = run.start();
    await clock.advance(100);
    run.stop();
    await ended;
    expect(run.view()).toMatchObject({ state: 'stopped', done: 1, endedAtMs: clock.now() });
    run.stop();
    expect(run.view().state).toBe('stopped');
  });

  it('stops at the first failure when told to, else goes on', async () => {
    outcomes = [HANDED, NOT_SENT];
    const careful = newRun({ stopOnFailure: true });
    await careful.start();
    expect(careful.view()).toMatchObject({ state: 'failed', done: 2, counts: { oneway: 1, notSent: 1 } });
    outcomes = [NOT_SENT];
    const careless = newRun();
    await careless.start();
    expect(careless.view()).toMatchObject({ state: 'done', done: 5, counts: { oneway: 4, notSent: 1 } });
  });

  it('throws for a first message that cannot be sent, and ends at a later one', async () => {
    const empty = (at: number): SendDraft => ({ ...draft(at), body: new Uint8Array() });
    expect(() => newRun({}, empty).start()).toThrowError(/field=body/);
    expect(sent).toEqual([]);
    const later = newRun({}, (at) => {
      if (at === 2) throw inputError('body', 'variableName');
      return draft(at);
    });
    await later.start();
    expect(later.view()).toMatchObject({ state: 'failed', done: 2, error: { code: 'INPUT' } });
  });

  it('sends a batch in one go, and counts its messages by its one outcome', async () => {
    const run = newRun({ batch: true });
    await run.start();
    expect(run.view()).toMatchObject({ state: 'done', done: 5, counts: { oneway: 5 } });
  });
});
