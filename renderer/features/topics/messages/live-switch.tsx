import { Button } from '../../../components/button.tsx';
import { useText } from '../../../i18n/i18n.ts';
import type { Browse } from './rows/use-browse.ts';

/** Shows what arrives as it arrives. It pulls without a group: nobody loses a message by it. */
export function LiveSwitch({ browse: { view, follow } }: { browse: Browse }) {
  const t = useText();
  const on = view?.following === true;
  const possible = view?.canFollow === true;
  return (
    <Button
      role="switch"
      aria-checked={on}
      className="live-switch"
      shortcut="l"
      tooltip={t('topics.liveHelp')}
      disabledReason={possible || view === undefined ? undefined : t('topics.noLive')}
      onClick={() => follow(!on)}
    >
      <span className="live-dot" data-on={on || undefined} aria-hidden="true" />
      {t('topics.live')}
    </Button>
  );
}
