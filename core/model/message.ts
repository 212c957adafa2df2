import type { MessageQueue } from './queue.ts';

/** Property pairs in order. Pairs, not a record: names repeat on the wire and order matters to a faithful copy. */
export type Properties = [name: string, value: string][];

/** A message to send. Not to be mixed up with a received one: that is another type with other facts. */
export interface OutgoingMessage {
  topic: string;
  /** UTF-8 or any bytes; never empty; up to 4 MiB by default. */
  body: Uint8Array;
  /** One tag, or ''. */
  tag: string;
  /** Each is indexed by the broker; no blanks inside a key. */
  keys: string[];
  /** 0 = none; above the broker's maximum the broker uses its maximum. */
  delayLevel: number;
  /** User properties only; reserved names are refused by `checkOutgoing`. */
  properties: Properties;
  /** A copy of a message that was sent before: whatever could be stored once is sent again, as no form would take it. */
  verbatim?: true;
}

/** A message as a broker stored and delivered it. */
export interface ReceivedMessage {
  queue: MessageQueue;
  queueOffset: number;
  /** Commit-log offset: part of the offset id, and what a send-back names. */
  commitLogOffset: number;
  /** The topic a person subscribed to: RETRY_TOPIC's value for a message that came by `%RETRY%group`. */
  topic: string;
  /** Inflated. */
  body: Uint8Array;
  /** Bytes as stored, before inflating. */
  storedBodyBytes: number;
  flag: number;
  sysFlag: number;
  bornTimestamp: number;
  bornHost: string;
  storeTimestamp: number;
  storeHost: string;
  reconsumeTimes: number;
  preparedTransactionOffset: number;
  bodyCrc: number;
  /** Hex of store host and commit-log offset: unique per stored copy. */
  offsetMsgId: string;
  /** UNIQ_KEY, kept across copies and retries; '' when the producer set none. */
  uniqueKey: string;
  tag: string;
  /** KEYS as stored: keys separated by blanks. */
  keys: string;
  properties: Properties;
  /** Of one that is kept for long: gives back what was made of its texts, which are made again when asked for. */
  forgetTexts?(): void;
}
