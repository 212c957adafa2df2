import { Columns2 } from 'lucide-react';
import { useShallow } from 'zustand/react/shallow';
import type { ConsumerView } from '../../../../core/model/consume.ts';
import { Button } from '../../../components/button.tsx';
import { Menu } from '../../../components/menu.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { menuActions } from '../../../keys/menu-actions.ts';
import { useKeys } from '../../../keys/use-keys.ts';
import { useHost } from '../../../store/host-store.ts';
import { useCompare } from './compare-store.ts';
import { nameBeside } from './consumer-name.ts';

/** Picks the consumer to set this one against. */
export function CompareMenu({ consumer }: { consumer: ConsumerView }) {
  const t = useText();
  const { consumerId } = consumer;
  const names = useHost(
    useShallow((host) =>
      Object.values(host.consumers).flatMap((other) =>
        other.consumerId === consumerId ? [] : nameBeside(host, other, consumer),
      ),
    ),
  );
  const ids = useHost(
    useShallow((host) => Object.values(host.consumers).map((other) => other.consumerId)),
  ).filter((id) => id !== consumerId);
  const entries = ids.map((otherId, at) => ({
    kind: 'item' as const,
    label: names[at] ?? '',
    run: () => useCompare.getState().chosen(consumerId, otherId),
  }));
  useKeys(menuActions('compare.with', entries, 'compare.whyNone'));
  const button = (
    <Button
      size="small"
      className="compare-button"
      icon={Columns2}
      // Where there is no room for it, its word is not drawn.
      aria-label={t('compare.with')}
      disabledReason={ids.length === 0 ? t('compare.whyNone') : undefined}
    >
      {t('compare.with')}
    </Button>
  );
  if (ids.length === 0) return button;
  return <Menu align="end" trigger={button} entries={entries} />;
}
