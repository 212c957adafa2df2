import { describe, expect, it } from 'vitest';
import type { TopicSummary } from '../../../../core/contract/views.ts';
import { nextTopicLine, topicLines } from './topic-lines.ts';

const TOPICS: TopicSummary[] = [
  { topic: '%DLQ%worker', kind: 'deadLetter' },
  { topic: '%RETRY%worker', kind: 'retry' },
  { topic: 'TBW102', kind: 'system' },
  { topic: 'audit', kind: 'normal' },
  { topic: 'order-events', kind: 'normal' },
  { topic: 'payment', kind: 'normal' },
];
const NO_MARKS = { pinned: [], recent: [] };
const words = (...args: Parameters<typeof topicLines>): string[] =>
  topicLines(...args).map((line) => (line.kind === 'head' ? `# ${line.section} ${line.count}` : line.topic));

describe('the list of topics', () => {
  it('stands by kind, each kind under its head', () => {
    expect(words(TOPICS, NO_MARKS, '')).toEqual([
      '# normal 3',
      'audit',
      'order-events',
      'payment',
      '# retry 1',
      '%RETRY%worker',
      '# deadLetter 1',
      '%DLQ%worker',
      '# system 1',
      'TBW102',
    ]);
  });

  it('has pinned and recent topics on top, each topic once', () => {
    const marks = { pinned: ['payment'], recent: ['%DLQ%worker', 'payment', 'audit', 'gone'] };
    expect(words(TOPICS, marks, '').slice(0, 7)).toEqual([
      '# pinned 1',
      'payment',
      '# recent 2',
      '%DLQ%worker',
      'audit',
      '# normal 1',
      'order-events',
    ]);
  });

  it('finds by any part of the name, under its kind', () => {
    const marks = { pinned: ['payment'], recent: [] };
    expect(words(TOPICS, marks, ' PAY ')).toEqual(['# normal 1', 'payment']);
    expect(words(TOPICS, NO_MARKS, 'none')).toEqual([]);
  });

  it('is walked from topic to topic', () => {
    const lines = topicLines(TOPICS, NO_MARKS, '');
    expect(nextTopicLine(lines, undefined, 1)).toBe(1);
    expect(nextTopicLine(lines, 3, 1)).toBe(5);
    expect(nextTopicLine(lines, 5, -1)).toBe(3);
    expect(nextTopicLine(lines, 9, 1)).toBe(9);
    expect(nextTopicLine([], undefined, 1)).toBeUndefined();
  });
});
