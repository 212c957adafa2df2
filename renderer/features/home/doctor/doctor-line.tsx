import { Check, CircleDashed, CircleX, LoaderCircle, type LucideIcon, Minus } from 'lucide-react';
import type { SavedProfile } from '../../../../core/contract/profiles.ts';
import type { DoctorStepView } from '../../../../core/model/doctor.ts';
import { formatElapsed } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { BrokerRemedy } from './broker-remedy.tsx';
import { stepText } from './finding-text.ts';
import { StepRemedy } from './step-remedy.tsx';

const ICONS: Record<DoctorStepView['status'], LucideIcon> = {
  notRun: CircleDashed,
  running: LoaderCircle,
  passed: Check,
  failed: CircleX,
  skipped: Minus,
};

/** One step, by the name "Broker address: failed"; a failed one opens to its remedy. */
export function DoctorLine({ step, saved }: { step: DoctorStepView; saved: SavedProfile | undefined }) {
  const t = useText();
  const { status, elapsedMs } = step;
  const Icon = ICONS[status];
  const name = t(`doctor.step.${step.step}`);
  /** An error alone says what was found. */
  const isToldBelow = status === 'failed' && step.finding === undefined && saved !== undefined;
  return (
    <li
      className="doctor-line"
      data-status={status}
      aria-label={t('doctor.itemName', { step: name, status: t(`doctor.status.${status}`) })}
    >
      <Icon size={14} aria-hidden="true" />
      <span className="doctor-name">{name}</span>
      <span className="secondary doctor-finding">{isToldBelow ? '' : stepText(step, t)}</span>
      <span className="data hint">{elapsedMs === undefined ? '' : formatElapsed(elapsedMs)}</span>
      {status === 'failed' && saved !== undefined && (
        <div className="doctor-remedy">
          {step.remedyKey === 'mapAddress' && step.silentBrokers !== undefined ? (
            <BrokerRemedy brokers={step.silentBrokers} step={step} saved={saved} />
          ) : (
            <StepRemedy step={step} saved={saved} />
          )}
        </div>
      )}
    </li>
  );
}
