import { Info } from 'lucide-react';
import type { BrowseView } from '../../../../core/contract/browse.ts';
import { Button } from '../../../components/button.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { footnotes } from './footnotes.ts';
import type { Browse } from './rows/use-browse.ts';

/** How the rows were read, what is not among them, and the way to more of them. */
export function PaneFoot({ browse, view }: { browse: Browse; view: BrowseView }) {
  const t = useText();
  return (
    <footer className="pane-foot">
      <Info size={14} aria-hidden="true" />
      <p className="pane-notes truncate">
        {footnotes(view, t).map(({ text, warn }) => (
          <span key={text} data-warn={warn} title={text}>
            {text}{' '}
          </span>
        ))}
      </p>
      {view.reading && !view.following ? (
        <Button tone="link" onClick={browse.cancel}>
          {t('common.cancel')}
        </Button>
      ) : (
        view.canReadMore && (
          <Button tone="link" onClick={browse.more}>
            {t('topics.readMore')}
          </Button>
        )
      )}
    </footer>
  );
}
