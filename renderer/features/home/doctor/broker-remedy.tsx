import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import type { SavedProfile } from '../../../../core/contract/profiles.ts';
import { splitAddress } from '../../../../core/model/address.ts';
import type { DoctorStepView, SilentBroker } from '../../../../core/model/doctor.ts';
import { copyText } from '../../../bridge/copy-text.ts';
import { Button } from '../../../components/button.tsx';
import { ErrorDetails } from '../../../components/inline-error.tsx';
import { TextInput } from '../../../components/text-input.tsx';
import { showToast } from '../../../components/toast.tsx';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { mapAndConnect } from '../connect.ts';

interface Props {
  brokers: readonly SilentBroker[];
  step: DoctorStepView;
  saved: SavedProfile;
}

/** A broker announces what cannot be dialled from here: dial something else, or have it announce something else. */
export function BrokerRemedy({ brokers, step, saved }: Props) {
  const t = useText();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [brokerIp, setBrokerIp] = useState(false);
  const [first] = brokers;
  if (first === undefined) return null;
  const map = (): void => {
    const pairs = brokers.map(
      (broker) => [broker.announced, typed[broker.announced] ?? broker.suggested] as const,
    );
    void mapAndConnect(saved.profileId, Object.fromEntries(pairs));
  };
  return (
    <div role="alert" data-code={step.error?.code}>
      <form
        className="doctor-card"
        onSubmit={(event) => {
          event.preventDefault();
          map();
        }}
      >
        <p className="doctor-card-title">
          {t(first.isPrivate ? 'doctor.privateTitle' : 'doctor.silentTitle')}
        </p>
        <p className="help secondary">{explanation(first, t)}</p>
        {brokers.map(({ announced, suggested }) => (
          <div key={announced} className="doctor-mapping">
            <span className="data">{announced}</span>
            <ArrowRight size={14} aria-hidden="true" className="hint" />
            <TextInput
              data
              aria-label={t('doctor.mapTo', { address: announced })}
              value={typed[announced] ?? suggested}
              onValueChange={(address) => setTyped({ ...typed, [announced]: address })}
            />
          </div>
        ))}
        <div className="doctor-card-actions">
          <Button size="small" type="submit" shortcut="enter">
            {t('doctor.map')}
          </Button>
          <Button size="small" tone="plain" aria-expanded={brokerIp} onClick={() => setBrokerIp(!brokerIp)}>
            {t('doctor.brokerIp')}
          </Button>
        </div>
        {brokerIp && <BrokerIp broker={first} host={hostOf(typed[first.announced] ?? first.suggested)} />}
        {step.error !== undefined && <ErrorDetails error={step.error} />}
      </form>
    </div>
  );
}

/** The broker's own setting, to be copied. */
function BrokerIp({ broker, host }: { broker: SilentBroker; host: string }) {
  const t = useText();
  const setting = `brokerIP1=${host}`;
  return (
    <div className="doctor-setting">
      <p className="help secondary">{t('doctor.brokerIpText', { broker: broker.brokerName })}</p>
      <pre className="data">{setting}</pre>
      <div>
        <Button size="small" onClick={() => void copyText(setting).then(() => showToast(t('common.copied')))}>
          {t('doctor.copySetting')}
        </Button>
      </div>
    </div>
  );
}

function explanation(
  { announced, isPrivate, suggested, suggestedAnswers }: SilentBroker,
  t: Translate,
): string {
  const { host, port } = splitAddress(suggested);
  const first = t(isPrivate ? 'doctor.privateText' : 'doctor.silentText', {
    address: isPrivate ? splitAddress(announced).host : announced,
  });
  const second = t(suggestedAnswers ? 'doctor.elsewhere' : 'doctor.notElsewhere', { host, port });
  return `${first} ${second}`;
}

const hostOf = (address: string): string => splitAddress(address).host;
