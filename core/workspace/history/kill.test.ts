import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../clock.ts';
import { openDataFolder } from '../../owned-folder.ts';
import { History } from './history.ts';

const SENDS_PER_SECOND = 1_000;
const REOPENS_WITHIN_MS = 3_000;
const RUNS_FOR_MS = 1_500;

/** Adds sends at that pace and says how many there are, until it is killed. */
const PROGRAM = `
import { History } from ${JSON.stringify(pathToFileURL(path.resolve('core/workspace/history/history.ts')).href)};
import { openDataFolder } from ${JSON.stringify(pathToFileURL(path.resolve('core/owned-folder.ts')).href)};
import { systemClock } from ${JSON.stringify(pathToFileURL(path.resolve('core/clock.ts')).href)};
const folder = openDataFolder(process.argv[1]);
const none = () => undefined;
const history = new History({ folder, clock: systemClock, onSetAside: none, onChanged: none });
const body = Buffer.alloc(1024, 120);
const startMs = Date.now();
let sent = 0;
setInterval(() => {
  const due = ((Date.now() - startMs) * ${SENDS_PER_SECOND}) / 1000;
  for (; sent < due; sent++) {
    const facts = { topic: 't', tag: '', keys: [String(sent)], delayLevel: 0 };
    history.add(
      { sendId: history.nextId(), profileId: 'p', sentAtMs: Date.now(), ...facts, bodyBytes: 1024,
        outcome: { kind: 'oneway', msgId: 'x', queue: { topic: 't', brokerName: 'b', queueId: 0 }, brokerAddr: 'a', elapsedMs: 0 } },
      { ...facts, properties: [], body, bodyFormat: 'text', mode: 'oneway' },
    );
  }
  console.log(sent);
}, 5);
`;

let dataDir: string;
beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'gantry-kill-'));
});
afterEach(() => fs.rmSync(dataDir, { recursive: true, force: true }));

it('a kill during 1,000 sends a second loses at most the last one', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  let sent = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    sent = Number(line);
    if (sent >= (RUNS_FOR_MS / 1_000) * SENDS_PER_SECOND) child.kill('SIGKILL');
  }
  await exited;
  const aside: string[] = [];
  const startMs = performance.now();
  const folder = openDataFolder(dataDir);
  expect(folder.writable).toBe(true);
  const history = new History({
    folder,
    clock: systemClock,
    onSetAside: (name) => aside.push(name),
    onChanged: () => undefined,
  });
  const { total, rows } = await history.page({ text: '' }, 0, 1);
  expect(performance.now() - startMs).toBeLessThan(REOPENS_WITHIN_MS);
  expect(aside).toEqual([]);
  expect(sent - total).toBeLessThanOrEqual(SENDS_PER_SECOND);
  // What is there is whole and without a gap.
  expect(rows[0]?.keys).toEqual([String(total - 1)]);
  expect((await history.draft(rows[0]?.sendId ?? 0))?.body).toHaveLength(1_024);
  await history.close();
}, 20_000);
