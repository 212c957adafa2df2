import type { DoctorFinding, DoctorStepView } from '../../../../core/model/doctor.ts';
import type { TextKey } from '../../../i18n/catalogue.ts';
import { explainError } from '../../../i18n/explain-error.ts';
import type { TextParams, Translate } from '../../../i18n/i18n.ts';

/** Numbers that are told with what they count. */
const COUNTED: Record<string, TextKey> = {
  brokers: 'doctor.brokers',
  topics: 'doctor.topics',
  queues: 'doctor.queues',
};

/** What a step found, in one line; what it will do, when it has not been run. */
export function stepText({ step, finding, error }: DoctorStepView, t: Translate): string {
  if (finding !== undefined)
    return findingText(finding, error === undefined ? '' : explainError(error, t).headline, t);
  return error === undefined ? t(`doctor.hint.${step}`) : explainError(error, t).headline;
}

function findingText({ key, params }: DoctorFinding, reason: string, t: Translate): string {
  const words: TextParams = { ...params, reason };
  for (const [name, counted] of Object.entries(COUNTED)) {
    const count = params[name];
    if (typeof count === 'number') words[name] = t(counted, { count });
  }
  return t(`doctor.finding.${key}`, words);
}
