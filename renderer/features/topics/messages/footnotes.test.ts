import { describe, expect, it } from 'vitest';
import { text } from '../../../i18n/i18n.ts';
import { timeoutError } from '../../../testing/fake-errors.ts';
import { fakeBrowse } from '../../../testing/fake-topics.ts';
import { footnotes } from './footnotes.ts';

const words = (...args: Parameters<typeof fakeBrowse>): string =>
  footnotes(fakeBrowse(...args), text)
    .map((note) => note.text)
    .join(' ');

describe('the line under the messages', () => {
  it('says how they were read and what was cut', () => {
    expect(words({ count: 500, stored: 18_412, cut: 'asked' })).toBe(
      'Read without a group, no offset moves. Cut: newest 500 of 18,412.',
    );
    expect(words({ count: 12, stored: 12 })).toContain('All 12 messages there are.');
    expect(words({ count: 200_000, cut: 'rows' })).toContain('Stopped at 200,000 rows');
    expect(words({ count: 90, cut: 'bytes' })).toContain('256 MiB');
  });

  it('says what is missing', () => {
    const queue = { topic: 'order-events', brokerName: 'broker-a', queueId: 0 };
    const windows = [{ queue, from: 0, to: 0, error: timeoutError }];
    expect(words({ windows })).toContain('1 queue could not be read');
    expect(words({ dropped: 1_204 })).toContain('1,204 oldest rows dropped');
    const lookUp = { readAs: 'uniqueKey' as const, cutAt: ['broker-a'], failures: [] };
    expect(words({ lookUp })).toContain('broker-a gave as many as it gives');
  });
});
