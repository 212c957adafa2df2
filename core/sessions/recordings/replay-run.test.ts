import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import type { ReplayView } from '../../contract/recordings.ts';
import type { SendDraft, SentRecord } from '../../contract/views.ts';
import { stateError } from '../../model/error.ts';
import type { RecordedSend } from '../../model/recording/event.ts';
import type { SendOutcome } from '../../model/send.ts';
import { ReplayRun } from './replay-run.ts';

let clock: ManualClock;
let startMs: number;
/** What went out, at which time of the replay. */
let out: { key: string; atMs: number }[];
/** How long the broker takes for a key now. */
let tookMs: Record<string, number>;
let told: ReplayView[];

beforeEach(() => {
  clock = new ManualClock();
  startMs = clock.now();
  out = [];
  tookMs = {};
  told = [];
});

const storedAs = (queueId: number, queueOffset: number): SendOutcome => ({
  kind: 'stored',
  receipt: {
    status: 'SEND_OK',
    queue: { topic: 't', brokerName: 'a', queueId },
    queueOffset,
    brokerAddr: 'a:1',
    attempts: 1,
    unansweredAttempts: 0,
    elapsedMs: 1,
    msgId: 'M',
    offsetMsgId: 'O',
  },
});

function send(key: string, sentMs: number, atMs: number, patch: Partial<RecordedSend> = {}): RecordedSend {
  return {
    kind: 'send',
    atMs,
    sentMs,
    profileId: 'p',
    connection: 'P',
    message: {
      topic: 't',
      tag: '',
      keys: [key],
      properties: [],
      body: new Uint8Array(1),
      bodyFormat: 'text',
      delayLevel: 0,
      mode: 'sync',
    },
    bodyBytes: 1,
    outcome: storedAs(0, sentMs),
    ...patch,
  };
}

function replay(events: RecordedSend[], patch: Partial<ConstructorParameters<typeof ReplayRun>[0]> = {}) {
  const recordOf = (draft: SendDraft, outcome: SendOutcome): SentRecord => ({
    sendId: out.length,
    profileId: 'p',
    sentAtMs: clock.now(),
    topic: draft.topic,
    tag: '',
    keys: draft.keys,
    delayLevel: 0,
    bodyBytes: 1,
    outcome,
  });
  const went = async (drafts: readonly SendDraft[]): Promise<SentRecord[]> => {
    const key = drafts.map(({ keys }) => keys[0]).join('+');
    out.push({ key, atMs: clock.now() - startMs });
    await new Promise<void>((resolve) => clock.setTimeout(resolve, tookMs[key] ?? 1));
    if (key === 'refused') throw stateError('readOnly');
    return drafts.map((draft, at) => recordOf(draft, storedAs(0, out.length + at)));
  };
  const run = new ReplayRun({
    replayId: 1,
    name: 'r',
    profileId: 'p',
    topic: undefined,
    speed: 1,
    paused: false,
    clock,
    sends: events.map((event, at) => ({ ...event, at, topic: event.message.topic })),
    withoutBody: 0,
    read: async (at) => events[at],
    sender: {
      send: async (_profileId, draft) => (await went([draft]))[0] as SentRecord,
      sendBatch: (_profileId, drafts) => went(drafts),
    },
    sameBrokers: true,
    onSent: () => undefined,
    onChanged: (view) => told.push(view),
    ...patch,
  });
  return run;
}

const keysOut = (): string[] => out.map(({ key }) => key);

describe('a replay', () => {
  it('keeps the gaps, ten times as short at ×10', async () => {
    const events = [send('A', 5_000, 5_003), send('B', 6_000, 6_003), send('C', 9_000, 9_003)];
    const run = replay(events, { speed: 10 });
    await clock.advance(1_000);
    expect(out).toEqual([
      { key: 'A', atMs: 0 },
      { key: 'B', atMs: 100 },
      { key: 'C', atMs: 400 },
    ]);
    expect(run.view()).toMatchObject({ state: 'done', done: 3, late: { sends: 0 }, report: { same: 3 } });
    expect(told.at(-1)?.state).toBe('done');
  });

  it('sends what was sent after an answer after that answer again, and side by side what was', async () => {
    tookMs = { A: 500 };
    replay([send('A', 0, 3), send('B', 2, 9), send('C', 3, 12)]);
    await clock.advance(2_000);
    expect(out).toEqual([
      { key: 'A', atMs: 0 },
      { key: 'B', atMs: 2 },
      { key: 'C', atMs: 500 },
    ]);
  });

  it('says by how much the pace could not be kept', async () => {
    tookMs = { A: 500 };
    const run = replay([send('A', 0, 3), send('B', 10, 12)]);
    await clock.advance(2_000);
    expect(run.view().late).toEqual({ sends: 1, maxMs: 490 });
  });

  it('pauses, steps, goes on with the gap that is left, and stops', async () => {
    const run = replay([
      send('A', 0, 1),
      send('B', 1_000, 1_001),
      send('C', 61_000, 61_001),
      send('D', 99_000, 99_001),
    ]);
    await clock.advance(400);
    run.pause();
    await clock.advance(60_000);
    expect(keysOut()).toEqual(['A']);
    run.step();
    await clock.advance(10);
    expect(keysOut()).toEqual(['A', 'B']);
    expect(run.view()).toMatchObject({ state: 'paused', done: 2 });
    run.resume();
    run.setSpeed(10);
    await clock.advance(5_900);
    expect(keysOut()).toEqual(['A', 'B']);
    await clock.advance(200);
    expect(keysOut()).toEqual(['A', 'B', 'C']);
    run.stop();
    await run.ended;
    expect(run.view()).toMatchObject({ state: 'stopped', done: 3, total: 4, report: { compared: 3 } });
  });

  it('that begins with a step sends one message', async () => {
    const run = replay([send('A', 0, 1), send('B', 5, 6)], { paused: true });
    await clock.advance(60_000);
    expect(keysOut()).toEqual(['A']);
    run.stop();
    await run.ended;
  });

  it('sends a batch as one request, to another topic when asked', async () => {
    const topics: string[] = [];
    const run = replay([send('A', 0, 4, { batch: 1 }), send('B', 0, 4, { batch: 1 }), send('C', 5, 6)], {
      topic: 'other',
      onSent: (record) => topics.push(record.topic),
    });
    await clock.advance(100);
    await run.ended;
    expect(keysOut()).toEqual(['A+B', 'C']);
    expect(topics).toEqual(['other', 'other', 'other']);
  });

  it('goes on behind a message that could not be sent, and reports it missing with the reason', async () => {
    const run = replay([send('refused', 0, 1), send('B', 5, 6)]);
    await clock.advance(100);
    await run.ended;
    expect(run.view()).toMatchObject({ state: 'done', counts: { notSent: 1, stored: 1 } });
    expect(run.report.rows('different', 0, 10)).toMatchObject({
      total: 1,
      rows: [{ at: 0, differences: ['missing'], error: { code: 'STATE' } }],
    });
    const { text } = run.report.part({ recording: 'r' }, 0);
    const whole = JSON.parse(text + run.report.part({}, 1).text) as { messages: unknown[] };
    expect(whole.messages).toHaveLength(2);
  });

  it('fails when its file is gone, with what was sent before', async () => {
    const run = replay([send('A', 0, 1), send('B', 5, 6)], {
      read: async (at) => (at === 0 ? send('A', 0, 1) : undefined),
    });
    await clock.advance(100);
    await run.ended;
    expect(run.view()).toMatchObject({ state: 'failed', done: 1, error: { code: 'STATE' } });
  });
});
