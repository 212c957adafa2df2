import { z } from 'zod';
import type { ConsumeListener, ConsumerView, MessageRow } from '../model/consume.ts';
import type { ErrorData } from '../model/error.ts';
import type { MessageQueue } from '../model/queue.ts';
import { call } from './call-spec.ts';
import { ofGroup, ofProfile } from './inputs.ts';
import type { BrokerFailureView } from './topics.ts';

const consumerId = z.number().int().positive();

const filterRows = z.object({ consumerId, text: z.string().max(4_096) }).strict();

/** The two consumers, each by its rows as they are now. */
const pair = { firstId: consumerId, secondId: consumerId };
const COMPARED_SETS = ['onlyFirst', 'onlySecond', 'both'] as const;
export type ComparedSet = (typeof COMPARED_SETS)[number];
const readCompared = z
  .object({
    ...pair,
    set: z.enum(COMPARED_SETS),
    from: z.number().int().min(0),
    count: z.number().int().min(1).max(400),
  })
  .strict();
const applyDeletion = z
  .object({ planId: z.number().int().positive(), typedName: z.string().max(512) })
  .strict();

/** How the rows of consumers are looked at, and the groups they are in. */
export const ackViewCalls = {
  /** '' shows all rows again. INPUT filter: the filter before stays. */
  'consumer.filter': call<ConsumerView>()(filterRows),

  'compare.run': call<ComparisonView>()(z.object(pair).strict()),
  /** Of the last run, newest first. STATE unknownId: there was none. */
  'compare.rows': call<ComparedRow[]>()(readCompared),

  /** Who is in a group and how each reads. Asks every member: one that does not answer takes 10 s. */
  'group.look': call<GroupLook>()(ofGroup),
  /** Groups named `gantry-<user>-<n>` on this cluster, by number. */
  'group.private.list': call<PrivateGroup[]>()(ofProfile),
  /** What deleting one of those would do; nothing is changed. INPUT group: not one of them. STATE groupOnline. */
  'group.delete.plan': call<GroupDeletionPlan>()(ofGroup),
  /** Does what the plan says. The name to type is the group's. */
  'group.delete.apply': call<null>()(applyDeletion),
} as const;

/** Rows of each consumer that a comparison looks at: the newest. */
export const COMPARED_ROWS = 200_000;

/** Two consumers by what each received, a message once however many attempts of it there are. First, second. */
export interface ComparisonView {
  firstId: number;
  secondId: number;
  onlyFirst: number;
  onlySecond: number;
  both: number;
  /** Rows compared, and rows that are not: dropped from view, or older than the newest COMPARED_ROWS. */
  rows: [number, number];
  leftOut: [number, number];
  /** Rows by queue, without those that came back by a retry topic. */
  queues: { queue: MessageQueue; rows: [number, number] }[];
  /** Host time. */
  comparedAtMs: number;
  tookMs: number;
}

/** One message, by the newest attempt that each received. */
export interface ComparedRow {
  first?: MessageRow;
  second?: MessageRow;
}

/** A topic and the tags that are read of it. */
export interface TopicExpression {
  topic: string;
  expression: string;
}

export interface GroupLook {
  group: string;
  /** Sorted by client id. */
  members: MemberLook[];
  /** What brokers keep for the whole group: of the newest heartbeat, without the retry topic. */
  subscriptions: TopicExpression[];
  /** CLUSTERING, BROADCASTING; '' when nobody is online. */
  messageModel: string;
  failures: BrokerFailureView[];
  readAtMs: number;
}

/** A member, by the brokers and by its own word. */
export interface MemberLook {
  clientId: string;
  /** `ip:port` as one of the brokers sees it. */
  clientAddr: string;
  /** JAVA, CPP, GO, OTHER... */
  language: string;
  versionName?: string;
  /** It is this connection's own client. */
  ours: boolean;
  /** Absent: it did not say. */
  own?: {
    listener: ConsumeListener;
    /** Without the retry topic, sorted by topic. */
    subscriptions: TopicExpression[];
    queues: MessageQueue[];
  };
}

export interface PrivateGroup {
  group: string;
  number: number;
  /** Online now; absent when no broker told. */
  members?: number;
  /** A broker has it configured; false: only its retry topic is left. */
  configured: boolean;
  hasRetryTopic: boolean;
  error?: ErrorData;
}

export interface GroupDeletionPlan {
  planId: number;
  group: string;
  brokerNames: string[];
  /** Goes with the group; absent when there is none. `messages`: about how many; absent when unknown. */
  retryTopic?: { topic: string; messages?: number };
  /** In the dead letter topic, which stays; absent when there is none, or unknown. */
  deadLetters?: number;
}
