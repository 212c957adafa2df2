import { Timer } from 'lucide-react';
import type { CallInput } from '../../core/contract/contract.ts';
import type { ProfileView } from '../../core/contract/views.ts';
import { call } from '../bridge/call.ts';
import { Menu } from '../components/menu.tsx';
import { type Translate, useText } from '../i18n/i18n.ts';
import { useHost } from '../store/host-store.ts';

const RATES: readonly CallInput<'sandbox.clock.set'>['rate'][] = [0, 1, 10, 60];
const STEP_MS = 1_000;

/** The sandbox's clock: stands out while it is not ×1, and is set, paused and stepped from here. */
export function ClockChip({ profile }: { profile: ProfileView }) {
  const t = useText();
  const { profileReceived } = useHost.getState();
  const { profileId, clock } = profile;
  const label = clock.rate === 0 ? t('frame.clockPaused') : t('frame.clock', { rate: clock.rate });
  return (
    <Menu
      value={String(clock.rate)}
      onValueChange={(value) => {
        const rate = RATES.find((known) => String(known) === value);
        if (rate !== undefined) void call('sandbox.clock.set', { profileId, rate }).then(profileReceived);
      }}
      entries={[
        ...RATES.map((rate) => ({ kind: 'radio' as const, value: String(rate), label: rateText(rate, t) })),
        { kind: 'separator' },
        {
          kind: 'item',
          label: t('frame.stepClock'),
          run: () => void call('sandbox.clock.step', { profileId, ms: STEP_MS }).then(profileReceived),
        },
      ]}
      trigger={
        <button
          type="button"
          className="clock-chip"
          data-fast={clock.rate !== 1 || undefined}
          title={t('frame.clockHelp')}
          aria-label={`${t('frame.clockSpeed')}: ${label}`}
        >
          <Timer size={12} aria-hidden="true" />
          {label}
        </button>
      }
    />
  );
}

function rateText(rate: number, t: Translate): string {
  return rate === 0 ? t('frame.pauseClock') : t('frame.clock', { rate });
}
