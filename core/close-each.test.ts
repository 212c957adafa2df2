import { expect, it } from 'vitest';
import { closeEach } from './close-each.ts';

it('begins with all in order, waits for the slow ones, and one that fails stops no other', async () => {
  const steps: string[] = [];
  const failures: unknown[] = [];
  let slowEnds: () => void = () => undefined;
  const slow = new Promise<void>((resolve) => {
    slowEnds = resolve;
  });
  const closed = closeEach(
    [
      () => slow.then(() => steps.push('slow')),
      () => {
        throw new Error('at once');
      },
      () => Promise.reject(new Error('later')),
      () => steps.push('last'),
    ],
    (error) => failures.push((error as Error).message),
  ).then(() => steps.push('closed'));
  expect(steps).toEqual(['last']);
  slowEnds();
  await closed;
  expect(steps).toEqual(['last', 'slow', 'closed']);
  expect(failures).toEqual(['at once', 'later']);
});
