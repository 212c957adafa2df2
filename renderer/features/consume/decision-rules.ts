import type { ProfileView } from '../../../core/contract/views.ts';
import type { ConsumerView, DecisionChoice, MessageRow } from '../../../core/model/consume.ts';
import { DELAY_LEVELS, delayMs, retryDelayLevel } from '../../../core/model/delay.ts';
import { dlqTopic, retryTopic } from '../../../core/model/names.ts';
import type { TextKey } from '../../i18n/catalogue.ts';

/** What Later would do to a row now. */
export type LaterOutcome =
  | { kind: 'inPlace'; attempt: number }
  | { kind: 'toOperator' }
  | { kind: 'off' }
  | { kind: 'returns'; level: number; delayMs: number; attempt: number; attempts: number }
  | { kind: 'deadLetter'; topic: string };

/** What of a consumer says what becomes of its messages. */
export type Decider = Pick<ConsumerView, 'group' | 'retryMaxTimes' | 'listener' | 'model'>;

/**
 * An orderly consumer keeps the message in its place, a broadcasting one has nowhere to send it, and of one that an
 * operator pushed only they hear. Else: at the limit a message goes to %DLQ%, else to level 3 + reconsumeTimes.
 * Source: ConsumeMessageOrderlyService, AbstractSendMessageProcessor.consumerSendMsgBack.
 */
export function laterOutcome(
  row: Pick<MessageRow, 'attempt' | 'direct'>,
  consumer: Decider,
  levels: ProfileView['delayLevels'] = [...DELAY_LEVELS],
): LaterOutcome {
  if (row.direct === true) return { kind: 'toOperator' };
  if (consumer.model === 'broadcasting') return { kind: 'off' };
  if (consumer.listener === 'orderly') return { kind: 'inPlace', attempt: row.attempt + 1 };
  const reconsumeTimes = row.attempt - 1;
  if (reconsumeTimes >= consumer.retryMaxTimes)
    return { kind: 'deadLetter', topic: dlqTopic(consumer.group) };
  const level = retryDelayLevel(reconsumeTimes);
  return {
    kind: 'returns',
    level,
    delayMs: delayMs(level, levels),
    attempt: row.attempt + 1,
    attempts: consumer.retryMaxTimes + 1,
  };
}

/** Why nothing can be decided now; undefined when it can. */
export function whyNotDecide(
  consumer: Pick<ConsumerView, 'state'>,
  profile: (Pick<ProfileView, 'state'> & Partial<Pick<ProfileView, 'readOnly'>>) | undefined,
): TextKey | undefined {
  if (profile?.readOnly === true) return 'connections.isReadOnly';
  switch (consumer.state) {
    case 'stopped':
      return 'consume.whyStopped';
    case 'stopping':
      return 'consume.whyStopping';
    case 'starting':
      return 'consume.whyStarting';
    case 'reconnecting':
      return 'consume.whyLost';
    case 'running':
      return profile?.state === 'lost' ? 'consume.whyLost' : undefined;
  }
}

/** Why Later is never possible for a row; undefined when it is. */
export function whyNoLater(
  row: Pick<MessageRow, 'direct'>,
  { model }: Pick<ConsumerView, 'model'>,
): TextKey | undefined {
  return model === 'broadcasting' && row.direct !== true ? 'consume.laterOff' : undefined;
}

/** Why a decision is never possible for a row; undefined when it is. */
export function whyNoChoice(
  row: Partial<Pick<MessageRow, 'direct' | 'attempt'>>,
  consumer: Pick<ConsumerView, 'model' | 'listener' | 'retryMaxTimes'>,
  { decision, level }: DecisionChoice,
): TextKey | undefined {
  if (decision === 'ack') return undefined;
  if (decision === 'later' && level === undefined) return whyNoLater(row, consumer);
  if (row.direct === true) return 'levels.whyDirect';
  if (consumer.model === 'broadcasting') return 'consume.laterOff';
  if (consumer.listener === 'orderly') return 'levels.whyOrderly';
  const isLast = row.attempt !== undefined && row.attempt > consumer.retryMaxTimes;
  return isLast && decision === 'later' ? 'levels.whyLast' : undefined;
}

/** The topic a row was read from: its own, or the group's retry topic. */
export function readFrom(row: Pick<MessageRow, 'isRetry' | 'topic'>, group: string): string {
  return row.isRetry ? retryTopic(group) : row.topic;
}
