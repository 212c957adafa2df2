import './doctor.css';
import { Stethoscope } from 'lucide-react';
import type { SavedProfile } from '../../../../core/contract/profiles.ts';
import { DOCTOR_STEPS, type DoctorView, isOpenable } from '../../../../core/model/doctor.ts';
import { call } from '../../../bridge/call.ts';
import { copyText } from '../../../bridge/copy-text.ts';
import { Button } from '../../../components/button.tsx';
import { showToast } from '../../../components/toast.tsx';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';
import { useUi } from '../../../store/ui-store.ts';
import { connectSaved, examine, openSaved } from '../connect.ts';
import { savedName } from '../connections/saved-name.ts';
import { useHome } from '../home-store.ts';
import { DoctorLine } from './doctor-line.tsx';
import { OpenedConnection } from './opened-connection.tsx';
import { doctorReport } from './report.ts';

const NOT_RUN = DOCTOR_STEPS.map((step) => ({ step, status: 'notRun' as const }));

/** Region "Connection doctor": eight steps, each with its time, its finding and, where it failed, one remedy. */
export function DoctorPanel() {
  const t = useText();
  const activeId = useUi((ui) => ui.activeProfileId);
  const chosenId = useHome((home) => home.chosenId) ?? activeId;
  const busy = useHome((home) => home.busyId !== undefined);
  const saved = useHost((host) => host.app?.saved.find(({ profileId }) => profileId === chosenId));
  const doctor = useHost((host) => (chosenId === undefined ? undefined : host.doctors[chosenId]));
  const open = useHost((host) => (chosenId === undefined ? undefined : host.profiles[chosenId]));
  return (
    <section className="doctor" aria-labelledby="home-doctor" aria-busy={busy}>
      <div className="doctor-head">
        <Stethoscope size={14} aria-hidden="true" />
        <h2 id="home-doctor">{t('doctor.title')}</h2>
        {saved !== undefined && <span className="secondary truncate">{savedName(saved)}</span>}
        <span className="hint doctor-progress" role="status">
          {doctor === undefined ? '' : progressText(doctor, t)}
        </span>
      </div>
      <ul aria-labelledby="home-doctor">
        {(doctor?.steps ?? NOT_RUN).map((step) => (
          <DoctorLine key={step.step} step={step} saved={saved} />
        ))}
      </ul>
      {saved !== undefined && open !== undefined && <OpenedConnection profile={open} />}
      {saved !== undefined && doctor !== undefined && (
        <Foot saved={saved} doctor={doctor} isOpen={open !== undefined} />
      )}
    </section>
  );
}

function Foot({ saved, doctor, isOpen }: { saved: SavedProfile; doctor: DoctorView; isOpen: boolean }) {
  const t = useText();
  const { profileId, accessKey } = saved;
  if (doctor.state === 'running') {
    return (
      <div className="doctor-foot">
        <Button size="small" onClick={() => void call('doctor.cancel', { profileId })}>
          {t('common.cancel')}
        </Button>
      </div>
    );
  }
  const copy = async (): Promise<void> => {
    await copyText(doctorReport(doctor, { accessKey, nowMs: Date.now() }, t));
    showToast(t('common.copied'));
  };
  return (
    <div className="doctor-foot">
      <Button size="small" onClick={() => void (isOpen ? examine(profileId) : connectSaved(profileId))}>
        {t('doctor.again')}
      </Button>
      <Button size="small" tone="plain" onClick={() => void copy()}>
        {t('doctor.copyReport')}
      </Button>
      {!isOpen && isOpenable(doctor) && (
        <Button size="small" tone="plain" onClick={() => void openSaved(profileId)}>
          {t('doctor.openAnyway')}
        </Button>
      )}
    </div>
  );
}

function progressText({ state, steps }: DoctorView, t: Translate): string {
  const at = (status: string): number => steps.findIndex((step) => step.status === status) + 1;
  if (state === 'running') return t('doctor.running', { step: Math.max(1, at('running')) });
  if (state === 'cancelled') return t('doctor.cancelled');
  const failedAt = at('failed');
  return failedAt === 0 ? t('doctor.well') : t('doctor.stoppedAt', { step: failedAt });
}
