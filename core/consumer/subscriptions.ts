import { inputError } from '../model/error.ts';
import { checkConsumerGroup, checkTopic, retryTopic } from '../model/names.ts';
import { type SubscriptionData, tagSubscription } from '../protocol/heartbeat-json.ts';
import type { SleepWatch } from './sleep-watch.ts';

export interface PushConsumerOptions {
  group: string;
  /** At least one; each topic once. */
  subscriptions: { topic: string; tagPattern: string }[];
  /** How many deliveries may be held at once, 1 to 1,000. */
  seats: number;
  /** Default: 10 min. */
  holdDeadlineMs?: number;
  /** Without one, a sleep of the host counts as time in which somebody could have decided. */
  sleepWatch?: SleepWatch;
}

const MAX_SEATS = 1_000;
const CONTROL = /\p{Cc}/u;

/** Throws INPUT with the field that is wrong, as the window names it: group, seats, subscriptions.0.topic... */
export function checkOptions({ group, subscriptions, seats }: PushConsumerOptions): void {
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
  if (!Number.isInteger(seats) || seats < 1 || seats > MAX_SEATS)
    throw inputError('seats', 'range', { min: 1, max: MAX_SEATS });
}

/** By topic; the group's retry topic whole, since what comes back by it was filtered before. */
export function subscriptionsOf(
  { group, subscriptions }: PushConsumerOptions,
  nowMs: number,
): Map<string, SubscriptionData> {
  const wanted = [...subscriptions, { topic: retryTopic(group), tagPattern: '*' }];
  return new Map(
    wanted.map(({ topic, tagPattern }) => [topic, tagSubscription(topic, tagPattern, nowMs)] as const),
  );
}

function unicode(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
