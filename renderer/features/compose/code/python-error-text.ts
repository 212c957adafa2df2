import type { PythonError } from '../../../../core/model/code/python/python-error.ts';
import type { Translate } from '../../../i18n/i18n.ts';

/** Why Python text was not taken, with its line. */
export function pythonErrorText({ line, reason, value }: PythonError, t: Translate): string {
  return `${t('compose.python.line', { line })} ${t(`compose.python.${reason}`, { value })}`;
}
