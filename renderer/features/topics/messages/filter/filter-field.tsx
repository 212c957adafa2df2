import { Bookmark } from 'lucide-react';
import type { RefObject } from 'react';
import type { BrowseView } from '../../../../../core/contract/browse.ts';
import { IconButton } from '../../../../components/button.tsx';
import { FilterField } from '../../../../components/filter/filter-field.tsx';
import { type FilterTyping, filterCount } from '../../../../components/filter/use-filter-typing.ts';
import { Menu, type MenuEntry } from '../../../../components/menu.tsx';
import { formatNumber } from '../../../../format/format.ts';
import { type Translate, useText } from '../../../../i18n/i18n.ts';
import { forgetFilter, saveFilter, useSavedFilters } from '../../state/topic-prefs.ts';

interface Props {
  filter: FilterTyping;
  view: BrowseView | undefined;
  /** Where filters are saved. */
  place: string;
  field: RefObject<HTMLInputElement | null>;
}

/** The filter of a topic's messages, and the filters saved for this topic. */
export function MessagesFilter({ filter, view, place, field }: Props) {
  const t = useText();
  const { text, problem, type } = filter;
  return (
    <FilterField
      label={t('topics.filter')}
      hint={t('topics.filterHint')}
      text={text}
      problem={problem}
      count={view && countText(view, t)}
      field={field}
      end={<SavedFilters place={place} text={problem === undefined ? text.trim() : ''} onText={type} />}
      onText={type}
    />
  );
}

function countText({ filter, count, filtered }: BrowseView, t: Translate): string {
  if (filter === undefined) return formatNumber(count);
  return filterCount(filter, filtered, count, t);
}

interface SavedProps {
  place: string;
  text: string;
  onText(text: string): void;
}

function SavedFilters({ place, text, onText }: SavedProps) {
  const t = useText();
  const saved = useSavedFilters(place);
  const isSaved = saved.includes(text);
  const act: MenuEntry = isSaved
    ? { kind: 'item', label: t('topics.forgetFilter'), run: () => forgetFilter(place, text) }
    : {
        kind: 'item',
        label: t('topics.saveFilter'),
        disabled: text === '',
        run: () => saveFilter(place, text),
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
