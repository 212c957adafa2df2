import { Pause } from 'lucide-react';
import type { CallInput } from '../../../../core/contract/contract.ts';
import type { ProfileView } from '../../../../core/contract/views.ts';
import { call } from '../../../bridge/call.ts';
import { Button } from '../../../components/button.tsx';
import { RadioGroup } from '../../../components/radio-group.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';

const RATES: readonly CallInput<'sandbox.clock.set'>['rate'][] = [0, 1, 10, 60];
const STEP_MS = 1_000;

/** The sandbox's clock, on which delays run. */
export function ClockControls({ profile: { profileId, clock } }: { profile: ProfileView }) {
  const t = useText();
  const { profileReceived } = useHost.getState();
  // A sandbox that ended says so in the frame.
  const set = (value: string): void => {
    const rate = RATES.find((known) => String(known) === value);
    if (rate === undefined) return;
    void call('sandbox.clock.set', { profileId, rate }).then(profileReceived, () => undefined);
  };
  const step = (): void =>
    void call('sandbox.clock.step', { profileId, ms: STEP_MS }).then(profileReceived, () => undefined);
  return (
    <div className="lab-clock">
      <span className="secondary" id="lab-clock">
        {t('delayLab.clock')}
      </span>
      <RadioGroup
        aria-labelledby="lab-clock"
        value={String(clock.rate)}
        onValueChange={set}
        options={RATES.map((rate) =>
          rate === 0
            ? { value: '0', label: null, name: t('delayLab.pause'), icon: Pause }
            : { value: String(rate), label: t('delayLab.rate', { rate }) },
        )}
      />
      <Button tone="outlined" onClick={step}>
        {t('delayLab.step')}
      </Button>
    </div>
  );
}
