import type { RecordedEvent } from '../../../../core/model/recording/event.ts';
import type { SendOutcome } from '../../../../core/model/send.ts';
import { formatDateTime, formatElapsed, formatNumber } from '../../../format/format.ts';
import { explainError } from '../../../i18n/explain-error.ts';
import type { Translate } from '../../../i18n/i18n.ts';
import { connectionName } from './connection-name.ts';
import { formatOffset, outcomeText, placeText } from './event-columns.tsx';

type Fact = [label: string, value: string];

/** What was recorded, fact by fact; those that do not exist are left out. */
export function eventFacts(event: RecordedEvent, t: Translate): Fact[] {
  const facts: [label: string, value: string | undefined][] = [
    [t('recordings.offset'), formatOffset(event.kind === 'send' ? event.sentMs : event.atMs)],
    [t('recordings.brokerTime'), event.brokerMs === undefined ? undefined : dateTime(event.brokerMs)],
    [t('recordings.connection'), connectionName(event, t)],
    ...(event.kind === 'send' ? sendFacts(event, t) : deliveredFacts(event, t)),
  ];
  return facts.flatMap(([label, value]): Fact[] =>
    value === undefined || value === '' ? [] : [[label, value]],
  );
}

/** Without the zone, which the head of the recording says. */
const dateTime = (ms: number): string => formatDateTime(ms).slice(0, 23);

type SomeFacts = [label: string, value: string | undefined][];

function sendFacts(event: Extract<RecordedEvent, { kind: 'send' }>, t: Translate): SomeFacts {
  const { topic, tag, keys, delayLevel, mode } = event.message;
  return [
    [t('recordings.topic'), topic],
    [t('recordings.tag'), tag],
    [t('recordings.keys'), keys.join(' ')],
    [t('recordings.mode'), t(`compose.${mode}`)],
    [t('recordings.delayLevel'), delayLevel === 0 ? undefined : String(delayLevel)],
    [t('recordings.batch'), event.batch === undefined ? undefined : formatNumber(event.batch)],
    ...outcomeFacts(event.outcome, delayLevel, t),
  ];
}

function outcomeFacts(outcome: SendOutcome, delayLevel: number, t: Translate): SomeFacts {
  const elapsedMs = outcome.kind === 'stored' ? outcome.receipt.elapsedMs : outcome.elapsedMs;
  const took: SomeFacts = [[t('recordings.took'), formatElapsed(elapsedMs)]];
  if (outcome.kind === 'oneway')
    return [
      [t('recordings.messageId'), outcome.msgId],
      [t('recordings.place'), placeText(outcome.queue)],
      ...took,
    ];
  if (outcome.kind !== 'stored')
    return [
      [t('recordings.messageId'), 'msgId' in outcome ? outcome.msgId : undefined],
      [t('recordings.error'), explainError(outcome.error, t).headline],
      ...took,
    ];
  const { status, msgId, queue, queueOffset, attempts } = outcome.receipt;
  // A delayed send is stored in the schedule queue first: its offset is not one of the topic.
  const place = delayLevel > 0 ? t('recordings.scheduled') : placeText({ ...queue, queueOffset });
  return [
    [t('recordings.outcome'), status],
    [t('recordings.messageId'), msgId],
    [t('recordings.place'), place],
    [t('recordings.attempts'), formatNumber(attempts)],
    ...took,
  ];
}

function deliveredFacts(event: Exclude<RecordedEvent, { kind: 'send' }>, t: Translate): SomeFacts {
  const { group, topic, keys, queue, queueOffset, attempt, uniqueKey } = event;
  return [
    [t('recordings.group'), group ?? t('recordings.withoutGroup')],
    [t('recordings.topic'), topic],
    [t('recordings.tag'), event.kind === 'delivery' ? event.tag : undefined],
    [t('recordings.keys'), keys],
    [t('recordings.place'), placeText({ ...queue, queueOffset })],
    [t('recordings.attempts'), formatNumber(attempt)],
    [t('recordings.messageId'), uniqueKey],
    ...(event.kind === 'delivery'
      ? ([[t('recordings.storedAt'), dateTime(event.storedAtMs)]] satisfies SomeFacts)
      : decisionFacts(event, t)),
  ];
}

function decisionFacts(event: Extract<RecordedEvent, { kind: 'decision' }>, t: Translate): SomeFacts {
  const { result, by, level, error } = event;
  return [
    [t('recordings.outcome'), outcomeText({ outcome: result }, t)],
    [t('recordings.decidedBy'), by === undefined ? undefined : t(`recordings.by.${by}`)],
    [t('recordings.returnsAt'), level === undefined ? undefined : String(level)],
    [t('recordings.error'), error === undefined ? undefined : explainError(error, t).headline],
  ];
}
