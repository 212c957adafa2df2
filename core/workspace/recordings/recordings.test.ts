import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import type { RecordedSend } from '../../model/recording/event.ts';
import { openDataFolder } from '../../owned-folder.ts';
import { RecordingWriter } from './recording-writer.ts';
import { Recordings } from './recordings.ts';

let dataDir: string;
let clock: ManualClock;
let recordings: Recordings;
let ended: string[];

beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'gantry-recordings-'));
  clock = new ManualClock(Date.UTC(2026, 10, 25, 20, 31, 7));
  recordings = new Recordings({ folder: openDataFolder(dataDir), clock });
  ended = [];
});
afterEach(() => fs.rmSync(dataDir, { recursive: true, force: true }));

function send(atMs: number, body = Buffer.from([0, 255, 1])): RecordedSend {
  return {
    kind: 'send',
    atMs,
    sentMs: atMs - 3,
    profileId: 'sandbox',
    connection: 'Sandbox',
    message: {
      topic: 'order-events',
      tag: 'paid',
      keys: ['ORD-1'],
      properties: [['a', 'b']],
      body,
      bodyFormat: 'hex',
      delayLevel: 0,
      mode: 'sync',
    },
    bodyBytes: body.length,
    outcome: {
      kind: 'oneway',
      msgId: 'M',
      queue: { topic: 't', brokerName: 'a', queueId: 1 },
      brokerAddr: '',
      elapsedMs: 1,
    },
  };
}

function write(maxBytes = 1_000_000): { name: string; file: string; writer: RecordingWriter } {
  const { name, file } = recordings.newFile();
  const onEnded = (reason: string, code = ''): void => void ended.push(`${reason} ${code}`.trim());
  return { name, file, writer: new RecordingWriter({ file, clock, maxBytes, onEnded }) };
}

const contentOf = (file: string): string[] => fs.readFileSync(file, 'utf8').trimEnd().split('\n');

describe('a recording', () => {
  it('holds every event in its order, bodies byte by byte', async () => {
    const { name, writer } = write();
    for (const atMs of [10, 20, 30]) writer.add(send(atMs));
    await writer.stop();
    const recording = await recordings.open(name);
    expect(recording).toMatchObject({ events: 3, durationMs: 30, end: { reason: 'stopped' }, problems: [] });
    expect(await recording.event(1)).toEqual({ ...send(20), batch: undefined });
    expect(recording.sends.map(({ sentMs }) => sentMs)).toEqual([7, 17, 27]);
  });

  it('is on disk within a second, without being asked', async () => {
    const { file, writer } = write();
    writer.add(send(10));
    expect(contentOf(file)).toHaveLength(1);
    await clock.advance(1_000);
    await expect.poll(() => contentOf(file)).toHaveLength(2);
    await writer.stop();
  });

  it('ends by itself at its limit, with whole lines', async () => {
    const { name, file, writer } = write(1_000);
    for (let atMs = 0; atMs < 20; atMs++) writer.add(send(atMs));
    await writer.stop();
    expect(ended).toEqual(['full']);
    expect(fs.statSync(file).size).toBeLessThan(1_100);
    const recording = await recordings.open(name);
    expect(recording).toMatchObject({ end: { reason: 'full', events: recording.events }, problemCount: 0 });
    expect(recording.events).toBeGreaterThan(0);
  });

  it('ends when the disk refuses, and says by which code', async () => {
    const { file, writer } = write();
    fs.rmSync(file);
    fs.mkdirSync(file);
    writer.add(send(10));
    await clock.advance(1_000);
    await expect.poll(() => ended).toEqual(['disk EISDIR']);
    writer.add(send(20));
    expect(writer.events).toBe(1);
  });
});

describe('a damaged recording', () => {
  const HEADER = JSON.stringify({ gantry: 'recording', version: 1, startedAtMs: 5 });

  async function recorded(): Promise<string[]> {
    const { file, writer } = write();
    for (const atMs of [10, 20]) writer.add(send(atMs));
    await writer.stop();
    return contentOf(file);
  }
  function put(lines: string): string {
    const { name, file } = recordings.newFile();
    fs.writeFileSync(file, lines);
    return name;
  }

  it('shows what it can and says by line what not; its file stays as it is', async () => {
    const [header, first, second] = await recorded();
    const lines = [header, first, 'rubbish', '{"kind":"send"}', '{"kind":"dance"}', second].join('\n');
    const name = put(`${lines}\n{"kind":"se`);
    const recording = await recordings.open(name);
    expect(recording.events).toBe(2);
    expect(recording.problems).toEqual([
      { line: 3, reason: 'damaged' },
      { line: 4, reason: 'damaged' },
      { line: 5, reason: 'unknownKind' },
      { line: 7, reason: 'torn' },
    ]);
    expect(await recording.event(1)).toMatchObject({ atMs: 20 });
    expect((await recordings.list(undefined)).find((item) => item.name === name)).toMatchObject({
      state: 'cutOff',
    });
  });

  it('without its first line has its events', async () => {
    const [, first, second] = await recorded();
    const recording = await recordings.open(put(`${first}\n${second}\n`));
    expect(recording).toMatchObject({
      events: 2,
      header: undefined,
      problems: [{ line: 1, reason: 'header' }],
    });
  });

  it('of a newer version is read as far as it is known', async () => {
    const [, first] = await recorded();
    const newer = HEADER.replace('"version":1', '"version":2');
    const recording = await recordings.open(put(`${newer}\n${first}\n{"kind":"hologram"}\n`));
    expect(recording).toMatchObject({ events: 1, header: { version: 2 }, problemCount: 1 });
  });

  it('of nothing but noise opens empty', async () => {
    const recording = await recordings.open(put('\0\0\n{}\n[1]\n'));
    expect(recording).toMatchObject({ events: 0, problemCount: 3 });
  });
});

describe('the folder', () => {
  it('lists what there is, newest first, and marks the one being written', async () => {
    const first = write();
    first.writer.add(send(1));
    await first.writer.stop();
    await clock.advance(1_000);
    const second = write();
    expect(await recordings.list(second.name)).toMatchObject([
      { name: 'recording-20261125-203108', state: 'recording', events: 0 },
      { name: 'recording-20261125-203107', state: 'whole', events: 1 },
    ]);
    await second.writer.stop();
  });

  it('renames and removes, never over another and never outside', async () => {
    const [one, two] = [write(), write()];
    await Promise.all([one.writer.stop(), two.writer.stop()]);
    await expect(recordings.rename(one.name, two.name)).rejects.toThrow(/exists/);
    for (const to of ['../up', 'a/b', '.hidden', ''])
      await expect(recordings.rename(one.name, to)).rejects.toThrow(/INPUT/);
    await recordings.rename(one.name, 'Checkout');
    await recordings.remove(two.name);
    expect((await recordings.list(undefined)).map(({ name }) => name)).toEqual(['Checkout']);
    await expect(recordings.open(one.name)).rejects.toThrow(/unknownId/);
  });

  it('hands a file out and takes it in again under a name of its own', async () => {
    const { name, file, writer } = write();
    writer.add(send(1));
    await writer.stop();
    const bytes = await recordings.part(name, 0);
    expect(await recordings.part(name, bytes.length)).toHaveLength(0);
    const half = bytes.length >> 1;
    const taken = await recordings.arrive(`${name}.ndjson`, 0, bytes.subarray(0, half), false);
    expect(taken).toBe(`${name}-2`);
    expect(await recordings.list(undefined)).toHaveLength(1);
    await recordings.arrive(taken, half, bytes.subarray(half), true);
    expect(fs.readFileSync(file).equals(fs.readFileSync(file.replace(name, taken)))).toBe(true);
  });

  it('says by which code the disk refused', async () => {
    fs.writeFileSync(path.join(dataDir, 'recordings'), 'in the way');
    const arriving = recordings.arrive('theirs', 0, Buffer.from('x'), true);
    await expect(arriving).rejects.toThrow(/diskRefused code=E/);
  });

  it('writes nothing where another Gantry works', () => {
    const other = new Recordings({ folder: { ...openDataFolder(dataDir), writable: false }, clock });
    expect(() => other.newFile()).toThrow(/folderInUse/);
  });
});
