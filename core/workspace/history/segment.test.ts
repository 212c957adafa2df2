import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Segment } from './segment.ts';

let dir: string;
let segment: Segment;
const appendFile = fs.promises.appendFile;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gantry-segment-'));
  segment = new Segment(dir, 1_000);
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(dir, { recursive: true, force: true });
});

const full = Object.assign(new Error(), { code: 'ENOSPC' });

/** The next append writes one byte more than a line of three, and fails. */
function diskFull(): void {
  vi.spyOn(fs.promises, 'appendFile').mockImplementationOnce(async (file, data) => {
    await appendFile(file, (data as Buffer).subarray(0, 4));
    throw full;
  });
}

it('cuts off what a failed append left, so that the next lines stand where they are said to', async () => {
  await segment.append(['aa\n']);
  diskFull();
  await expect(segment.append(['bb\n', 'cc\n'])).rejects.toBe(full);
  const [place] = await segment.append(['dd\n']);
  expect(place).toMatchObject({ at: 3, bytes: 3 });
  expect(fs.readFileSync(segment.file, 'utf8')).toBe('aa\ndd\n');
  expect(segment.isSound).toBe(true);
});

it('takes no more lines when that cannot be cut off', async () => {
  await segment.append(['aa\n']);
  diskFull();
  vi.spyOn(fs.promises, 'truncate').mockRejectedValueOnce(Object.assign(new Error(), { code: 'EIO' }));
  await expect(segment.append(['bb\n', 'cc\n'])).rejects.toBe(full);
  expect(segment.isSound).toBe(false);
});

it('is as it was when there is no file yet', async () => {
  const nowhere = new Segment(path.join(dir, 'missing'), 1_000);
  await expect(nowhere.append(['aa\n'])).rejects.toMatchObject({ code: 'ENOENT' });
  expect(nowhere.isSound).toBe(true);
});
