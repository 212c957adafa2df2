import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browseNewest } from '../../admin/browse/browse.ts';
import { lookUpById } from '../../admin/messages/look-up.ts';
import { systemClock } from '../../clock.ts';
import type { LabRunView } from '../../contract/delay-lab.ts';
import type { SendDraft, SentRecord } from '../../contract/views.ts';
import { DELAY_LEVELS, delayMs } from '../../model/delay.ts';
import { driftOf } from '../../model/delay-lab/drift.ts';
import { stateError } from '../../model/error.ts';
import { type DataFolder, openDataFolder } from '../../owned-folder.ts';
import { ProfileSession } from '../profile-session.ts';
import { DelayLab } from './delay-lab.ts';

// A worker is started from its sources, which a busy machine does slowly.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 20_000 });

const MAX_BODY_BYTES = 4_194_304;
const WINDOW = 'window';

let dir: string;
let folder: DataFolder;
let profile: ProfileSession;
let sent: SentRecord[];
let lab: DelayLab;

function newLab(
  patch: Partial<Pick<ConstructorParameters<typeof DelayLab>[0], 'profileOf' | 'sender'>> = {},
): DelayLab {
  return new DelayLab({
    clock: systemClock,
    folder,
    onSetAside: (fileName) => expect.fail(fileName),
    profileOf: () => profile,
    sender: {
      check: () => undefined,
      async send(_profileId: string, draft: SendDraft) {
        const record = await profile.send(sent.length + 1, draft, MAX_BODY_BYTES);
        sent.push(record);
        return record;
      },
    },
    history: { list: async () => sent },
    recorder: { delivered: () => undefined },
    emit: () => undefined,
    ...patch,
  });
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'gantry-lab-'));
  folder = openDataFolder(dir);
  sent = [];
  profile = await ProfileSession.startSandbox({
    profileId: 'p',
    clock: systemClock,
    clockRate: 60,
    workerFile: undefined,
    onChanged: () => {},
  });
  lab = newLab();
});
afterEach(async () => {
  lab.close();
  await profile.close();
  rmSync(dir, { recursive: true, force: true });
});

async function start(levels: number[], topic = 'order-events', perLevel = 1): Promise<number> {
  const { runId } = await lab.handlers['delayLab.start']({ profileId: 'p', topic, levels, perLevel }, WINDOW);
  return runId;
}

async function viewOf(runId: number): Promise<LabRunView> {
  const runs = await lab.handlers['delayLab.list']({ profileId: 'p' }, WINDOW);
  const run = runs.find((other) => other.runId === runId);
  if (run === undefined) throw new Error(`no run ${runId}`);
  return run;
}

async function until(runId: number, isSo: (run: LabRunView) => boolean): Promise<LabRunView> {
  await vi.waitFor(async () => expect(isSo(await viewOf(runId))).toBe(true), { timeout: 20_000 });
  return await viewOf(runId);
}

const allLanded = ({ rows }: LabRunView): boolean => rows.every(({ landing }) => landing !== undefined);
const allPlanned = ({ rows }: LabRunView): boolean => rows.every(({ plan }) => plan?.source === 'read');

describe('a run', () => {
  it('shows drifts that a second, independent read of the broker’s records gives', async () => {
    const runId = await start([1, 2, 3, 4, 5], 'order-events', 2);
    const { rows } = await until(runId, (run) => allLanded(run) && allPlanned(run));
    expect(rows).toHaveLength(10);
    const { messages } = await browseNewest(profile.client, 'order-events');
    for (const row of rows) {
      const delivered = messages.filter(({ uniqueKey }) => uniqueKey === row.uniqueKey);
      const offsetMsgId = row.send.kind === 'stored' ? row.send.offsetMsgId : '';
      const copy = (await lookUpById(profile.client, offsetMsgId)).messages[0];
      expect(delivered).toHaveLength(1);
      expect(copy?.queue).toMatchObject({ topic: 'SCHEDULE_TOPIC_XXXX', queueId: row.level - 1 });
      const plannedMs = (copy?.storeTimestamp ?? 0) + delayMs(row.level, DELAY_LEVELS);
      expect(driftOf(row)).toBe((delivered[0]?.storeTimestamp ?? 0) - plannedMs);
    }
  });

  it('watches a topic that its first send creates', async () => {
    await until(await start([1, 2], 'made-by-the-lab'), allLanded);
  });

  it('shows the level that the broker took for one above its highest', async () => {
    const { rows } = await until(await start([99]), allPlanned);
    expect(rows[0]).toMatchObject({ level: 99, plan: { level: 18, levelMs: 7_200_000 } });
  });

  it('keeps a send that failed as a row', async () => {
    const { rows } = await until(await start([1], 'RMQ_SYS_TRACE_TOPIC'), (run) =>
      run.rows.every(({ send }) => send.kind !== 'sending'),
    );
    expect(rows[0]?.send).toMatchObject({ kind: 'failed', error: { code: 'INPUT' } });
  });

  it('keeps a message as stored whose connection closed before the send was answered', async () => {
    let isClosed = false;
    let answer: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => {
      answer = resolve;
    });
    lab = newLab({
      profileOf: () => {
        if (isClosed) throw stateError('unknownId', { what: 'profile', id: 'p' });
        return profile;
      },
      sender: {
        check: () => undefined,
        async send(_profileId, draft) {
          const record = await profile.send(1, draft, MAX_BODY_BYTES);
          await closed;
          return record;
        },
      },
    });
    const runId = await start([3]);
    isClosed = true;
    lab.profileClosed('p');
    answer();
    const { rows } = await until(runId, (run) => run.rows.every(({ send }) => send.kind !== 'sending'));
    expect(rows[0]).toMatchObject({
      send: { kind: 'stored' },
      lost: 'closed',
      plan: { source: 'estimated', levelMs: 10_000, levelSource: 'assumed' },
    });
  });

  it('corrects an assumed level by what it measured, from the next run on', async () => {
    const view = profile.view.bind(profile);
    const wrong = DELAY_LEVELS.map((level) => (level.level === 1 ? { ...level, ms: 20_000 } : level));
    vi.spyOn(profile, 'view').mockImplementation(() => ({
      ...view(),
      delayLevels: wrong,
      delayLevelsSource: 'assumed',
    }));
    const first = await until(await start([1]), (run) => allLanded(run) && allPlanned(run));
    expect(first.rows[0]?.plan).toMatchObject({ levelMs: 20_000, levelSource: 'assumed' });
    const second = await until(await start([1]), (run) => allLanded(run) && allPlanned(run));
    expect(second.rows[0]?.plan).toMatchObject({ levelMs: 1_000, levelSource: 'measured' });
  });

  it('is written as CSV, one row a message', async () => {
    const runId = await start([1]);
    await until(runId, (run) => allLanded(run) && allPlanned(run));
    const { text } = await lab.handlers['delayLab.csv']({ runId }, WINDOW);
    const [head = '', row = '', end] = text.split('\r\n');
    expect(end).toBe('');
    const cells = new Map(head.split(',').map((name, index) => [name, row.split(',')[index]]));
    expect(cells.get('state')).toBe('landed');
    expect(cells.get('planned_source')).toBe('read');
    expect(Number(cells.get('drift_ms'))).toBe(driftOf((await viewOf(runId)).rows[0] ?? expect.fail()));
  });
});

describe('after a restart', () => {
  it('what came due meanwhile is looked up, and what waits is watched again', async () => {
    await profile.setClockRate(1);
    const runId = await start([2, 3]);
    await until(runId, allPlanned);
    lab.close();
    expect(JSON.parse(readFileSync(join(dir, 'delay-lab.json'), 'utf8')).runs[0].rows).toHaveLength(2);
    await profile.stepClock(6_000);
    lab = newLab();
    const { rows } = await until(runId, (run) => run.rows[0]?.landing !== undefined);
    expect(rows[0]).not.toHaveProperty('lost', 'gone');
    await until(runId, (run) => run.rows[1]?.lost === undefined);
    await profile.setClockRate(60);
    await until(runId, allLanded);
  });

  it('what its broker took along is told so', async () => {
    const runId = await start([18]);
    await until(runId, allPlanned);
    lab.close();
    await profile.close();
    profile = await ProfileSession.startSandbox({
      profileId: 'p',
      clock: systemClock,
      clockRate: 1,
      workerFile: undefined,
      onChanged: () => {},
    });
    lab = newLab();
    expect((await viewOf(runId)).rows[0]?.lost).toBe('closed');
    await until(runId, (run) => run.rows[0]?.lost === 'gone');
  });
});

it('follows a delayed message that was sent elsewhere', async () => {
  const body = new TextEncoder().encode('x');
  const draft = {
    topic: 'order-events',
    tag: '',
    keys: [],
    properties: [],
    body,
    bodyFormat: 'text',
  } as const;
  const record = await profile.send(
    1,
    { ...draft, keys: [], properties: [], delayLevel: 4, mode: 'sync' },
    MAX_BODY_BYTES,
  );
  sent.push(record);
  const { runId, kind } = await lab.handlers['delayLab.follow']({ profileId: 'p', sendId: 1 }, WINDOW);
  expect(kind).toBe('followed');
  await until(runId, (run) => allLanded(run) && allPlanned(run));
  await expect(lab.handlers['delayLab.follow']({ profileId: 'p', sendId: 9 }, WINDOW)).rejects.toMatchObject({
    data: { code: 'STATE' },
  });
});
