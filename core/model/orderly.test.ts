import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GantryError } from './error.ts';
import { checkOrderly, checkQueueIndex, hashIndex, moduloIndex, orderlyIndex } from './orderly.ts';

/** Field and rule of what is thrown. */
function thrownBy(check: () => void): unknown {
  try {
    check();
    return undefined;
  } catch (error) {
    return error instanceof GantryError ? [error.data.params.field, error.data.params.rule] : error;
  }
}

describe('hashIndex', () => {
  it.each([
    ['', 4, 0],
    ['a', 4, 1], // 97
    ['ORD-20931', 7, 6], // 1678227277
    ['订单-7', 7, 5], // 1085411549
    ['pay_ok', 7, 3], // -995221293
    ['polygenelubricants', 7, 2], // -2147483648: Math.abs of it is negative in Java
  ])('of %j among %d is %d', (key, count, index) => {
    expect(hashIndex(key, count)).toBe(index);
  });

  it('is a place in the list for every key', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 1_024 }), (key, count) => {
        expect(thrownBy(() => checkQueueIndex(hashIndex(key, count), count))).toBeUndefined();
      }),
    );
  });
});

describe('moduloIndex', () => {
  it.each([
    [20_931, 8, 3],
    [-3, 4, 3],
    [-4, 4, 0],
    [Number.MAX_SAFE_INTEGER, 10, 1],
  ])('of %d among %d is %d', (number, count, index) => {
    expect(moduloIndex(number, count)).toBe(index);
  });
});

describe('orderlyIndex', () => {
  it.each([
    [{ by: 'hash', key: 'a', number: 3, retries: 0 }, 1],
    [{ by: 'modulo', key: 'a', number: 6, retries: 0 }, 2],
    [{ by: 'index', key: 'a', number: 9, retries: 0 }, 9],
    [{ by: 'hash', retries: 0 }, undefined],
    [{ by: 'modulo', retries: 0 }, undefined],
    [{ by: 'index', retries: 0 }, undefined],
  ] as const)('of %j among 4 is %s', (choice, index) => {
    expect(orderlyIndex(choice, 4)).toBe(index);
  });
});

describe('checkOrderly', () => {
  it.each([
    [{ by: 'hash', key: '', retries: 0 }, ['orderly.key', 'empty']],
    [{ by: 'modulo', retries: 0 }, ['orderly.number', 'empty']],
    [{ by: 'index', retries: 0 }, ['orderly.number', 'empty']],
    [{ by: 'index', number: 0, retries: -1 }, ['orderly.retries', 'range']],
    [{ by: 'index', number: 0, retries: 16 }, ['orderly.retries', 'range']],
    [{ by: 'index', number: 0, retries: 15 }, undefined],
    [{ by: 'hash', key: 'k', retries: 0 }, undefined],
  ] as const)('of %j: %j', (choice, thrown) => {
    expect(thrownBy(() => checkOrderly(choice))).toEqual(thrown);
  });
});
