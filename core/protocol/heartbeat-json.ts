import { Buffer } from 'node:buffer';
import { javaHash, parseTagExpression } from '../model/tag.ts';
import {
  booleanOf,
  type LooseValue,
  listOf,
  numberOf,
  objectOf,
  parseLooseBody,
  textOf,
} from './loose-json.ts';

/** In the order of their Java ordinals, which C++ writes instead of names. Source: ConsumeType, MessageModel, ConsumeFromWhere. */
export const CONSUME_TYPES = ['CONSUME_ACTIVELY', 'CONSUME_PASSIVELY', 'CONSUME_POP'] as const;
export type ConsumeType = (typeof CONSUME_TYPES)[number];
export const MESSAGE_MODELS = ['BROADCASTING', 'CLUSTERING'] as const;
export type MessageModel = (typeof MESSAGE_MODELS)[number];
export const CONSUME_FROM_WHERE = [
  'CONSUME_FROM_LAST_OFFSET',
  'CONSUME_FROM_LAST_OFFSET_AND_FROM_MIN_WHEN_BOOT_FIRST',
  'CONSUME_FROM_MIN_OFFSET',
  'CONSUME_FROM_MAX_OFFSET',
  'CONSUME_FROM_FIRST_OFFSET',
  'CONSUME_FROM_TIMESTAMP',
] as const;
export type ConsumeFromWhere = (typeof CONSUME_FROM_WHERE)[number];

/** Who this client is and what its groups want. Member names as in HeartbeatData.java, ConsumerData.java, ProducerData.java. */
export interface HeartbeatData {
  clientID: string;
  producerDataSet: ProducerData[];
  consumerDataSet: ConsumerData[];
}

export interface ProducerData {
  groupName: string;
}

export interface ConsumerData {
  groupName: string;
  consumeType: ConsumeType;
  messageModel: MessageModel;
  consumeFromWhere: ConsumeFromWhere;
  subscriptionDataSet: SubscriptionData[];
  unitMode: boolean;
}

/** Source: SubscriptionData.java. */
export interface SubscriptionData {
  topic: string;
  /** `*` or `a || b`; a condition when expressionType is SQL92. */
  subString: string;
  expressionType: string;
  /** Milliseconds since epoch at which the subscription was made; an older one is ignored by the broker. */
  subVersion: number;
  /** Empty = all. */
  tagsSet: string[];
  /** Java hash of each tag, what the broker filters by. */
  codeSet: number[];
  classFilterMode: boolean;
}

/** A tag subscription with both sets filled from its expression. */
export function tagSubscription(topic: string, expression: string, subVersion: number): SubscriptionData {
  const { text, tags } = parseTagExpression(expression);
  return {
    topic,
    subString: text,
    expressionType: 'TAG',
    subVersion,
    tagsSet: tags,
    codeSet: tags.map(javaHash),
    classFilterMode: false,
  };
}

/** Standard JSON, with `heartbeatFingerprint` 0: heartbeat V2 stays off. */
export function encodeHeartbeat(data: HeartbeatData): Buffer {
  return Buffer.from(JSON.stringify({ ...data, heartbeatFingerprint: 0, withoutSub: false }));
}

/**
 * A heartbeat of a Java, C++ or Go client: enums by name or ordinal, numbers also as text, absent sets empty, unknown
 * enum names as their default (PASSIVELY, CLUSTERING, LAST_OFFSET). The sets of a tag subscription are made anew from
 * its expression: C++ fills codeSet with something else. Go's subVersion, in nanoseconds, is rounded: it still counts up.
 * Throws FRAME (badJson, badBody, badNumber).
 */
export function decodeHeartbeat(bytes: Uint8Array): HeartbeatData {
  const body = objectOf(parseLooseBody(bytes, 'rounded'));
  return {
    clientID: textOf(body.clientID),
    producerDataSet: listOf(body.producerDataSet).map((item) => ({
      groupName: textOf(objectOf(item).groupName),
    })),
    consumerDataSet: listOf(body.consumerDataSet).map(decodeConsumer),
  };
}

function decodeConsumer(value: LooseValue): ConsumerData {
  const consumer = objectOf(value);
  return {
    groupName: textOf(consumer.groupName),
    consumeType: enumOf(CONSUME_TYPES, consumer.consumeType, 'CONSUME_PASSIVELY'),
    messageModel: enumOf(MESSAGE_MODELS, consumer.messageModel, 'CLUSTERING'),
    consumeFromWhere: enumOf(CONSUME_FROM_WHERE, consumer.consumeFromWhere, 'CONSUME_FROM_LAST_OFFSET'),
    subscriptionDataSet: listOf(consumer.subscriptionDataSet).map(decodeSubscription),
    unitMode: booleanOf(consumer.unitMode),
  };
}

/** One SubscriptionData, as it also stands in other bodies. */
export function decodeSubscription(value: LooseValue): SubscriptionData {
  const data = objectOf(value);
  const topic = textOf(data.topic);
  const subString = textOf(data.subString, '*');
  const subVersion = numberOf(data.subVersion, 0);
  const expressionType = textOf(data.expressionType, 'TAG') || 'TAG';
  const tagged = tagSubscription(topic, subString, subVersion);
  if (expressionType === 'TAG') return { ...tagged, classFilterMode: booleanOf(data.classFilterMode) };
  return { ...tagged, subString, expressionType, tagsSet: [], codeSet: [] };
}

function enumOf<T extends string>(names: readonly T[], value: LooseValue | undefined, fallback: T): T {
  if (typeof value === 'number') return names[value] ?? fallback;
  if (typeof value !== 'string') return fallback;
  if (/^\d+$/.test(value)) return names[Number(value)] ?? fallback;
  const upper = value.toUpperCase();
  return names.find((name) => name === upper) ?? fallback;
}
