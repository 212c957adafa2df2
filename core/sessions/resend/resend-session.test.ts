import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import type { EventMessage } from '../../contract/contract.ts';
import type { MessageRef } from '../../contract/message-ref.ts';
import type { ResendRunView } from '../../contract/resend.ts';
import type { SendDraft, SentRecord } from '../../contract/views.ts';
import { inputError, stateError } from '../../model/error.ts';
import type { StoredDetail } from '../../model/message-detail.ts';
import type { SendOutcome } from '../../model/send.ts';
import type { FoundMessage } from '../diff/compared-message.ts';
import { ResendSession } from './resend-session.ts';

const TARGET = { profileId: 'p', link: true };
const ref = (seq: number): MessageRef => ({ kind: 'browse', browseId: 1, seq });
const REFUSED: SendOutcome = {
  kind: 'refused',
  error: { code: 'RESPONSE', outcome: 'refused', params: {}, retry: 'no' },
  msgId: 'id',
  elapsedMs: 1,
};

let clock: ManualClock;
let sent: SendDraft[];
let told: EventMessage[];
/** What becomes of a send, by its key; the others are handed over. */
let outcomes: Record<string, SendOutcome | Error>;
let readOnly: boolean;
let session: ResendSession;
/** Each send waits for it. */
let gate: Promise<void>;

function deadLetter(seq: number): StoredDetail {
  return {
    row: {
      topic: '%DLQ%payment-worker',
      tag: 'failed',
      keys: `PAY-${seq}`,
      brokerName: 'broker-a',
      queueId: 0,
      queueOffset: seq,
      uniqueKey: `KEY${seq}`,
      attempt: 17,
      bodyBytes: 2,
    },
    body: Uint8Array.of(123, 125),
    properties: [
      ['UNIQ_KEY', `KEY${seq}`],
      ['RETRY_TOPIC', 'payment-callback'],
      ['source', 'api'],
    ],
    bornTimestamp: 0,
    bornHost: '',
    storeTimestamp: 0,
    storeHost: '',
    offsetMsgId: `OFFSET${seq}`,
    commitLogOffset: 0,
    sysFlag: 0,
    flag: 0,
    bodyCrc: 0,
    preparedTransactionOffset: 0,
    reconsumeTimes: 16,
    storedBodyBytes: 2,
    storedTopic: '%DLQ%payment-worker',
  };
}

async function find(wanted: MessageRef): Promise<FoundMessage> {
  if (wanted.kind === 'template') {
    const draft: SendDraft = {
      topic: 't',
      tag: '',
      keys: [],
      properties: [],
      body: Buffer.from(wanted.path === 'varied' ? '{{uuid}}' : 'plain'),
      bodyFormat: 'text',
      delayLevel: 0,
      mode: 'sync',
    };
    return { kind: 'template', path: wanted.path, variables: true, draft };
  }
  if (wanted.kind !== 'browse' || wanted.seq > 100) throw stateError('unknownId', { what: 'message', id: 0 });
  return { kind: 'browse', detail: deadLetter(wanted.seq) };
}

async function send(profileId: string, draft: SendDraft): Promise<SentRecord> {
  await gate;
  const { topic, tag, keys, delayLevel } = draft;
  const wanted = outcomes[keys[0] ?? ''];
  if (wanted instanceof Error) throw wanted;
  sent.push(draft);
  const outcome: SendOutcome = wanted ?? {
    kind: 'oneway',
    msgId: 'new',
    queue: { topic, brokerName: 'a', queueId: 0 },
    brokerAddr: 'a:1',
    elapsedMs: 1,
  };
  return { sendId: sent.length, profileId, sentAtMs: 0, topic, tag, keys, delayLevel, bodyBytes: 2, outcome };
}

beforeEach(() => {
  clock = new ManualClock();
  sent = [];
  told = [];
  outcomes = {};
  readOnly = false;
  gate = Promise.resolve();
  session = new ResendSession({
    clock,
    find,
    sender: {
      send,
      check: ({ topic }) => {
        if (topic === '') throw inputError('topic', 'empty');
      },
    },
    requireWritable: () => {
      if (readOnly) throw stateError('readOnly');
    },
    emit: (message) => told.push(message),
  });
});

const start = async (refs: MessageRef[], target = {}): Promise<ResendRunView> =>
  await session.handlers['resend.start']({ refs, target: { ...TARGET, ...target } }, 'w');
const outcomesOf = async (runId: number, which: 'all' | 'failed') =>
  await session.handlers['resend.outcomes']({ runId, which, from: 0, count: 100 }, 'w');

async function ended(): Promise<ResendRunView> {
  for (let turns = 0; turns < 200; turns++) {
    await clock.advance(100);
    const last = told.at(-1);
    if (last?.event === 'resend.changed' && last.data.run.state !== 'running') return last.data.run;
  }
  throw new Error('the run does not end');
}

describe('ResendSession', () => {
  it('sends a dead letter to the topic it came from, with a link to where it lies', async () => {
    const plan = await session.handlers['resend.plan']({ ref: ref(1), target: TARGET }, 'w');
    expect(plan).toMatchObject({
      title: 'PAY-1',
      place: '%DLQ%payment-worker q0 @1',
      topic: 'payment-callback',
      deadLetterOf: 'payment-worker',
      linkLeftOut: false,
    });
    expect(plan.problem).toBeUndefined();
    await start([ref(1)]);
    await ended();
    expect(sent[0]).toMatchObject({
      topic: 'payment-callback',
      properties: [
        ['source', 'api'],
        ['GANTRY_ORIGIN', '%DLQ%payment-worker/KEY1'],
      ],
    });
  });

  it('gives every message its own outcome, in order, and goes on after failures', async () => {
    outcomes = { 'PAY-2': REFUSED, 'PAY-3': stateError('readOnly') };
    const { runId } = await start([ref(1), ref(2), ref(3), ref(101), ref(4)]);
    const run = await ended();
    expect(run).toMatchObject({ state: 'done', total: 5, done: 5 });
    expect(run.counts).toMatchObject({ oneway: 2, notStored: 1, notSent: 2 });
    const all = await outcomesOf(runId, 'all');
    expect(all.rows.map(({ at, state }) => [at, state])).toEqual([
      [0, 'oneway'],
      [1, 'notStored'],
      [2, 'notSent'],
      [3, 'notSent'],
      [4, 'oneway'],
    ]);
    const failed = await outcomesOf(runId, 'failed');
    expect([failed.total, failed.rows.map(({ at }) => at)]).toEqual([3, [1, 2, 3]]);
    expect(failed.rows[2]?.error?.params.rule).toBe('unknownId');
    const records = told.flatMap((message) =>
      message.event === 'resend.changed' ? message.data.records : [],
    );
    expect(records.map(({ sendId }) => sendId)).toEqual([1, 2, 3]);
  });

  it('stops after the send under way, by a person or with its window', async () => {
    let open = (): void => undefined;
    gate = new Promise((resolve) => {
      open = resolve;
    });
    const { runId } = await start([ref(1), ref(2), ref(3)]);
    session.windowGone('another');
    expect(await session.handlers['resend.stop']({ runId }, 'w')).toMatchObject({
      state: 'running',
      done: 0,
    });
    open();
    expect(await ended()).toMatchObject({ state: 'stopped', done: 1 });
    await start([ref(1), ref(2)]);
    session.windowGone('w');
    await expect.poll(async () => (await ended()).runId).toBe(runId + 1);
    expect(await ended()).toMatchObject({ state: 'stopped', done: 1 });
    expect(sent).toHaveLength(2);
  });

  it('refuses on a read only connection before anything is sent', async () => {
    readOnly = true;
    await expect(start([ref(1)])).rejects.toThrow('readOnly');
    expect(sent).toEqual([]);
  });

  it('says where several go, and which cannot be read', async () => {
    const refs = [ref(1), ref(2), ref(500), { kind: 'template', path: 'a' } as const];
    const survey = await session.handlers['resend.survey']({ refs }, 'w');
    expect(survey).toMatchObject({
      topics: [
        { topic: 'payment-callback', messages: 2 },
        { topic: 't', messages: 1 },
      ],
      deadLetters: 2,
      unreadable: { messages: 1 },
    });
  });

  it('lets others have their turn while it looks where thousands go', async () => {
    let turns = 0;
    let counting = true;
    const count = (): void => {
      turns++;
      if (counting) setImmediate(count);
    };
    setImmediate(count);
    const refs = Array.from({ length: 2_000 }, (_, at) => ref((at % 100) + 1));
    await session.handlers['resend.survey']({ refs }, 'w');
    counting = false;
    expect(turns).toBeGreaterThanOrEqual(9);
  });

  it('does not take a template with variables for a message', async () => {
    const plan = (path: string) =>
      session.handlers['resend.plan']({ ref: { kind: 'template', path }, target: TARGET }, 'w');
    await expect(plan('varied')).rejects.toThrow('hasVariables');
    expect((await plan('plain')).linkLeftOut).toBe(false);
  });

  it('tells of a copy that cannot be sent, at its field', async () => {
    const target = { ...TARGET, topic: '' };
    const { problem } = await session.handlers['resend.plan']({ ref: ref(1), target }, 'w');
    expect(problem?.params).toMatchObject({ field: 'topic', rule: 'empty' });
  });

  it('opens a copy to be edited, and compares what became of it', async () => {
    const { draft, fields } = await session.handlers['resend.draft']({ ref: ref(1), link: true }, 'w');
    expect(draft.verbatim).toBeUndefined();
    expect(fields.filter(({ why }) => why === 'reserved').map(({ name }) => name)).toEqual([
      'UNIQ_KEY',
      'RETRY_TOPIC',
    ]);
    const edited = { ...draft, body: new Uint8Array(draft.body), tag: 'ok' };
    const compared = await session.handlers['resend.compare']({ ref: ref(1), draft: edited }, 'w');
    expect(compared.filter(({ why }) => why === 'changed').map(({ name }) => name)).toEqual(['tag']);
  });
});
