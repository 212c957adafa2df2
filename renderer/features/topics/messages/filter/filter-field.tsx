import { Bookmark, Filter as FilterIcon } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { BrowseFilterView, BrowseView } from '../../../../../core/contract/browse.ts';
import { IconButton } from '../../../../components/button.tsx';
import { Menu, type MenuEntry } from '../../../../components/menu.tsx';
import { formatNumber } from '../../../../format/format.ts';
import { type Translate, useText } from '../../../../i18n/i18n.ts';
import { useSavedFilters, useTopicPrefs } from '../../state/topic-prefs.ts';
import type { FilterProblem } from './use-filter.ts';

interface Props {
  text: string;
  problem: FilterProblem | undefined;
  view: BrowseView | undefined;
  /** Where filters are saved. */
  place: string;
  field: RefObject<HTMLInputElement | null>;
  onText(text: string): void;
}

/** One field: what is typed, how many rows it shows, and the filters saved for this topic. */
export function FilterField({ text, problem, view, place, field, onText }: Props) {
  const t = useText();
  const underline = useRef<HTMLSpanElement>(null);
  const [scrolled, setScrolled] = useState(0);
  useEffect(() => {
    if (underline.current !== null) underline.current.scrollLeft = scrolled;
  }, [scrolled]);
  return (
    <div className="filter-field" data-invalid={problem !== undefined || undefined}>
      <FilterIcon size={14} aria-hidden="true" className="filter-icon" />
      <div className="filter-text">
        <input
          ref={field}
          type="search"
          className="data"
          aria-label={t('topics.filter')}
          placeholder={t('topics.filterHint')}
          aria-invalid={problem === undefined ? undefined : true}
          aria-describedby={problem === undefined ? undefined : 'filter-problem'}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => onText(event.target.value)}
          onScroll={(event) => setScrolled(event.currentTarget.scrollLeft)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' && event.key !== 'Enter') return;
            event.preventDefault();
            event.currentTarget.blur();
          }}
        />
        {problem?.part !== undefined && (
          <span ref={underline} className="filter-underline data" aria-hidden="true">
            {text.slice(0, problem.part.from)}
            <mark>{text.slice(problem.part.from, problem.part.to) || ' '}</mark>
          </span>
        )}
      </div>
      <span className="filter-count data hint" role="status">
        {view && countText(view, t)}
      </span>
      <SavedFilters place={place} text={problem === undefined ? text.trim() : ''} onText={onText} />
      {problem !== undefined && (
        <p id="filter-problem" className="filter-problem help" role="alert">
          {problem.text}
        </p>
      )}
    </div>
  );
}

/** 312 of 500; while it still searches, how far it is. */
function countText({ filter, count, filtered }: BrowseView, t: Translate): string {
  if (filter === undefined) return formatNumber(count);
  const of = t('topics.filterCount', { matched: formatNumber(filtered), count: formatNumber(count) });
  return filter.state === 'searching' ? `${of} ${percent(filter, count)}` : of;
}

const percent = ({ searched }: BrowseFilterView, count: number): string =>
  `(${count === 0 ? 0 : Math.floor((searched / count) * 100)} %)`;

function SavedFilters({ place, text, onText }: Pick<Props, 'place' | 'text' | 'onText'>) {
  const t = useText();
  const saved = useSavedFilters(place);
  const { filterSaved, filterForgotten } = useTopicPrefs.getState();
  const isSaved = saved.includes(text);
  const act: MenuEntry = isSaved
    ? { kind: 'item', label: t('topics.forgetFilter'), run: () => filterForgotten(place, text) }
    : {
        kind: 'item',
        label: t('topics.saveFilter'),
        disabled: text === '',
        run: () => filterSaved(place, text),
      };
  return (
    <Menu
      align="end"
      trigger={<IconButton size="small" icon={Bookmark} label={t('topics.savedFilters')} />}
      entries={[
        ...saved.map(
          (filter): MenuEntry => ({
            kind: 'item',
            label: <span className="data">{filter}</span>,
            run: () => onText(filter),
          }),
        ),
        ...(saved.length > 0 ? [{ kind: 'separator' } as const] : []),
        act,
      ]}
    />
  );
}
