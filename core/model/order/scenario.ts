import { inputError } from '../error.ts';
import { hashIndex, moduloIndex, type OrderlyBy } from '../orderly.ts';

export const ORDER_SENDS = ['orderly', 'plain'] as const;
export const RETRY_QUEUES = ['same', 'anotherBroker'] as const;
/**
 * What goes wrong with one send in ten, on two sandbox brokers of the run's own. closed: the message is stored, then the
 * connection ends instead of an answer. silent: it is stored and never answered.
 */
export const ORDER_FAULTS = ['none', 'closed', 'silent'] as const;

/** One run of the order lab: what is sent how, and how it is handled. */
export interface OrderScenario {
  keys: number;
  messagesPerKey: number;
  /** On each broker. */
  queues: number;
  send: (typeof ORDER_SENDS)[number];
  /** Of orderly sends: by the hash of the key, by the key's number modulo the queue count, or one queue for all. */
  selector: OrderlyBy;
  /** By index: which queue. */
  queueIndex: number;
  /** Attempts of an orderly send after the first. Plain sends have the engine's 3 attempts. */
  retries: number;
  retryQueue: (typeof RETRY_QUEUES)[number];
  /** Sends under way at once; above 1 those of one key may overtake each other. */
  sendConcurrency: number;
  listener: 'concurrent' | 'orderly';
  threads: number;
  /** Each message takes between 0 and this, drawn from `seed`. */
  handlingMaxMs: number;
  seed: number;
  /** Every Nth message of the run is answered Later the first time; 0 = none. */
  failEvery: number;
  fault: (typeof ORDER_FAULTS)[number];
}

/** Fields that are numbers. */
export type OrderNumber = {
  [K in keyof OrderScenario]: OrderScenario[K] extends number ? K : never;
}[keyof OrderScenario];

export const ORDER_LIMITS: Record<OrderNumber, { min: number; max: number }> = {
  keys: { min: 1, max: 100 },
  messagesPerKey: { min: 1, max: 10_000 },
  queues: { min: 1, max: 64 },
  queueIndex: { min: 0, max: 127 },
  retries: { min: 0, max: 15 },
  sendConcurrency: { min: 1, max: 64 },
  threads: { min: 1, max: 64 },
  handlingMaxMs: { min: 0, max: 50 },
  seed: { min: 0, max: 999_999 },
  failEvery: { min: 0, max: 1_000 },
};
export const MAX_ORDER_MESSAGES = 100_000;

/** One message of a run. */
export interface OrderMessage {
  /** From 0. */
  key: number;
  /** Within its key, from 1. */
  seq: number;
}

export const messageCount = ({ keys, messagesPerKey }: OrderScenario): number => keys * messagesPerKey;

/** The message that is sent as number `at`, from 0: one of each key in turn. */
export const messageAt = (at: number, keys: number): OrderMessage => ({
  key: at % keys,
  seq: Math.floor(at / keys) + 1,
});
export const placeOf = ({ key, seq }: OrderMessage, keys: number): number => (seq - 1) * keys + key;

const FIRST_KEY = 20_931;
/** A key as the messages carry it: `ORD-20931`. */
export const keyName = (key: number): string => `ORD-${FIRST_KEY + key}`;

/** A, B ... Z, AA, AB ... */
export function keyLetter(key: number): string {
  const last = String.fromCharCode(65 + (key % 26));
  return key < 26 ? last : keyLetter(Math.floor(key / 26) - 1) + last;
}

/** The place among `count` publish queues that holds a key; undefined for plain sends, which bind none. */
export function homeOf(scenario: OrderScenario, key: number, count: number): number | undefined {
  if (scenario.send === 'plain') return undefined;
  if (scenario.selector === 'hash') return hashIndex(keyName(key), count);
  return scenario.selector === 'modulo' ? moduloIndex(key, count) : scenario.queueIndex;
}

/** Throws INPUT: messagesPerKey (more than 100,000 in all), retries without an orderly send. Bounds of single fields are the contract's. */
export function checkScenario(scenario: OrderScenario): void {
  const most = Math.floor(MAX_ORDER_MESSAGES / scenario.keys);
  if (scenario.messagesPerKey > most) throw inputError('messagesPerKey', 'range', { min: 1, max: most });
}
