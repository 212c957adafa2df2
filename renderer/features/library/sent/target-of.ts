import type { SentRecord } from '../../../../core/contract/views.ts';
import type { RowTarget } from '../../message/row-action.ts';

/** A send as a row. Of one that nobody confirmed the place is not known: its broker is '', queue and offset are -1. */
export function targetOf({ sendId, topic, tag, keys, bodyBytes, outcome }: SentRecord): RowTarget {
  const receipt = outcome.kind === 'stored' ? outcome.receipt : undefined;
  return {
    ref: { kind: 'sent', sendId },
    row: {
      topic,
      tag,
      keys: keys.join(' '),
      brokerName: receipt?.queue.brokerName ?? '',
      queueId: receipt?.queue.queueId ?? -1,
      queueOffset: receipt?.queueOffset ?? -1,
      uniqueKey: receipt?.msgId ?? ('msgId' in outcome ? outcome.msgId : ''),
      attempt: 1,
      bodyBytes,
    },
  };
}
