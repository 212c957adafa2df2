import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ManualClock } from '../clock.ts';
import type { LogLevel } from '../contract/log.ts';
import type { AppView, ProfileView, SentRecord } from '../contract/views.ts';
import { GantryError, inputError } from '../model/error.ts';
import { LOG_BYTES, LogFile } from '../workspace/log/log-file.ts';
import { HostLog } from './host-log.ts';

const SECRET = 'Sesame-4711';
let dir: string;
let clock: ManualClock;
let level: LogLevel;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(tmpdir(), 'gantry-log-'));
  clock = new ManualClock();
  level = 'errors';
});
afterEach(() => fs.rmSync(dir, { recursive: true }));

const folder = (writable = true) => ({ dir, writable, release: () => undefined });
const open = (writable = true): HostLog =>
  new HostLog({ folder: folder(writable), clock, level: () => level });
const lines = (): string[] => {
  const file = path.join(dir, 'log', 'gantry.log');
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trimEnd().split('\n') : [];
};
/** Without their time. */
const told = (): string[] => lines().map((line) => line.slice(line.indexOf(' ') + 1));

const refused = new GantryError('CONNECT', {
  outcome: 'notSent',
  params: { address: '10.0.0.1:9876', role: 'nameServer', reason: 'refused' },
}).data;
const profile = (patch: Partial<ProfileView>) =>
  ({
    event: 'profile.changed',
    data: { profileId: 'dev', name: 'orders dev', nameServers: ['10.0.0.1:9876'], ...patch } as ProfileView,
  }) as const;
/** It is open from now on. */
const opened = {
  event: 'app.changed',
  data: { profiles: [profile({ state: 'connected' }).data] } as AppView,
} as const;
const LOST =
  'error connection lost name="orders dev" nameServers=10.0.0.1:9876 code=CONNECT outcome=notSent reason=refused role=nameServer address=10.0.0.1:9876';

it('writes what was lost and what failed, once each, half a second later', async () => {
  const log = open();
  log.heard(profile({ state: 'lost', lastError: refused }));
  log.heard(opened);
  log.heard(profile({ state: 'lost', lastError: refused }));
  log.heard(profile({ state: 'lost', lastError: refused, nextRetryAtMs: 9 }));
  log.callFailed('topic.list', refused);
  log.callFailed('message.send', inputError('topic', 'characters', { value: SECRET }).data);
  log.heard({
    event: 'message.sent',
    data: { topic: 'order-events', outcome: { kind: 'unknown', error: refused } } as SentRecord,
  });
  expect(lines()).toEqual([]);
  await clock.advance(500);
  expect(told()).toEqual([
    LOST,
    expect.stringMatching(/^error call topic\.list code=CONNECT /),
    expect.stringMatching(/^error send unknown topic=order-events code=CONNECT /),
  ]);
  expect(lines()[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z error /);
});

it('writes what began and came back as well when it is to write all, and nothing when it is off', () => {
  const log = open();
  const goesBy = (): void => {
    log.heard(profile({ state: 'connecting' }));
    log.heard(opened);
    log.heard(profile({ state: 'lost', lastError: refused }));
    log.heard({ event: 'profile.closed', data: { profileId: 'dev' } });
  };
  level = 'off';
  goesBy();
  log.callFailed('topic.list', refused);
  log.close();
  expect(told()).toEqual([]);
  level = 'all';
  goesBy();
  log.close();
  expect(told()).toEqual([
    'event connection connected name="orders dev" nameServers=10.0.0.1:9876',
    LOST,
    'event connection closed id=dev',
  ]);
});

it('has no secret, and no line that is made of what others said', () => {
  const log = open();
  const { data } = new GantryError('RESPONSE', {
    outcome: 'refused',
    params: { value: SECRET, topic: 'a' },
    responseCode: 1,
    remark: `Check signature: ${SECRET}, secretKey="${SECRET}"\nerror call forged`,
  });
  log.callFailed('message.send', data);
  log.callFailed('topic.list', {
    code: 'BUG',
    outcome: 'none',
    retry: 'no',
    params: { message: `password=${SECRET}` },
  });
  log.close();
  expect(told()).toHaveLength(2);
  expect(told()[0]).toContain('remark="Check signature: ******, secretKey=\\"******\\" error call forged"');
  expect(told().join('\n')).not.toContain(SECRET);
});

it('is two files of a mebibyte at most, however much there is to say', async () => {
  const file = new LogFile(folder(), clock);
  const line = 'x'.repeat(1_000);
  for (let n = 0; n < 5_000; n++) {
    file.add(`${n} ${line}`);
    if (n % 100 === 99) await clock.advance(500);
  }
  const sizes = fs
    .readdirSync(path.join(dir, 'log'))
    .map((name) => fs.statSync(path.join(dir, 'log', name)).size);
  expect(sizes).toHaveLength(2);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(LOG_BYTES);
  expect(lines().at(-1)).toContain(' 4999 ');
  for (let n = 0; n < 1_003; n++) file.add(line);
  file.flush();
  expect(lines().at(-1)).toBe('3 more lines were left out');
});

it('writes nothing in a folder of another process', () => {
  const log = open(false);
  log.callFailed('topic.list', refused);
  log.close();
  expect(fs.readdirSync(dir)).toEqual([]);
});
