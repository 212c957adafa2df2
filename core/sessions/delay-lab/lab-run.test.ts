import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lookUpById } from '../../admin/messages/look-up.ts';
import { systemClock } from '../../clock.ts';
import type { SentRecord } from '../../contract/views.ts';
import { DELAY_LEVELS } from '../../model/delay.ts';
import { driftOf } from '../../model/delay-lab/drift.ts';
import { knownLevels } from '../../model/delay-lab/levels.ts';
import type { LabRow } from '../../model/delay-lab/row.ts';
import { GantryError } from '../../model/error.ts';
import { DEFAULT_MAX_BODY_BYTES } from '../../model/outgoing.ts';
import { ProfileSession } from '../profile-session.ts';
import { labMessage } from './lab-message.ts';
import { LabRun } from './lab-run.ts';

// A worker is started from its sources, which a busy machine does slowly.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 20_000 });
const WAIT = { timeout: 10_000 };

const TOPIC = 'order-events';
const LEVEL = 3;
const TRIES = 5;

let profile: ProfileSession;
let run: LabRun;
/** Reads of the copy that waits, each of them refused. */
let reads: number;

beforeEach(async () => {
  reads = 0;
  profile = await ProfileSession.startSandbox({
    profileId: 'p',
    clock: systemClock,
    clockRate: 1,
    workerFile: undefined,
    onChanged: () => {},
  });
  run = new LabRun({
    clock: systemClock,
    data: {
      runId: 1,
      profileId: 'p',
      kind: 'sent',
      topic: TOPIC,
      tag: '',
      startedAtMs: 0,
      rows: [{ rowId: 1, level: LEVEL, uniqueKey: '', sentAtMs: 0, send: { kind: 'sending' } }],
    },
    levels: () => knownLevels(DELAY_LEVELS, 'broker', []),
    onLanded: () => {},
    onChanged: () => {},
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  run.detach();
  await profile.close();
});

const onlyRow = (): LabRow => run.view().rows[0] ?? expect.fail('no row');

function refuseReadsOfCopies(): void {
  const { transport } = profile.client;
  const invoke = transport.invoke.bind(transport);
  vi.spyOn(transport, 'invoke').mockImplementation(async (address, request, timeoutMs) => {
    if (request.name !== 'VIEW_MESSAGE_BY_ID') return await invoke(address, request, timeoutMs);
    reads++;
    throw new GantryError('TIMEOUT', { params: { timeoutMs } });
  });
}

async function send(): Promise<SentRecord> {
  const record = await profile.send(1, labMessage(TOPIC, 1, 1, LEVEL), DEFAULT_MAX_BODY_BYTES);
  run.sent(1, record);
  return record;
}

it('keeps the plan of a copy that stays unreadable an estimate, asks for it five times, and sees it land', async () => {
  await profile.setClockRate(0);
  refuseReadsOfCopies();
  await run.attach(profile);
  const record = await send();
  await vi.waitFor(async () => {
    await run.attend();
    expect(reads).toBe(TRIES);
  }, WAIT);
  for (let more = 0; more < TRIES; more++) await run.attend();
  expect(reads).toBe(TRIES);
  expect(onlyRow()).toMatchObject({ plan: { source: 'estimated', level: LEVEL, levelMs: 10_000 } });
  expect(run.isAttached).toBe(true);

  vi.restoreAllMocks();
  const offsetMsgId = record.outcome.kind === 'stored' ? record.outcome.receipt.offsetMsgId : '';
  const copy = (await lookUpById(profile.client, offsetMsgId)).messages[0];
  // The broker's clock stands still, and so the estimate is what the copy says.
  expect(onlyRow().plan?.storedMs).toBe(copy?.storeTimestamp);

  await profile.setClockRate(60);
  await vi.waitFor(() => expect(onlyRow().landing).toBeDefined(), WAIT);
  await run.attend();
  expect(onlyRow().plan?.source).toBe('estimated');
  expect(driftOf(onlyRow())).toBeGreaterThanOrEqual(0);
  expect(run.isAttached).toBe(false);
});

it('reads the plan off the copy as soon as that can be read', async () => {
  await profile.setClockRate(0);
  refuseReadsOfCopies();
  await run.attach(profile);
  await send();
  await vi.waitFor(() => expect(reads).toBe(1), WAIT);
  vi.restoreAllMocks();
  await vi.waitFor(async () => {
    await run.attend();
    expect(onlyRow().plan?.source).toBe('read');
  }, WAIT);
});
