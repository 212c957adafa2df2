import { inputError } from './error.ts';
import { javaHash } from './tag.ts';

/** How an orderly send finds its queue: by the hash of a key, by a number modulo the queue count, or by its index. */
export const ORDERLY_BY = ['hash', 'modulo', 'index'] as const;
export type OrderlyBy = (typeof ORDERLY_BY)[number];

/** Most retries of one orderly send. Source: DefaultMQProducer::setRetryTimes of the C++ library. */
export const MAX_ORDERLY_RETRIES = 15;

/** What a person chose for an orderly send. */
export interface OrderlyChoice {
  by: OrderlyBy;
  /** By hash. */
  key?: string | undefined;
  /** By modulo, by index. */
  number?: number | undefined;
  /** Attempts after the first; above 0 a copy may land behind later messages. */
  retries: number;
  /** They go on to another broker, which gives up the order; else to the same queue. Of a run of the order lab. */
  retryQueue?: 'anotherBroker' | undefined;
}

/**
 * The place in a list of `count` queues that Java producers choose for `key`. Hash and remainder are 32-bit there; the
 * absolute value is not, so that the least hash has one as well. Source: SelectMessageQueueByHash.java.
 */
export function hashIndex(key: string, count: number): number {
  return moduloIndex(javaHash(key), count);
}

/** `number` modulo `count`, without its sign. */
export function moduloIndex(number: number, count: number): number {
  return Math.abs(number % count);
}

/** The place in a list of `count` queues, by index perhaps beyond it; undefined while what it comes from is not there. */
export function orderlyIndex({ by, key = '', number }: OrderlyChoice, count: number): number | undefined {
  if (by === 'hash') return key === '' ? undefined : hashIndex(key, count);
  if (number === undefined || by === 'index') return number;
  return moduloIndex(number, count);
}

/** Throws INPUT queueIndex (range; params.count) unless `index` names one of `count` queues. */
export function checkQueueIndex(index: number, count: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= count)
    throw inputError('queueIndex', 'range', { min: 0, max: count - 1, count });
}

/** Throws INPUT orderly.key, orderly.number (empty), orderly.retries (range). An index is checked where the queues are known. */
export function checkOrderly({ by, key = '', number, retries }: OrderlyChoice): void {
  if (by === 'hash' && key === '') throw inputError('orderly.key', 'empty');
  if (by !== 'hash' && number === undefined) throw inputError('orderly.number', 'empty');
  checkRetries(retries, 'orderly.retries');
}

/** Throws INPUT (range). */
export function checkRetries(retries: number, field: string): void {
  if (!Number.isInteger(retries) || retries < 0 || retries > MAX_ORDERLY_RETRIES)
    throw inputError(field, 'range', { min: 0, max: MAX_ORDERLY_RETRIES });
}
