import type { HistoryFilter } from '../../contract/history.ts';
import type { SentRecord } from '../../contract/views.ts';
import { sendState } from '../../model/send.ts';

/** What a record must be to be listed. */
export function historyFilter({ profileId, text, state }: HistoryFilter): (record: SentRecord) => boolean {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return (record) => {
    if (profileId !== undefined && record.profileId !== profileId) return false;
    if (state !== undefined && sendState(record.outcome) !== state) return false;
    if (words.length === 0) return true;
    const { outcome } = record;
    const msgId =
      outcome.kind === 'stored' ? outcome.receipt.msgId : outcome.kind === 'notSent' ? '' : outcome.msgId;
    const searched = [record.topic, record.tag, ...record.keys, msgId].join('\n').toLowerCase();
    return words.every((word) => searched.includes(word));
  };
}
