import { expect, it } from 'vitest';
import { watchTarget } from './watch-target.ts';

const task = { name: 'headers', inputs: 200, seed: 1 };
/** A program of one line instead of worker.ts. */
const program = (code: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { workerData } from 'node:worker_threads';${code}`)}`,
  );

it('says nothing of a target that survives', async () => {
  expect(await watchTarget(task)).toBeUndefined();
});

it('notices an input without end, and tells it', async () => {
  const hangs = program(`
    const head = new Int32Array(workerData.memory, 0, 2);
    new Uint8Array(workerData.memory, 8).set([1, 2, 3]);
    head[1] = 3;
    Atomics.add(head, 0, 1);
    for (;;);`);
  expect(await watchTarget({ ...task, program: hangs, hangMs: 200 })).toBe('no end: input 1, base64 AQID');
});

it('notices what fails, what ends without a word, and what eats all memory', async () => {
  expect(await watchTarget({ ...task, program: program(`throw new Error('broken')`) })).toMatch(/broken/);
  expect(await watchTarget({ ...task, program: program('process.exit(3)') })).toMatch(/ended with 3/);
  const eats = program('const all = []; for (;;) all.push(new Array(1e5).fill({}));');
  expect(await watchTarget({ ...task, program: eats })).toMatch(/memory/i);
}, 60_000);
