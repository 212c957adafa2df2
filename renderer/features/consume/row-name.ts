import type { MessageRow } from '../../../core/model/consume.ts';
import type { Translate } from '../../i18n/i18n.ts';
import { keyOf } from '../message/message-name.ts';

/** Held, PAY-88213, payment-callback, attempt 2 */
export function rowName(row: MessageRow, t: Translate): string {
  return t('consume.rowName', {
    state: t(`state.${row.state}`),
    key: keyOf(row, t),
    topic: row.topic,
    attempt: row.attempt,
  });
}
