import type { CallInput } from '../../../core/contract/contract.ts';
import type { ConsumerView } from '../../../core/model/consume.ts';
import { type ErrorData, inputError } from '../../../core/model/error.ts';
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

/** `gantry-<user>-<n>` with the lowest n no consumer here uses. */
export function suggestGroup(userName: string, consumers: readonly Pick<ConsumerView, 'group'>[]): string {
  const used = new Set(consumers.map(({ group }) => group));
  let n = 1;
  while (used.has(`gantry-${userName}-${n}`)) n++;
  return `gantry-${userName}-${n}`;
}

/** The form's field an error of the host is about, by the topics as they were sent; undefined: it is about none. */
export function formField(error: ErrorData, topics: readonly string[] = []): FormField | undefined {
  if (error.code === 'NO_ROUTE') return `topic ${Math.max(0, topics.indexOf(String(error.params.topic)))}`;
  if (error.code === 'STATE' && error.params.rule === 'groupInUse') return 'group';
  if (error.code !== 'INPUT') return undefined;
  const path = String(error.params.field);
  const [, place = '0', part] = /^subscriptions(?:\.(\d+)(?:\.(\w+))?)?$/.exec(path) ?? [];
  if (path.startsWith('subscriptions'))
    return part === 'tagPattern' ? `tags ${Number(place)}` : `topic ${Number(place)}`;
  if (path.startsWith('startFrom')) return 'startFrom';
  return path === 'group' || path === 'seats' || path === 'batchMaxSize' ? path : undefined;
}

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
