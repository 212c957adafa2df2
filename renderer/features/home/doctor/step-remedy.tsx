import type { SavedProfile } from '../../../../core/contract/profiles.ts';
import type { DoctorStepView, FindingKey } from '../../../../core/model/doctor.ts';
import type { RemedyKey } from '../../../../core/model/error.ts';
import { Button } from '../../../components/button.tsx';
import { ErrorDetails, InlineError } from '../../../components/inline-error.tsx';
import type { TextKey } from '../../../i18n/catalogue.ts';
import { useText } from '../../../i18n/i18n.ts';
import { changeAndConnect, connectSaved } from '../connect.ts';
import { useHome } from '../home-store.ts';
import { stepText } from './finding-text.ts';

/** Where the finding says more than the error. */
const CAUSES: Partial<Record<FindingKey, TextKey>> = {
  wantsTls: 'doctor.tlsOnText',
  noBroker: 'doctor.noBrokerText',
  keysWanted: 'doctor.keysWantedText',
  topicNotWritable: 'doctor.topicClosedText',
  topicNotReadable: 'doctor.topicClosedText',
  storedNotRead: 'doctor.storedNotReadText',
  toolsGroupRefused: 'doctor.toolsGroupText',
};

/** What happened, the most likely cause, one button. */
export function StepRemedy({ step, saved }: { step: DoctorStepView; saved: SavedProfile }) {
  const t = useText();
  const { error, finding, remedyKey } = step;
  const remedies = remediesFor(saved);
  const cause = finding === undefined ? undefined : CAUSES[finding.key];
  if (cause === undefined)
    return error === undefined ? null : <InlineError error={{ ...error, remedyKey }} remedies={remedies} />;
  const act = remedyKey === undefined ? undefined : remedies[remedyKey];
  return (
    <div className="doctor-card" role="alert" data-code={error?.code}>
      <p className="doctor-card-title">{stepText(step, t)}</p>
      <p className="help secondary">{t(cause)}</p>
      {act !== undefined && (
        <div>
          <Button size="small" onClick={act}>
            {t(`errors.remedy.${remedyKey ?? 'retry'}`)}
          </Button>
        </div>
      )}
      {error !== undefined && <ErrorDetails error={error} />}
    </div>
  );
}

function remediesFor(saved: SavedProfile): Partial<Record<RemedyKey, () => void>> {
  const { profileId, name, tls } = saved;
  const edit = (): void => useHome.getState().editorOpened({ profileId });
  return {
    tlsOn: () => void changeAndConnect(saved, { tls: tls ?? { verify: true } }),
    tlsOff: () => void changeAndConnect(saved, { tls: undefined }),
    retry: () => void connectSaved(profileId),
    addCa: edit,
    serverName: edit,
    mapAddress: edit,
    // One without a name was typed into the form beside it.
    checkAddress: name === '' ? () => inputIn('.home-connect')?.select() : edit,
    checkCredentials: edit,
    createTopic: () => inputIn('#doctor-topic')?.select(),
  };
}

const inputIn = (place: string): HTMLInputElement | null =>
  document.querySelector<HTMLInputElement>(`${place} input`);
