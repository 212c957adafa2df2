import type { CallInput } from '../../../core/contract/contract.ts';
import { type ErrorData, inputError } from '../../../core/model/error.ts';
import { retryTopic } from '../../../core/model/names.ts';
import type { ConsumerForm } from '../../store/ui-store.ts';

export const MAX_SEATS = 1_000;
/** Source: DefaultMQPushConsumerImpl.checkConfig. */
export const MAX_BATCH = 1_024;
/** As the contract has it. */
export const MAX_TOPICS = 16;

/** A field of the form; topics and their tags by their place. */
export type FormField =
  | 'group'
  | 'seats'
  | 'batchMaxSize'
  | 'startFrom'
  | `topic ${number}`
  | `tags ${number}`;

/** The form's field an error of the host is about, by what was sent; undefined: it is about none. */
export function formField(
  error: ErrorData,
  { group, topics }: { group: string; topics: readonly string[] },
): FormField | undefined {
  if (error.code === 'NO_ROUTE') return topicField(topics.indexOf(String(error.params.topic)));
  if (error.code === 'AUTH') return refusedField(error.remark ?? '', group, topics);
  if (error.code === 'STATE' && error.params.rule === 'groupInUse') return 'group';
  if (error.code !== 'INPUT') return undefined;
  const path = String(error.params.field);
  const [, place = '0', part] = /^subscriptions(?:\.(\d+)(?:\.(\w+))?)?$/.exec(path) ?? [];
  if (path.startsWith('subscriptions'))
    return part === 'tagPattern' ? (`tags ${Number(place)}` as const) : topicField(Number(place));
  if (path.startsWith('startFrom')) return 'startFrom';
  return path === 'group' || path === 'seats' || path === 'batchMaxSize' ? path : undefined;
}

/** Brokers name what they refuse in their words: the topic, or the group, mostly as its retry topic. */
function refusedField(remark: string, group: string, topics: readonly string[]): FormField | undefined {
  const words = remark.split(/[^%\w-]+/);
  const refused = topics.findIndex((topic) => words.includes(topic));
  if (refused >= 0) return topicField(refused);
  return words.includes(group) || words.includes(retryTopic(group)) ? 'group' : undefined;
}

const topicField = (place: number): FormField => `topic ${Math.max(0, place)}`;

type Subscriptions = CallInput<'consumer.start'>['subscriptions'];

/** What is subscribed to, the first topic as it stands in its field. Blanks at the ends are no part of names. */
export function subscriptionsOf({ tagPattern, moreTopics }: ConsumerForm, firstTopic: string): Subscriptions {
  return [{ topic: firstTopic, tagPattern }, ...moreTopics].map((one) => ({
    topic: one.topic.trim(),
    tagPattern: one.tagPattern.trim(),
  }));
}

/**
 * Where the group begins. Undefined for `last`: brokers make that the beginning of small queues, as for every client.
 * Throws INPUT startFrom for a time that is none.
 */
export function startFromOf({ startFrom, startAt }: ConsumerForm): CallInput<'consumer.start'>['startFrom'] {
  if (startFrom === 'last') return undefined;
  if (startFrom === 'first') return 'first';
  const timestampMs = new Date(startAt).getTime();
  if (Number.isNaN(timestampMs)) throw inputError('startFrom', 'empty');
  return { timestampMs };
}
