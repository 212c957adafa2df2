import { expect, it } from 'vitest';
import { connectReason } from './connect-reason.ts';

it.each([
  ['ECONNREFUSED', 'refused'],
  ['ETIMEDOUT', 'timeout'],
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['ENETUNREACH', 'unreachable'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ECONNRESET', 'reset'],
  ['EMFILE', 'EMFILE'],
])('names %s %s', (code, reason) => {
  expect(connectReason(Object.assign(new Error(code), { code }))).toBe(reason);
});

it('has a word for anything else', () => {
  expect(connectReason(new Error('odd'))).toBe('other');
  expect(connectReason(undefined)).toBe('other');
});
