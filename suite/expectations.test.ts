import { expect, it } from 'vitest';
import { expectationsOf } from './expectations.ts';

it.each([
  ['5.5.0', 'broker'],
  ['5.2.0', 'broker'],
  ['5.1.4', 'members'],
  ['4.10.0', 'members'],
  ['4.9.7', 'members'],
])('%s resets offsets by the %s', (version, way) => {
  expect(expectationsOf(version).resetWay).toBe(way);
});

it('expects nothing of a release it does not know', () => {
  expect(() => expectationsOf('')).toThrow('nothing is known');
  expect(() => expectationsOf('3.2.6')).toThrow('nothing is known');
});
