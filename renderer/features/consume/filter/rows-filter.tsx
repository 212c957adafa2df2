import type { RefObject } from 'react';
import type { ConsumerView } from '../../../../core/model/consume.ts';
import { FilterField } from '../../../components/filter/filter-field.tsx';
import { filterCount } from '../../../components/filter/use-filter-typing.ts';
import { formatNumber } from '../../../format/format.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import type { RowFilter } from './use-row-filter.ts';

interface Props {
  consumer: ConsumerView;
  filter: RowFilter;
  field: RefObject<HTMLInputElement | null>;
}

/** What of a consumer's rows is shown; and what is held all the same. */
export function RowsFilter({ consumer, filter, field }: Props) {
  const t = useText();
  const { heldNotShown = 0, bodiesNotSearched = 0 } = consumer.filter ?? {};
  return (
    <>
      <FilterField
        label={t('topics.filter')}
        hint={t('topics.filterHint')}
        text={filter.text}
        problem={filter.problem}
        count={countText(consumer, t)}
        field={field}
        shortcut="f"
        onText={filter.type}
      />
      {(heldNotShown > 0 || bodiesNotSearched > 0) && (
        <span className="not-shown" role="status">
          {heldNotShown > 0 && t('rowsFilter.heldNotShown', { held: formatNumber(heldNotShown) })}
          {bodiesNotSearched > 0 && t('rowsFilter.bodies', { count: bodiesNotSearched })}
        </span>
      )}
    </>
  );
}

function countText({ filter, keptCount, pinnedCount, settledCount }: ConsumerView, t: Translate) {
  return filter && filterCount(filter, pinnedCount + settledCount, keptCount, t);
}
