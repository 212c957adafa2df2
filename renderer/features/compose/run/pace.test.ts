import { expect, it } from 'vitest';
import { paceText, parsePace } from './pace.ts';

it.each([
  ['200', 200],
  [' 200 ms ', 200],
  ['1.5 s', 1_500],
  ['2s', 2_000],
  ['1 m', 60_000],
  ['50/s', 20],
  ['', 0],
  ['0', 0],
  ['0/s', undefined],
  ['61 m', undefined],
  ['-1', undefined],
  ['fast', undefined],
])('reads %j as %s ms', (text, ms) => {
  expect(parsePace(text)).toBe(ms);
});

it.each([0, 200, 999, 1_000, 1_500, 1_234, 60_000])('reads back what it writes for %i', (ms) => {
  expect(parsePace(paceText(ms))).toBe(ms);
});
