import { useEffect, useRef, useState } from 'react';
import { COUNTS_AT_ONCE, type TopicCounts } from '../../../../core/contract/topics.ts';
import { call } from '../../../bridge/call.ts';

/** Counts are asked for again after this long, while their topic is visible. */
const FRESH_MS = 10_000;
/** Scrolling past is no reason to ask. */
const SETTLE_MS = 150;

interface Known {
  counts: TopicCounts;
  readAtMs: number;
}

/** Queues and messages of the visible topics; others keep the last that was read. */
export function useCounts(profileId: string, visible: readonly string[]): ReadonlyMap<string, TopicCounts> {
  const known = useRef(new Map<string, Known>());
  const [shown, setShown] = useState<ReadonlyMap<string, TopicCounts>>(new Map());
  const names = visible.slice(0, COUNTS_AT_ONCE).join(' ');
  useEffect(() => {
    let ended = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const nowMs = Date.now();
      const topics = names.split(' ').filter((topic) => {
        const readAtMs = known.current.get(topic)?.readAtMs;
        return topic !== '' && (readAtMs === undefined || nowMs - readAtMs >= FRESH_MS);
      });
      // A list without counts is as usable: the next asking may bring them.
      const read =
        topics.length === 0 ? [] : await call('topic.counts', { profileId, topics }).catch(() => []);
      if (ended) return;
      for (const counts of read) known.current.set(counts.topic, { counts, readAtMs: Date.now() });
      if (read.length > 0)
        setShown(new Map([...known.current].map(([topic, { counts }]) => [topic, counts] as const)));
      timer = setTimeout(() => void ask(), FRESH_MS);
    };
    timer = setTimeout(() => void ask(), SETTLE_MS);
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [profileId, names]);
  return shown;
}

/** 640, 18.4k, 1.9M: about how many, as narrow as a list needs it. */
export function shortCount(count: number): string {
  if (count < 1_000) return String(count);
  if (count < 1_000_000) return `${short(count / 1_000)}k`;
  return `${short(count / 1_000_000)}M`;
}

function short(value: number): string {
  const text = value < 100 ? value.toFixed(1) : String(Math.floor(value));
  return text.endsWith('.0') ? text.slice(0, -2) : text;
}
