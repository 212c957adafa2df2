import type { HoldDefault } from '../model/consume.ts';
import { inputError } from '../model/error.ts';
import { checkConsumerGroup, checkTopic, retryTopic } from '../model/names.ts';
import { type SubscriptionData, tagSubscription } from '../protocol/heartbeat-json.ts';
import type { LocalOffsets } from './broadcasting/local-offsets.ts';
import type { SleepWatch } from './sleep-watch.ts';
import type { StartFrom } from './start-offset.ts';

export interface PushConsumerOptions {
  group: string;
  /** At least one; each topic once. */
  subscriptions: { topic: string; tagPattern: string }[];
  /** How many deliveries may be held at once, 1 to 1,000. */
  seats: number;
  /** Members share the queues, or each reads all of them. Default: clustering. */
  model?: 'clustering' | 'broadcasting';
  /** orderly: the messages of a queue are decided one after the other. Default: concurrent. */
  listener?: 'concurrent' | 'orderly';
  /** Only for queues the group never committed. Default: as StartFrom says. */
  startFrom?: StartFrom;
  /** How many messages of one queue are handed over together, 1 to 1,024. Default: 1. */
  batchMaxSize?: number;
  /** Overrides the group's limit; of an orderly consumer, whose messages are else offered for ever, the only one. */
  maxReconsumeTimes?: number;
  /** A broadcasting consumer must have one. */
  localOffsets?: LocalOffsets;
  /** Default: 10 min. */
  holdDeadlineMs?: number;
  /** What happens then. Default: later. */
  holdDefault?: HoldDefault;
  /** Without one, a sleep of the host counts as time in which somebody could have decided. */
  sleepWatch?: SleepWatch;
}

const MAX_SEATS = 1_000;
/** Source: DefaultMQPushConsumerImpl.checkConfig. */
const MAX_BATCH = 1_024;
const MAX_INT = 2 ** 31 - 1;
const CONTROL = /\p{Cc}/u;

/** Throws INPUT with the field that is wrong, as the window names it: group, seats, subscriptions.0.topic... */
export function checkOptions(options: PushConsumerOptions): void {
  const { group, subscriptions, seats, batchMaxSize = 1, maxReconsumeTimes = 0, startFrom } = options;
  checkConsumerGroup(group);
  if (subscriptions.length === 0) throw inputError('subscriptions', 'empty');
  const topics = new Set<string>();
  subscriptions.forEach(({ topic, tagPattern }, index) => {
    const field = `subscriptions.${index}`;
    checkTopic(topic, `${field}.topic`);
    if (topics.has(topic)) throw inputError(`${field}.topic`, 'duplicate', { value: topic });
    topics.add(topic);
    const control = CONTROL.exec(tagPattern)?.[0];
    if (control !== undefined)
      throw inputError(`${field}.tagPattern`, 'control', { character: unicode(control) });
  });
  checkRange('seats', seats, 1, MAX_SEATS);
  checkRange('batchMaxSize', batchMaxSize, 1, MAX_BATCH);
  checkRange('maxReconsumeTimes', maxReconsumeTimes, 0, MAX_INT);
  if (typeof startFrom === 'object')
    checkRange('startFrom', startFrom.timestampMs, 0, Number.MAX_SAFE_INTEGER);
}

function checkRange(field: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min || value > max) throw inputError(field, 'range', { min, max });
}

/** By topic; a clustering group's retry topic whole, since what comes back by it was filtered before. */
export function subscriptionsOf(
  { group, model, subscriptions }: PushConsumerOptions,
  nowMs: number,
): Map<string, SubscriptionData> {
  const retry = model === 'broadcasting' ? [] : [{ topic: retryTopic(group), tagPattern: '*' }];
  const wanted = [...subscriptions, ...retry];
  return new Map(
    wanted.map(({ topic, tagPattern }) => [topic, tagSubscription(topic, tagPattern, nowMs)] as const),
  );
}

function unicode(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
