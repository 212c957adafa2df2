import type { ProfileView, SentRecord } from '../../../../core/contract/views.ts';
import type { ErrorData } from '../../../../core/model/error.ts';
import type { MessageQueue } from '../../../../core/model/queue.ts';
import type { SendReceipt } from '../../../../core/model/send.ts';
import type { BadgeState } from '../../../components/badge.tsx';
import { formatNumber, formatTime } from '../../../format/format.ts';
import type { TextKey } from '../../../i18n/catalogue.ts';
import { explainError } from '../../../i18n/explain-error.ts';
import type { Translate } from '../../../i18n/i18n.ts';
import { levelText } from '../fields/delay-levels.ts';

/** One send's outcome in words: the truth table of the design, no more and no less than is known. */
export interface OutcomeView {
  badge: BadgeState;
  /** Instead of the badge's own word: SEND_OK. */
  badgeText?: string;
  /** It waits at the broker until this broker time. */
  dueAtBrokerMs?: number;
  headline: string;
  body: string[];
  facts: { label: TextKey; value: string }[];
  msgId?: string;
  elapsedMs: number;
  /** Raw code and remark, for Details. */
  error?: ErrorData;
}

/** `profile`: the connection it was sent on; its delay levels are assumed once that is closed. */
export function describeOutcome(
  record: SentRecord,
  profile: ProfileView | undefined,
  t: Translate,
): OutcomeView {
  const { outcome } = record;
  switch (outcome.kind) {
    case 'stored':
      return storedView(record, outcome.receipt, profile, t);
    case 'oneway':
      return {
        badge: 'oneway',
        headline: t('compose.handedOver'),
        body: [t('compose.handedOverBody')],
        facts: [
          { label: 'compose.messageId', value: outcome.msgId },
          { label: 'compose.queue', value: queueText(outcome.queue) },
          { label: 'compose.broker', value: outcome.brokerAddr },
        ],
        msgId: outcome.msgId,
        elapsedMs: outcome.elapsedMs,
      };
    case 'refused': {
      const { headline, cause } = explainError(outcome.error, t);
      return {
        badge: 'notStored',
        headline,
        body: cause === undefined ? [] : [cause],
        facts: [{ label: 'compose.messageId', value: outcome.msgId }],
        msgId: outcome.msgId,
        elapsedMs: outcome.elapsedMs,
        error: outcome.error,
      };
    }
    case 'unknown':
      return {
        badge: 'noAnswer',
        headline: t('compose.unknown'),
        body: [unknownCause(outcome.error, t), t('compose.unknownId')],
        facts: [
          { label: 'compose.messageId', value: outcome.msgId },
          { label: 'compose.attempts', value: formatNumber(outcome.attempts) },
        ],
        msgId: outcome.msgId,
        elapsedMs: outcome.elapsedMs,
        error: outcome.error,
      };
    case 'notSent': {
      const { headline, cause } = explainError(outcome.error, t);
      return {
        badge: 'notSent',
        headline,
        body: cause === undefined ? [] : [cause],
        facts: [],
        elapsedMs: outcome.elapsedMs,
        error: outcome.error,
      };
    }
  }
}

function storedView(
  record: SentRecord,
  receipt: SendReceipt,
  profile: ProfileView | undefined,
  t: Translate,
): OutcomeView {
  const confirmed = receipt.status === 'SEND_OK';
  const delayed = record.delayLevel > 0;
  const dueTime = record.dueAtBrokerMs === undefined ? '' : formatTime(record.dueAtBrokerMs);
  const body: string[] = [];
  if (!confirmed) body.push(t('compose.willBeDelivered'));
  if (!confirmed && delayed) body.push(t('compose.dueAt', { time: dueTime }));
  if (delayed) {
    const { delayLevel, topic } = record;
    body.push(t('compose.delayedBody', { level: levelText(delayLevel, profile, t), topic }));
  }
  if (receipt.unansweredAttempts > 0)
    body.push(t('compose.unansweredBefore', { count: receipt.unansweredAttempts }));
  return {
    badge: confirmed ? 'stored' : 'unconfirmed',
    badgeText: receipt.status,
    ...(delayed && record.dueAtBrokerMs !== undefined ? { dueAtBrokerMs: record.dueAtBrokerMs } : {}),
    headline: storedHeadline(receipt.status, delayed, dueTime, t),
    body,
    facts: [
      { label: 'compose.messageId', value: receipt.msgId },
      { label: 'compose.offsetId', value: receipt.offsetMsgId },
      { label: 'compose.queue', value: queueText(receipt.queue) },
      {
        label: delayed ? 'compose.scheduleOffset' : 'compose.offset',
        value: formatNumber(receipt.queueOffset),
      },
      { label: 'compose.broker', value: receipt.brokerAddr },
      { label: 'compose.attempts', value: formatNumber(receipt.attempts) },
    ],
    msgId: receipt.msgId,
    elapsedMs: receipt.elapsedMs,
  };
}

const queueText = ({ brokerName, queueId }: MessageQueue): string => `${brokerName} q${queueId}`;

function storedHeadline(
  status: SendReceipt['status'],
  delayed: boolean,
  dueTime: string,
  t: Translate,
): string {
  if (status !== 'SEND_OK') return t(`compose.${status}`);
  return delayed ? t('compose.storedDue', { time: dueTime }) : t('compose.stored');
}

/** Why nobody knows: a time-out, a lost link, or a refusal after an attempt that was never answered. */
function unknownCause(error: ErrorData, t: Translate): string {
  if (error.code === 'TIMEOUT') {
    const seconds = Math.round(Number(error.params.timeoutMs ?? 3_000) / 100) / 10;
    return t('compose.unknownTimeout', { seconds });
  }
  if (error.code === 'CLOSED' || error.code === 'CONNECT') return t('compose.unknownLost');
  return t('compose.unknownRefused', { reason: explainError(error, t).headline });
}

/** One line for the history list. */
export function outcomeLine(record: SentRecord, view: OutcomeView, t: Translate): string {
  const { outcome, topic } = record;
  if (outcome.kind !== 'stored') return view.headline;
  if (record.delayLevel > 0 && record.dueAtBrokerMs !== undefined)
    return t('compose.historyDue', { topic, time: formatTime(record.dueAtBrokerMs) });
  const { queue, queueOffset } = outcome.receipt;
  return t('compose.historyStored', { topic, queue: queue.queueId, offset: formatNumber(queueOffset) });
}
