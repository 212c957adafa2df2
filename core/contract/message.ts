import { z } from 'zod';
import type { ErrorData } from '../model/error.ts';
import { type CallSpec, call } from './call-spec.ts';
import { messageRef } from './message-ref.ts';

const profileId = z.string().min(1).max(100);
const name = z.string().min(1).max(512);

const ofLife = z.object({ profileId, topic: name, uniqueKey: z.string().min(1).max(4_096) }).strict();
const ofTopic = z.object({ profileId, topic: name }).strict();
const ofGroup = z.object({ profileId, group: z.string().max(512) }).strict();
const push = z
  .object({
    profileId,
    group: name,
    clientId: z.string().min(1).max(1_024),
    topic: name,
    brokerName: name,
    offsetMsgId: z.string().min(1).max(100),
  })
  .strict();

/** What is asked about one message, whoever shows it. */
export const messageCalls = {
  /** Throws STATE unknownId, and bodyNotKept for a send whose body was not written down. */
  'message.read': call<MessageContent>()(z.object({ ref: messageRef }).strict()),
  'message.life': call<LifeView>()(ofLife),
  'message.push.groups': call<PushGroups>()(ofTopic),
  'message.push.members': call<PushMember[]>()(ofGroup),
  'message.push': call<PushAnswer>()(push),
} as const satisfies Record<string, CallSpec>;

/** What every message has, wherever it is: as a broker stored it, as it was sent, or as a file of the library has it. */
export interface MessageContent {
  topic: string;
  tag: string;
  keys: string[];
  /** In their order; of a stored message the reserved ones are among them. */
  properties: [name: string, value: string][];
  body: Uint8Array;
}

/**
 * Where a copy lies. `scheduled`: waiting for a delay level, a person's own or that of a retry. `timer`: waiting for a
 * timer of 5.x. `half`: a transaction not yet decided. The last three stay stored after their message was delivered.
 */
export const COPY_PLACES = ['topic', 'retry', 'deadLetter', 'scheduled', 'timer', 'half'] as const;
export type CopyPlace = (typeof COPY_PLACES)[number];

/** One stored copy of a message. Times are ms since epoch on the broker's clock. */
export interface LifeCopy {
  place: CopyPlace;
  /** The topic it lies in. */
  topic: string;
  brokerName: string;
  queueId: number;
  queueOffset: number;
  storeTimestamp: number;
  offsetMsgId: string;
  /** Of retry and deadLetter, and of a copy that waits to go there. */
  group?: string;
  /** Where a copy that waits is delivered to. */
  goesTo?: string;
  /** Of a scheduled copy. `dueAtMs` is reckoned from the level table in use. */
  delayLevel?: number;
  dueAtMs?: number;
  /** Deliveries to its group up to this copy: reconsumeTimes + 1. */
  attempt: number;
}

/** Every stored copy of one message that was found, and what could not be searched. */
export interface LifeView {
  /** In the order of their store time. */
  copies: LifeCopy[];
  /** Groups whose retry and dead letter topics were searched. */
  groups: string[];
  /** There may be copies there. Without `brokerName`: nothing of the topic could be read. Without `topic`: a broker did not tell the topic's groups. */
  unread: { topic?: string; brokerName?: string; error: ErrorData }[];
  /** Topics whose brokers gave as many copies as they ever give: there may be more. */
  cut: string[];
  /** Where the level table that `dueAtMs` is reckoned from comes from. */
  delayLevelsSource: 'broker' | 'assumed';
}

/** Groups a message may be pushed to a member of; any other may be typed. */
export interface PushGroups {
  groups: string[];
  unread: { brokerName: string; error: ErrorData }[];
}

/** A member that is online now. */
export interface PushMember {
  clientId: string;
  /** As announced: JAVA, CPP, GO, OTHER... */
  language: string;
  versionName?: string;
  /** Brokers it is connected to: only the messages stored there can be pushed to it. */
  brokerNames: string[];
}

/**
 * What the member made of the message, or why it said nothing. `notOnline`: the broker does not have it. `timeOut`: no
 * answer within 10 s, as C++ members never give one. `notSupported`: it does not know the question. `tooOld`: the broker
 * does not ask clients of its version.
 */
export type PushAnswer =
  | { kind: 'handled'; result: string; remark: string; orderly: boolean; spentMs: number }
  | { kind: 'silent'; reason: 'notOnline' | 'timeOut' | 'notSupported' | 'tooOld' };
