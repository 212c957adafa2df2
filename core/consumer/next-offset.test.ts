import { describe, expect, it } from 'vitest';
import { nextOffset } from './next-offset.ts';

describe('nextOffset', () => {
  it.each([
    [0, 10, 42, { offset: 42, action: 'take' }],
    [19, 10, 10, { offset: 10, action: 'goOn' }],
    [20, 10, 900, { offset: 900, action: 'goOn' }],
    [21, 10, 500, { offset: 500, action: 'moved' }],
    [21, 10, 0, { offset: 0, action: 'moved' }],
  ])('of code %i at %i with next %i', (code, asked, next, expected) => {
    expect(nextOffset(code, asked, next)).toEqual(expected);
  });

  it('goes back only when the broker says that the queue moved', () => {
    expect(nextOffset(19, 10, 3).offset).toBe(10);
    expect(nextOffset(0, 10, 3).offset).toBe(10);
  });

  it('does not spin when it is told to move to where it is', () => {
    expect(nextOffset(21, 10, 10)).toEqual({ offset: 10, action: 'wait' });
  });
});
