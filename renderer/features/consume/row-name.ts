import type { MessageRow } from '../../../core/model/consume.ts';
import type { Translate } from '../../i18n/i18n.ts';

/** What a person calls a message: its keys. */
export function keyOf({ keys }: Pick<MessageRow, 'keys'>, t: Translate): string {
  return keys === '' ? t('consume.noKey') : keys;
}

/** Held, PAY-88213, payment-callback, attempt 2 */
export function rowName(row: MessageRow, t: Translate): string {
  return t('consume.rowName', {
    state: t(`state.${row.state}`),
    key: keyOf(row, t),
    topic: row.topic,
    attempt: row.attempt,
  });
}
