import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type RefObject, useRef, useState } from 'react';
import { ROW_HEIGHT, useHeight } from '../../../components/grid/measure.ts';
import { MAX_ROWS_IN_DOM, scrollToReveal, visibleLines } from '../../../components/grid/window.ts';
import { Kbd } from '../../../components/kbd.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';
import { nextTopicLine, type TopicLine } from './topic-lines.ts';
import { TopicOption } from './topic-option.tsx';
import { useCounts } from './use-counts.ts';

/** Pixels by which a topic's line is higher than a table's. */
const ROOM_PX = 3;

interface Props {
  profileId: string;
  topic: string | undefined;
  lines: readonly TopicLine[];
  query: string;
  find: RefObject<HTMLInputElement | null>;
  onQuery(query: string): void;
  onOpen(topic: string): void;
  /** Between the field and the list. */
  children: ReactNode;
}
/** The search field and the listbox it narrows: either has the arrow keys and Enter. */
export function TopicFinder({ profileId, topic, lines, query, find, onQuery, onOpen, children }: Props) {
  const t = useText();
  const density = useHost((host) => host.app?.settings.density ?? 'compact');
  const rowHeight = ROW_HEIGHT[density] + ROOM_PX;
  const box = useRef<HTMLDivElement>(null);
  const height = useHeight(box);
  const [scrollTop, setScrollTop] = useState(0);
  const [chosen, setChosen] = useState<number>();
  const { first, last } = visibleLines({
    scrollTop,
    height,
    rowHeight,
    count: lines.length,
    limit: MAX_ROWS_IN_DOM,
  });
  const drawn = lines.slice(first, last);
  const counts = useCounts(
    profileId,
    drawn.flatMap((line) => (line.kind === 'topic' ? [line.topic] : [])),
  );
  const cursor = chosen ?? lines.findIndex((line) => line.kind === 'topic' && line.topic === topic);
  const optionId = (line: number): string => `topic-option-${line}`;

  const go = (by: 1 | -1): void => {
    const next = nextTopicLine(lines, cursor < 0 ? undefined : cursor, by);
    if (next === undefined || box.current === null) return;
    setChosen(next);
    box.current.scrollTop = scrollToReveal({
      line: next,
      scrollTop: box.current.scrollTop,
      height,
      rowHeight,
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') go(1);
    else if (event.key === 'ArrowUp') go(-1);
    else if (event.key === 'Enter') {
      const line = lines[cursor < 0 ? (nextTopicLine(lines, undefined, 1) ?? -1) : cursor];
      if (line?.kind === 'topic') onOpen(line.topic);
    } else return;
    event.preventDefault();
  };

  return (
    <>
      <div className="topic-find">
        <Search size={14} aria-hidden="true" />
        <input
          ref={find}
          type="search"
          className="text-input"
          aria-label={t('topics.find')}
          placeholder={t('topics.find')}
          aria-controls="topic-options"
          aria-activedescendant={cursor >= first && cursor < last ? optionId(cursor) : undefined}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setChosen(undefined);
            onQuery(event.target.value);
          }}
          onKeyDown={(event) => {
            onKeyDown(event);
            if (event.key !== 'Escape') return;
            // A search field that is empty already gives the key on.
            if (query === '') event.currentTarget.blur();
            setChosen(undefined);
            onQuery('');
          }}
        />
        <Kbd combo="/" />
      </div>
      {children}
      <div
        ref={box}
        id="topic-options"
        role="listbox"
        className="topic-options"
        tabIndex={0}
        aria-label={t('topics.title')}
        aria-activedescendant={cursor >= first && cursor < last ? optionId(cursor) : undefined}
        onKeyDown={onKeyDown}
        onScroll={(event) => setScrollTop(Math.floor(event.currentTarget.scrollTop / rowHeight) * rowHeight)}
      >
        <div role="presentation" style={{ height: lines.length * rowHeight }}>
          {drawn.map((line, index) => (
            <TopicOption
              key={line.kind === 'head' ? `# ${line.section}` : line.topic}
              id={optionId(first + index)}
              line={line}
              topPx={(first + index) * rowHeight}
              heightPx={rowHeight}
              open={line.kind === 'topic' && line.topic === topic}
              current={first + index === cursor}
              counts={line.kind === 'topic' ? counts.get(line.topic) : undefined}
              onOpen={onOpen}
            />
          ))}
        </div>
      </div>
    </>
  );
}
