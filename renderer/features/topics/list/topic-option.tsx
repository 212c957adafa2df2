// biome-ignore-all lint/a11y/useFocusableInteractive: the list has the focus and names its option by aria-activedescendant
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the list has the keys
import { Pin } from 'lucide-react';
import type { TopicCounts } from '../../../../core/contract/topics.ts';
import { formatNumber } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import type { TopicLine } from './topic-lines.ts';
import { shortCount } from './use-counts.ts';

interface Props {
  id: string;
  line: TopicLine;
  topPx: number;
  heightPx: number;
  open: boolean;
  current: boolean;
  counts: TopicCounts | undefined;
  onOpen(topic: string): void;
}

/** One line of the list: the head of a section, or a topic with its queues and about how many messages. */
export function TopicOption({ id, line, topPx, heightPx, open, current, counts, onOpen }: Props) {
  const t = useText();
  const style = { transform: `translateY(${topPx}px)`, height: heightPx };
  if (line.kind === 'head')
    return (
      <div role="presentation" className="topic-line topic-head" style={style}>
        <span>
          {line.section === 'pinned' && <Pin size={11} aria-hidden="true" />}
          {t(`topics.section.${line.section}`)} <span className="data">{formatNumber(line.count)}</span>
        </span>
        {line.section === 'normal' && <span className="topic-head-end">{t('topics.messagesHead')}</span>}
      </div>
    );
  const { queues, messages } = counts ?? {};
  const facts =
    queues === undefined || messages === undefined
      ? undefined
      : t('topics.facts', {
          queues: t('topics.queueCount', { count: queues }),
          count: messages,
          messages: formatNumber(messages),
        });
  return (
    <div
      id={id}
      role="option"
      className="topic-line topic-option"
      style={style}
      aria-selected={open}
      aria-description={facts}
      data-current={current || undefined}
      title={facts === undefined ? line.topic : `${line.topic}: ${facts}`}
      onClick={() => onOpen(line.topic)}
    >
      <span className="truncate">{line.topic}</span>
      <span className="data hint topic-queues" aria-hidden="true">
        {queues !== undefined && `${queues}q`}
      </span>
      <span className="data hint topic-count" aria-hidden="true">
        {messages !== undefined && shortCount(messages)}
      </span>
    </div>
  );
}
