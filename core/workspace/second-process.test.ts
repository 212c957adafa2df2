import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Console, createConsole } from '../console.ts';
import { memoryOnly } from './secret-box.ts';

const WINDOW = 'window-of-the-test';
const DRAFT = {
  topic: 't',
  tag: '',
  keys: ['K'],
  properties: [],
  body: Buffer.from('body'),
  bodyFormat: 'text',
  delayLevel: 0,
  mode: 'sync',
};

let dataDir: string;
const open: Console[] = [];
beforeEach(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'gantry-two-'));
});
afterEach(async () => {
  for (const gantry of open.splice(0).reverse()) await gantry.close();
  fs.rmSync(dataDir, { recursive: true, force: true });
});

async function start(): Promise<(name: string, input: object) => Promise<unknown>> {
  const gantry = await createConsole({ host: 'browser', dataDir, version: '0', secrets: memoryOnly });
  open.push(gantry);
  return async (name, input) => {
    const answer = await gantry.call(WINDOW, name, input);
    return answer.ok ? answer.value : answer.error;
  };
}

/** Every file with what is in it. */
function contents(dir = dataDir): Record<string, string> {
  const files = fs.readdirSync(dir, { withFileTypes: true });
  return Object.assign(
    {},
    ...files.map((file) => {
      const at = path.join(dir, file.name);
      return file.isDirectory() ? contents(at) : { [at]: fs.readFileSync(at, 'utf8') };
    }),
  ) as Record<string, string>;
}

it('two on one data folder: the second reads, says so, and overwrites nothing', async () => {
  const first = await start();
  await first('library.save', { path: 'a.json', draft: DRAFT, variables: true, baseVersion: null });
  await first('app.settings.set', { language: 'zh' });
  await first('history.limits.set', { maxDays: 7 });
  const before = contents();

  // The same process holds the lock already: for the second one it is another living process.
  const lock = fs.readFileSync(path.join(dataDir, 'lock'));
  fs.writeFileSync(path.join(dataDir, 'lock'), String(process.ppid));
  const second = await start();
  expect(await second('app.open', { windowId: WINDOW })).toMatchObject({
    dataFolder: { writable: false },
    notices: [{ kind: 'folderInUse' }],
  });
  expect(await second('library.view', {})).toMatchObject({ writable: false, entries: [{ path: 'a.json' }] });
  expect(await second('history.limits', {})).toMatchObject({ maxDays: 7 });
  const refused = { params: { rule: 'folderInUse' } };
  expect(await second('library.remove', { path: 'a.json' })).toMatchObject(refused);
  expect(
    await second('library.save', { path: 'b.json', draft: DRAFT, variables: true, baseVersion: null }),
  ).toMatchObject(refused);
  await second('app.settings.set', { language: 'en' });
  await second('history.limits.set', { maxDays: 1 });
  await second('history.clear', {});
  await open.pop()?.close();

  fs.writeFileSync(path.join(dataDir, 'lock'), lock);
  expect(contents()).toEqual(before);
});
