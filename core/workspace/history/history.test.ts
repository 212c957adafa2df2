import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../../clock.ts';
import type { SendDraft, SentRecord } from '../../contract/views.ts';
import { openDataFolder } from '../../owned-folder.ts';
import { History } from './history.ts';

const DAY_MS = 86_400_000;

let dataDir: string;
let clock: ManualClock;
let aside: string[];
beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'gantry-history-'));
  clock = new ManualClock();
  aside = [];
});
afterEach(() => fs.rmSync(dataDir, { recursive: true, force: true }));

function open(writable = true): History {
  const folder = { ...openDataFolder(dataDir), writable };
  return new History({
    folder,
    clock,
    onSetAside: (fileName) => aside.push(fileName),
    onChanged: () => undefined,
  });
}

function send(history: History, patch: Partial<SentRecord> = {}, body = Buffer.from('body')): SentRecord {
  const record: SentRecord = {
    sendId: history.nextId(),
    profileId: 'sandbox',
    sentAtMs: clock.now(),
    topic: 'order-events',
    tag: 'paid',
    keys: ['ORD-1'],
    delayLevel: 0,
    bodyBytes: body.length,
    outcome: {
      kind: 'stored',
      receipt: {
        status: 'SEND_OK',
        queue: { topic: 'order-events', brokerName: 'b', queueId: 0 },
        queueOffset: 7,
        brokerAddr: '127.0.0.1:10911',
        attempts: 1,
        unansweredAttempts: 0,
        elapsedMs: 1,
        msgId: 'ID1',
        offsetMsgId: 'OFF1',
      },
    },
    ...patch,
  };
  const draft: SendDraft = {
    topic: record.topic,
    tag: record.tag,
    keys: record.keys,
    properties: [['a', 'b']],
    body,
    bodyFormat: 'text',
    delayLevel: record.delayLevel,
    mode: 'sync',
  };
  return history.add(record, draft);
}

const all = { text: '' };
const files = () => fs.readdirSync(path.join(dataDir, 'history')).sort();
const fileOf = (name = files()[0] ?? '') => path.join(dataDir, 'history', name);

describe('history', () => {
  it('is there again after a restart, bodies included, with ids that go on', async () => {
    const first = open();
    const body = Buffer.from([0, 255, 1]);
    const sent = send(first, { keys: ['ORD-9'] }, body);
    await first.close();
    const again = open();
    expect(await again.list('sandbox', 10)).toEqual([sent]);
    expect(await again.draft(sent.sendId)).toMatchObject({ keys: ['ORD-9'], body, properties: [['a', 'b']] });
    expect(again.nextId()).toBeGreaterThan(sent.sendId);
  });

  it('keeps a copy of a message that no form would take', async () => {
    const first = open();
    const keys = Array.from({ length: 101 }, (_, n) => `ORD-${n}`);
    const sent = send(first, { keys, tag: 'x'.repeat(5_000) });
    await first.close();
    expect(await open().draft(sent.sendId)).toMatchObject({ keys, tag: sent.tag });
    expect(aside).toEqual([]);
  });

  it('is on disk a quarter of a second after the answer, without being asked', async () => {
    const history = open();
    send(history);
    await clock.advance(250);
    await history.flush();
    expect(fs.readFileSync(fileOf(), 'utf8').split('\n')).toHaveLength(2);
  });

  it('never mixes connections', async () => {
    const history = open();
    send(history);
    send(history, { profileId: 'orders-prod' });
    expect(await history.list('orders-prod', 10)).toHaveLength(1);
    expect(await history.page({ ...all, profileId: 'sandbox' }, 0, 10)).toMatchObject({
      total: 2,
      matched: 1,
    });
  });

  it('is searched by topic, tag, key and id, and filtered by what became of the send', async () => {
    const history = open();
    send(history, { keys: ['ORD-20931'] });
    send(history, { topic: 'payment-callback' });
    const error = { code: 'TIMEOUT', outcome: 'unknown', params: {}, retry: 'no' } as const;
    send(history, { outcome: { kind: 'unknown', error, msgId: 'LOST', elapsedMs: 1, attempts: 1 } });
    const matched = async (text: string) => (await history.page({ text }, 0, 10)).matched;
    expect(await matched('20931')).toBe(1);
    expect(await matched('PAYMENT')).toBe(1);
    expect(await matched('lost')).toBe(1);
    expect(await matched('paid ord-1')).toBe(2);
    expect((await history.page({ text: '', state: 'noAnswer' }, 0, 10)).matched).toBe(1);
  });

  it('is read in ranges, newest first', async () => {
    const history = open();
    for (let n = 0; n < 50; n++) send(history, { keys: [`K${n}`] });
    const { rows } = await history.page(all, 10, 3);
    expect(rows.map(({ keys }) => keys[0])).toEqual(['K39', 'K38', 'K37']);
  });

  it('keeps no bodies of the connections it was told to', async () => {
    const history = open();
    history.setLimits({ noBodies: ['sandbox'] });
    const sent = send(history, {}, Buffer.from('secret body'));
    expect(sent.bodyKept).toBe(false);
    await history.close();
    expect(fs.readFileSync(fileOf(), 'utf8')).not.toContain(Buffer.from('secret body').toString('base64'));
    const again = open();
    expect(await again.list('sandbox', 1)).toMatchObject([{ bodyKept: false, bodyBytes: 11 }]);
    expect((await again.draft(sent.sendId))?.body).toHaveLength(0);
  });

  it('forgets whole files by age and by size', async () => {
    const big = Buffer.alloc(3 * 1024 * 1024);
    const history = open();
    for (let n = 0; n < 4; n++) {
      send(history, {}, big);
      await history.flush();
      await clock.advance(1_000);
    }
    const before = files().length;
    expect(before).toBeGreaterThan(1);
    history.setLimits({ maxMebibytes: 1 });
    await history.flush();
    expect(files().length).toBeLessThan(before);
    await history.close();
    await clock.advance(31 * DAY_MS);
    const later = open();
    await later.flush();
    expect(files()).toEqual([]);
    expect(await later.list('sandbox', 10)).toEqual([]);
  });

  it('clears one connection, or all', async () => {
    const history = open();
    const kept = send(history, { profileId: 'orders-prod', keys: ['KEEP'] });
    send(history);
    await history.flush();
    send(history);
    expect(await history.clear('sandbox')).toBe(2);
    expect(await history.draft(kept.sendId)).toMatchObject({ keys: ['KEEP'] });
    await history.close();
    const again = open();
    expect((await again.page(all, 0, 10)).rows).toEqual([kept]);
    expect(await again.clear(undefined)).toBe(1);
    expect(files()).toEqual([]);
  });
});

describe('damage', () => {
  it('a torn last line is cut off, and the rest is there', async () => {
    const history = open();
    send(history);
    await history.close();
    fs.appendFileSync(fileOf(), '{"schema":1,"record":{"sendI');
    const again = open();
    expect((await again.page(all, 0, 10)).total).toBe(1);
    await again.flush();
    expect(fs.readFileSync(fileOf(), 'utf8').split('\n')).toHaveLength(2);
    expect(aside).toEqual([]);
  });

  it('a damaged file is set aside and named; its readable lines are kept', async () => {
    const history = open();
    const [first, second] = [send(history), send(history, { keys: ['AFTER'] })];
    await history.close();
    const lines = fs.readFileSync(fileOf(), 'utf8').split('\n');
    fs.writeFileSync(fileOf(), [lines[0], 'rubbish', lines[1], ''].join('\n'));
    const again = open();
    expect((await again.page(all, 0, 10)).rows).toEqual([second, first]);
    expect(await again.draft(second.sendId)).toMatchObject({ keys: ['AFTER'] });
    await again.flush();
    expect(aside).toHaveLength(1);
    expect(fs.readFileSync(fileOf(aside[0]), 'utf8')).toContain('rubbish');
  });

  it('goes on in a new file when half a line cannot be cut off, and loses none', async () => {
    const history = open();
    const sent = [send(history)];
    await history.flush();
    vi.spyOn(fs.promises, 'appendFile').mockImplementationOnce(async (file, data) => {
      fs.appendFileSync(file as string, (data as Buffer).subarray(0, 9));
      throw Object.assign(new Error(), { code: 'ENOSPC' });
    });
    vi.spyOn(fs.promises, 'truncate').mockRejectedValueOnce(Object.assign(new Error(), { code: 'EIO' }));
    sent.unshift(send(history));
    await history.flush();
    expect(await history.page(all, 0, 10)).toMatchObject({ unwritten: { sends: 1, code: 'ENOSPC' } });
    sent.unshift(send(history, {}, Buffer.from('last')));
    await history.close();
    expect(files()).toHaveLength(2);
    const again = open();
    await again.flush();
    expect((await again.page(all, 0, 10)).rows).toEqual(sent);
    expect(await again.draft(sent[0]?.sendId ?? 0)).toMatchObject({ body: Buffer.from('last') });
    vi.restoreAllMocks();
  });

  it('a folder that cannot be written keeps its sends for this run, and says so', async () => {
    fs.writeFileSync(path.join(dataDir, 'history'), 'in the way');
    const history = open();
    const sent = send(history);
    await history.flush();
    expect(await history.page(all, 0, 10)).toMatchObject({ total: 1, unwritten: { sends: 1 } });
    expect(await history.draft(sent.sendId)).toMatchObject({ topic: 'order-events' });
  });
});

describe('a second process', () => {
  it('reads, keeps its own sends in memory, and writes nothing', async () => {
    const first = open();
    send(first);
    await first.close();
    const before = fs.readFileSync(fileOf(), 'utf8');
    const second = open(false);
    const own = send(second, { keys: ['MINE'] });
    second.setLimits({ maxMebibytes: 1 });
    await second.close();
    expect((await second.page(all, 0, 10)).total).toBe(2);
    expect(await second.draft(own.sendId)).toMatchObject({ keys: ['MINE'] });
    expect(files()).toHaveLength(1);
    expect(fs.readFileSync(fileOf(), 'utf8')).toBe(before);
    expect(fs.existsSync(path.join(dataDir, 'history.json'))).toBe(false);
  });
});
