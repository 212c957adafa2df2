import { expect, it } from 'vitest';
import { checkTarget } from './check-target.ts';
import { TARGETS, type Target } from './targets.ts';

/** The long run is `npm run fuzz`. */
const INPUTS = 3_000;

it.each(TARGETS.map((target) => [target.name, target] as const))(
  '%s: any bytes',
  async (_, target) => {
    await checkTarget(target, { inputs: INPUTS, seed: 1 });
  },
  30_000,
);

const like = (take: Target['take']): Target => {
  const [target] = TARGETS;
  if (target === undefined) throw new Error('no target');
  return { ...target, allowedBytes: 1024 * 1024, take };
};

it('finds another error than FRAME', async () => {
  const breaks = like((bytes) => {
    if (bytes.includes(0xfe)) throw new RangeError('broken');
  });
  await expect(checkTarget(breaks, { inputs: 5_000, seed: 1 })).rejects.toThrow('broken');
});

it('finds memory beyond what is allowed', async () => {
  const greedy = like((bytes) => Buffer.alloc(bytes.length * 8 + 2 * 1024 * 1024));
  await expect(checkTarget(greedy, { inputs: 100, seed: 1 })).rejects.toThrow(/bytes of memory/);
});
