import type { DecidedBy } from '../consume.ts';
import type { ErrorData } from '../error.ts';
import type { Properties } from '../message.ts';
import type { MessageQueue } from '../queue.ts';
import type { Copy } from '../resend/copy.ts';
import type { SendOutcome } from '../send.ts';

/** Of the first line of a recording; a file with a higher one is read as far as its lines are known. */
export const RECORDING_VERSION = 1;

export const EVENT_KINDS = ['send', 'delivery', 'decision'] as const;

/** When and where something happened. */
interface Happened {
  /** Host time since the recording began, ms; of a send: when its outcome was known. Never lower than of the event before. */
  atMs: number;
  /** The broker's clock then; absent where it is not known apart from host time. */
  brokerMs?: number | undefined;
  profileId: string;
  /** What the connection was called. */
  connection: string;
}

/** One message that was sent, and what became of it. */
export interface RecordedSend extends Happened {
  kind: 'send';
  /** As `atMs`: when it was sent. */
  sentMs: number;
  /** Its body is empty where the connection keeps none. */
  message: Copy;
  bodyBytes: number;
  bodyKept?: false | undefined;
  /** The same for messages that went out in one request. */
  batch?: number | undefined;
  outcome: SendOutcome;
}

/** Which stored copy of a message was delivered or decided. */
interface Delivered extends Happened {
  /** Absent: it was read without a group. */
  group?: string | undefined;
  topic: string;
  /** As stored: keys separated by blanks. */
  keys: string;
  queue: MessageQueue;
  queueOffset: number;
  /** reconsumeTimes + 1. */
  attempt: number;
  /** UNIQ_KEY; '' when the producer set none. */
  uniqueKey: string;
}

/** A message that came to a consumer, or that a lab saw arrive. */
export interface RecordedDelivery extends Delivered {
  kind: 'delivery';
  tag: string;
  properties: Properties;
  body: Uint8Array;
  bodyBytes: number;
  bodyKept?: false | undefined;
  /** Broker time. */
  storedAtMs: number;
}

/** What became of a delivery. notTaken: the broker refused the decision, and the message is still held. */
export const DECISION_RESULTS = ['acked', 'later', 'deadLetter', 'movedAway', 'notTaken'] as const;
export type DecisionResult = (typeof DECISION_RESULTS)[number];

export interface RecordedDecision extends Delivered {
  kind: 'decision';
  result: DecisionResult;
  by?: DecidedBy | undefined;
  /** The delay level of a Later that went back to the broker. */
  level?: number | undefined;
  error?: ErrorData | undefined;
}

export type RecordedEvent = RecordedSend | RecordedDelivery | RecordedDecision;

/** What holds messages of one key together: the sharding key, else all keys. */
export const keyOfSend = ({ keys, orderly }: Copy): string => orderly?.key ?? keys.join(' ');

export const keyOfEvent = (event: RecordedEvent): string =>
  event.kind === 'send' ? keyOfSend(event.message) : event.keys;
