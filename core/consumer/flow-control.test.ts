import { describe, expect, it } from 'vitest';
import { flowStop } from './flow-control.ts';

const nothing = { undecided: 0, undecidedBytes: 0, span: 0 };

describe('flowStop', () => {
  it.each([
    [{}, undefined],
    [{ undecided: 999, undecidedBytes: 100 * 1024 * 1024 - 1, span: 1_999 }, undefined],
    [{ undecided: 1_000 }, 'count'],
    [{ undecidedBytes: 100 * 1024 * 1024 }, 'bytes'],
    [{ span: 2_000 }, 'span'],
  ])('of %j is %s', (backlog, stop) => {
    expect(flowStop({ ...nothing, ...backlog })).toBe(stop);
  });
});
