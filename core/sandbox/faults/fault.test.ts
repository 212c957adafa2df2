import { describe, expect, it } from 'vitest';
import { parseFault } from './fault.ts';

describe('parseFault', () => {
  it.each([
    ['orders:silent', { topic: 'orders', kind: 'silent' }],
    ['*:closed:3', { topic: '*', kind: 'closed', count: 3 }],
    ['orders:slow=1500:25%', { topic: 'orders', kind: 'slow', delayMs: 1_500, share: 0.25 }],
    ['orders/pull:silent:2', { topic: 'orders', kind: 'silent', on: 'pull', count: 2 }],
    ['orders/send:silent', { topic: 'orders', kind: 'silent' }],
    ['orders:flush-disk-timeout:0', { topic: 'orders', kind: 'flush-disk-timeout', count: 0 }],
  ])('reads %s', (text, fault) => {
    expect(parseFault(text)).toEqual(fault);
  });

  it.each([
    'orders',
    'orders:',
    ':silent',
    'orders:lost',
    'orders:slow',
    'orders:silent=5',
    'orders:silent:x',
    'orders/what:silent',
    'orders/pull:flush-disk-timeout',
    'orders:silent:101%',
  ])('refuses %j with a sentence', (text) => {
    expect(() => parseFault(text)).toThrow(/\.$/);
  });
});
