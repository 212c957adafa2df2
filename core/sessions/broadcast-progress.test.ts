import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ProfileView } from '../contract/views.ts';
import { type DataFolder, openDataFolder } from '../owned-folder.ts';
import { BroadcastProgress } from './broadcast-progress.ts';

const queue = { topic: 't', brokerName: 'a', queueId: 0 };
const profile = (kind: ProfileView['kind'], nameServerSource: string): ProfileView =>
  ({ kind, nameServerSource }) as ProfileView;

let dir: string;
let folder: DataFolder;

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'gantry-broadcast-'));
  folder = openDataFolder(dir);
});

afterEach(() => {
  folder.release();
  rmSync(dir, { recursive: true, force: true });
});

const progress = (): BroadcastProgress => new BroadcastProgress(folder, () => undefined);

it('keeps the progress in a real cluster over a restart, each cluster and group for itself', async () => {
  await progress().of(profile('nameServer', 'a:1'), 'g').write(queue, 7);
  expect(progress().of(profile('nameServer', 'a:1'), 'g').read(queue)).toBe(7);
  expect(progress().of(profile('nameServer', 'b:1'), 'g').read(queue)).toBeUndefined();
  expect(progress().of(profile('nameServer', 'a:1'), 'h').read(queue)).toBeUndefined();
});

it('keeps the progress in a sandbox as long as the process', async () => {
  const kept = progress();
  const sandbox = profile('sandbox', '127.0.0.1:1');
  await kept.of(sandbox, 'g').write(queue, 7);
  expect(kept.of(sandbox, 'g').read(queue)).toBe(7);
  expect(progress().of(sandbox, 'g').read(queue)).toBeUndefined();
});
