import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Console, createConsole } from './console.ts';
import type { EventMessage } from './contract/contract.ts';
import type { AppView, ProfileView } from './contract/views.ts';
import { memoryOnly } from './workspace/secret-box.ts';

const WINDOW = 'window-of-the-test';

let dataDir: string;
beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'gantry-console-'));
});
afterEach(() => fs.rmSync(dataDir, { recursive: true, force: true }));

const start = (): Promise<Console> =>
  createConsole({ host: 'browser', dataDir, version: '0', secrets: memoryOnly });

async function ask(gantry: Console, name: string, input: object): Promise<unknown> {
  const answer = await gantry.call(WINDOW, name, input);
  return answer.ok ? answer.value : answer.error;
}

/** Where a file is written before it takes its place: a folder there makes every write fail. */
const temporary = (fileName: string): string => path.join(dataDir, `${fileName}.${process.pid}.tmp`);

describe('a data folder that takes no writes', () => {
  it('is told by a notice that goes with the next write that succeeds', async () => {
    const gantry = await start();
    const events: EventMessage[] = [];
    gantry.attach(WINDOW, (message) => events.push(message));
    fs.mkdirSync(temporary('settings.json'));
    await ask(gantry, 'app.settings.set', { theme: 'dark' });
    const told = (): AppView | undefined =>
      events.flatMap(({ event, data }) => (event === 'app.changed' ? [data] : [])).at(-1);
    await expect
      .poll(() => told()?.notices)
      .toMatchObject([{ kind: 'fileNotWritten', params: { fileName: 'settings.json', code: 'EISDIR' } }]);
    expect(told()?.settings.theme).toBe('dark');
    fs.rmdirSync(temporary('settings.json'));
    await ask(gantry, 'app.settings.set', { language: 'zh' });
    await expect.poll(() => told()?.notices).toEqual([]);
    await gantry.close();
    expect(fs.readFileSync(path.join(dataDir, 'settings.json'), 'utf8')).toMatch(/dark/);
  });

  it('keeps nobody from closing', async () => {
    const gantry = await start();
    fs.mkdirSync(temporary('delay-lab.json'));
    await gantry.close();
    expect(fs.existsSync(path.join(dataDir, 'lock'))).toBe(false);
  });
});

it('a start of the sandbox that is asked for twice at once is one', async () => {
  const gantry = await start();
  const [one, other] = (await Promise.all([
    ask(gantry, 'sandbox.start', {}),
    ask(gantry, 'sandbox.start', {}),
  ])) as [ProfileView, ProfileView];
  expect(one.nameServers).toEqual(other.nameServers);
  expect(await ask(gantry, 'sandbox.start', {})).toMatchObject({ nameServers: one.nameServers });
  await gantry.close();
});
