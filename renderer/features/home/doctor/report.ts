import type { DoctorView } from '../../../../core/model/doctor.ts';
import { formatDateTime, formatElapsed } from '../../../format/format.ts';
import { errorDetails } from '../../../i18n/explain-error.ts';
import type { Translate } from '../../../i18n/i18n.ts';
import { stepText } from './finding-text.ts';

/** The examination as text to paste: no keys, not even the access key that a broker may have repeated. */
export function doctorReport(
  { steps }: DoctorView,
  { accessKey, nowMs }: { accessKey: string | undefined; nowMs: number },
  t: Translate,
): string {
  const lines = steps.flatMap((step, index) => {
    const { status, elapsedMs, error } = step;
    const time = elapsedMs === undefined ? '' : ` (${formatElapsed(elapsedMs)})`;
    const name = t('doctor.itemName', {
      step: t(`doctor.step.${step.step}`),
      status: t(`doctor.status.${status}`),
    });
    const line = `${index + 1}. ${name}. ${stepText(step, t)}${time}`;
    return error === undefined ? [line] : [line, indented(errorDetails(error))];
  });
  const report = [t('doctor.reportTitle', { time: formatDateTime(nowMs) }), ...lines, ''].join('\n');
  return accessKey === undefined ? report : report.replaceAll(accessKey, '***');
}

const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => `   ${line}`)
    .join('\n');
