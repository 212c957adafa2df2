import type { BodyFormat } from '../body-format.ts';
import type { Properties } from '../message.ts';
import type { StoredDetail } from '../message-detail.ts';
import { DLQ_PREFIX, isSystemTopic, RETRY_PREFIX } from '../names.ts';
import type { OrderlyChoice } from '../orderly.ts';
import { PROPERTY } from '../properties.ts';
import type { SendMode } from '../send.ts';

/** A message that is sent again, wherever it was found. */
export interface Original {
  /** Where a copy goes unless told otherwise; '' when nothing says where the message was sent to first. */
  topic: string;
  tag: string;
  /** As on the wire: keys separated by blanks. */
  keys: string;
  body: Uint8Array;
  bodyFormat: BodyFormat;
  /** All of them in their order, reserved ones as well; TAGS, KEYS and DELAY may be among them. */
  properties: Properties;
  /** 0 = none. */
  delayLevel: number;
  /** `person`: chosen for this message. `broker`: it may be a retry's, so a copy goes without. */
  delaySetBy: 'person' | 'broker';
  /** The producer's own number; 0 is none. */
  flag: number;
  mode: SendMode;
  orderly?: OrderlyChoice | undefined;
  /** What a copy's link says of it; absent where it was never stored. */
  link?: string;
  /** It was a message once: a copy of it is not checked as a form is. */
  sentBefore: boolean;
}

/**
 * The topic a stored message was sent to first. A retry and a dead letter name it: RETRY_TOPIC, on some paths of 5.x
 * DLQ_ORIGIN_TOPIC; one that waits for a delay or its transaction: REAL_TOPIC. '' when it lies in such a topic and names
 * none. Source: AbstractSendMessageProcessor.consumerSendMsgBack, ScheduleMessageService.
 */
export function originTopic({ row, storedTopic, properties }: OriginFacts): string {
  const property = (name: string): string | undefined => properties.find(([known]) => known === name)?.[1];
  const named = [
    property(PROPERTY.dlqOriginTopic),
    property(PROPERTY.retryTopic),
    row.topic,
    property(PROPERTY.realTopic),
    storedTopic,
  ];
  return named.find((topic) => topic !== undefined && isSentTo(topic)) ?? '';
}
type OriginFacts = { row: Pick<StoredDetail['row'], 'topic'> } & Pick<
  StoredDetail,
  'storedTopic' | 'properties'
>;

/** The group whose dead letter it is. */
export function deadLetterGroup(storedTopic: string): string | undefined {
  return storedTopic.startsWith(DLQ_PREFIX) ? storedTopic.slice(DLQ_PREFIX.length) : undefined;
}

/** What producers send to; the others are written by brokers and consumers. */
function isSentTo(topic: string): boolean {
  return !topic.startsWith(RETRY_PREFIX) && !topic.startsWith(DLQ_PREFIX) && !isSystemTopic(topic);
}
