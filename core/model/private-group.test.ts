import { describe, expect, it } from 'vitest';
import { nextPrivateGroup, privateNumber } from './private-group.ts';

const none = new Set<string>();

describe('privateNumber', () => {
  it.each([
    ['gantry-kim-1', 1],
    ['gantry-kim-12', 12],
    ['gantry-kim-01', undefined],
    ['gantry-kim-', undefined],
    ['gantry-kim-0', undefined],
    ['gantry-kim-a-1', undefined],
    ['gantry-kimberley-1', undefined],
    ['payment-worker', undefined],
  ])('%s: %s', (group, number) => expect(privateNumber('kim', group)).toBe(number));
});

describe('nextPrivateGroup', () => {
  it('is the first number where there is no group yet', () => {
    expect(nextPrivateGroup('kim', [], none)).toBe('gantry-kim-1');
    expect(nextPrivateGroup('kim', [], new Set(['gantry-kim-1']))).toBe('gantry-kim-2');
  });

  it('is a group that is there and idle before a new number is taken', () => {
    const existing = [
      { group: 'gantry-kim-2', members: 1 },
      { group: 'gantry-kim-3', members: 0 },
    ];
    expect(nextPrivateGroup('kim', existing, none)).toBe('gantry-kim-3');
    expect(nextPrivateGroup('kim', existing, new Set(['gantry-kim-3']))).toBe('gantry-kim-1');
  });

  it('is no group of which nobody can say whether it is used', () => {
    expect(nextPrivateGroup('kim', [{ group: 'gantry-kim-1' }], none)).toBe('gantry-kim-2');
  });
});
