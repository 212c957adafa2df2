import type { SendDraft, SentRecord } from '../../contract/views.ts';
import type { BatchOutcome } from '../../model/send.ts';

type Common = Pick<SentRecord, 'profileId' | 'sentAtMs'>;

/**
 * One record a message of a batch that was stored, each with its own ids and offset. Of any other outcome one record
 * for the whole: its first message, whose id is the one that is known.
 */
export function batchRecords(
  outcome: BatchOutcome,
  drafts: readonly SendDraft[],
  common: Common,
  nextId: () => number,
): { record: SentRecord; draft: SendDraft }[] {
  if (outcome.kind !== 'stored')
    return drafts.slice(0, 1).map((draft) => ({ draft, record: recordOf(draft, outcome, common, nextId()) }));
  const { msgIds, offsetMsgIds, queueOffset, ...receipt } = outcome.receipt;
  return drafts.map((draft, at) => {
    const stored = {
      kind: 'stored',
      receipt: {
        ...receipt,
        queueOffset: queueOffset + at,
        msgId: msgIds[at] ?? '',
        offsetMsgId: offsetMsgIds[at] ?? '',
      },
    } as const;
    return { draft, record: recordOf(draft, stored, common, nextId()) };
  });
}

function recordOf(
  { topic, tag, keys, delayLevel, body }: SendDraft,
  outcome: SentRecord['outcome'],
  common: Common,
  sendId: number,
): SentRecord {
  return { sendId, ...common, topic, tag, keys, delayLevel, bodyBytes: body.length, outcome };
}
