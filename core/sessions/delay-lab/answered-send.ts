import type { SentRecord } from '../../contract/views.ts';
import type { LabRow } from '../../model/delay-lab/row.ts';
import type { ErrorData } from '../../model/error.ts';

/** What the record of a send says of a row; an error: it was not even tried. */
export function answeredSend(
  answer: SentRecord | ErrorData,
): Pick<LabRow, 'send'> & Partial<Pick<LabRow, 'uniqueKey' | 'sentAtMs'>> {
  if (!('outcome' in answer) || typeof answer.outcome === 'string')
    return { send: { kind: 'failed', error: answer as ErrorData } };
  const { outcome, sentAtMs } = answer;
  switch (outcome.kind) {
    case 'stored': {
      const { queue, queueOffset, offsetMsgId, unansweredAttempts, elapsedMs, msgId } = outcome.receipt;
      const answeredAtMs = sentAtMs + elapsedMs;
      return {
        sentAtMs,
        uniqueKey: msgId,
        send: {
          kind: 'stored',
          queue,
          scheduleOffset: queueOffset,
          offsetMsgId,
          answeredAtMs,
          unansweredAttempts,
        },
      };
    }
    case 'unknown':
      return { sentAtMs, uniqueKey: outcome.msgId, send: { kind: 'unknown', error: outcome.error } };
    case 'refused':
    case 'notSent':
      return { sentAtMs, send: { kind: 'failed', error: outcome.error } };
    case 'oneway':
      // Nobody answers a one-way send: whether it was stored shows when it lands.
      return { sentAtMs, uniqueKey: outcome.msgId, send: { kind: 'unknown', error: NO_ANSWER } };
  }
}

const NO_ANSWER: ErrorData = { code: 'TIMEOUT', outcome: 'unknown', params: {}, retry: 'no' };
