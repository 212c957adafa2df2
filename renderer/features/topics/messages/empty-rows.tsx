import type { BrowseView } from '../../../../core/contract/browse.ts';
import { Button } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { useText } from '../../../i18n/i18n.ts';

interface Props {
  view: BrowseView;
  onCompose: (() => void) | undefined;
  onClearFilter(): void;
}

/** Why there is no row, and what to do about it. */
export function EmptyRows({ view, onCompose, onClearFilter }: Props) {
  const t = useText();
  const { topic, range, count } = view;
  if (count > 0)
    return (
      <EmptyState
        text={t('topics.empty.filtered', { count })}
        action={<Button onClick={onClearFilter}>{t('topics.clearFilter')}</Button>}
      />
    );
  if (view.error !== undefined) return null;
  if (range.kind === 'newest')
    return (
      <EmptyState
        text={t(onCompose === undefined ? 'topics.empty.nothing' : 'topics.empty.newest', { topic })}
        action={onCompose && <Button onClick={onCompose}>{t('topics.sendFirst')}</Button>}
      />
    );
  return <EmptyState text={t(`topics.empty.${range.kind}`, { topic })} />;
}
