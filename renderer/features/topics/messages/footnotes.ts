import type { BrowseView } from '../../../../core/contract/browse.ts';
import { formatBytes, formatNumber } from '../../../format/format.ts';
import type { Translate } from '../../../i18n/i18n.ts';

export interface Footnote {
  text: string;
  /** Something is missing that was asked for. */
  warn?: true;
}

/** What stands under a table of stored messages: how they were read, what is not among them, and why. */
export function footnotes(view: BrowseView, t: Translate): Footnote[] {
  return [
    { text: t('topics.foot.source') },
    view.reading && view.lookUp === undefined
      ? { text: t('topics.foot.reading', { count: view.count, messages: formatNumber(view.count) }) }
      : windowNote(view, t),
    ...lookUpNotes(view, t),
    ...missingNotes(view, t),
  ];
}

function windowNote(view: BrowseView, t: Translate): Footnote {
  const count = formatNumber(view.count);
  switch (view.cut) {
    case 'rows':
      return { text: t('topics.foot.cutRows', { count: formatNumber(view.maxRows) }), warn: true };
    case 'bytes':
      return { text: t('topics.foot.cutBytes', { bytes: formatBytes(view.maxBytes), count }), warn: true };
    case 'cancelled':
      return { text: t('topics.foot.cancelled', { count: view.count, messages: count }), warn: true };
    case 'asked': {
      const stored = formatNumber(view.stored ?? view.count);
      return {
        text: t(view.range.kind === 'newest' ? 'topics.foot.cutNewest' : 'topics.foot.cutFirst', {
          count,
          stored,
        }),
      };
    }
    case undefined:
      return {
        text:
          view.lookUp === undefined
            ? t('topics.foot.whole', { count: view.count, messages: count })
            : t('topics.foot.found', { count }),
      };
  }
}

function lookUpNotes({ lookUp }: BrowseView, t: Translate): Footnote[] {
  if (lookUp === undefined) return [];
  const notes: Footnote[] = [];
  if (lookUp.readAs !== undefined) notes.push({ text: t(`topics.foot.readAs.${lookUp.readAs}`) });
  if (lookUp.unknownHost !== undefined)
    notes.push({ text: t('topics.foot.unknownHost', { host: lookUp.unknownHost }), warn: true });
  if (lookUp.cutAt.length > 0)
    notes.push({ text: t('topics.foot.cutAt', { brokers: lookUp.cutAt.join(', ') }), warn: true });
  if (lookUp.failures.length > 0)
    notes.push({
      text: t('topics.foot.brokersFailed', {
        brokers: lookUp.failures.map(({ brokerName }) => brokerName).join(', '),
      }),
      warn: true,
    });
  return notes;
}

function missingNotes(view: BrowseView, t: Translate): Footnote[] {
  const unread = view.windows.filter(({ error }) => error !== undefined).length;
  const notSearched = view.filter?.bodiesNotSearched ?? 0;
  const notes: Footnote[] = [];
  if (unread > 0) notes.push({ text: t('topics.foot.unread', { count: unread }), warn: true });
  if (view.dropped > 0)
    notes.push({
      text: t('topics.foot.dropped', { count: view.dropped, dropped: formatNumber(view.dropped) }),
      warn: true,
    });
  if (notSearched > 0)
    notes.push({ text: t('topics.foot.notSearched', { rows: formatNumber(notSearched) }), warn: true });
  return notes;
}
