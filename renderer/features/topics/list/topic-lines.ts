import type { TopicSummary } from '../../../../core/contract/views.ts';

export const TOPIC_SECTIONS = ['pinned', 'recent', 'normal', 'retry', 'deadLetter', 'system'] as const;
export type TopicSection = (typeof TOPIC_SECTIONS)[number];

/** One line of the list: the head of a section, or a topic. */
export type TopicLine =
  | { kind: 'head'; section: TopicSection; count: number }
  | { kind: 'topic'; topic: string };

interface Marks {
  pinned: readonly string[];
  recent: readonly string[];
}

/**
 * The list as lines, each topic once: pinned ones first, then those visited last, then by kind. While something is
 * searched all stand under their kind.
 */
export function topicLines(topics: readonly TopicSummary[], marks: Marks, query: string): TopicLine[] {
  const wanted = query.trim().toLowerCase();
  const found = wanted === '' ? topics : topics.filter(({ topic }) => topic.toLowerCase().includes(wanted));
  const pinned = new Set(wanted === '' ? marks.pinned : []);
  const recent = new Set(wanted === '' ? marks.recent : []);
  const sections = new Map<TopicSection, string[]>(TOPIC_SECTIONS.map((section) => [section, []]));
  for (const { topic, kind } of found) {
    const section = pinned.has(topic) ? 'pinned' : recent.has(topic) ? 'recent' : kind;
    sections.get(section)?.push(topic);
  }
  sections.get('recent')?.sort((a, b) => marks.recent.indexOf(a) - marks.recent.indexOf(b));
  return [...sections].flatMap(([section, names]) =>
    names.length === 0
      ? []
      : [
          { kind: 'head', section, count: names.length } as const,
          ...names.map((topic) => ({ kind: 'topic', topic }) as const),
        ],
  );
}

/** The line of the next topic in a direction, over heads; the same line at the ends, the first topic when none is chosen. */
export function nextTopicLine(
  lines: readonly TopicLine[],
  from: number | undefined,
  by: 1 | -1,
): number | undefined {
  const start = from === undefined ? (by === 1 ? -1 : lines.length) : from;
  for (let line = start + by; line >= 0 && line < lines.length; line += by) {
    if (lines[line]?.kind === 'topic') return line;
  }
  return from;
}
