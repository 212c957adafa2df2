import { z } from 'zod';
import type { ErrorData } from '../model/error.ts';
import type { MessageQueue } from '../model/queue.ts';
import { call } from './call-spec.ts';
import { ofGroup, ofProfile, ofTopic } from './inputs.ts';
import type { TopicSummary } from './views.ts';

const profileId = z.string().min(1).max(100);
const name = z.string().max(512);
const planId = z.number().int().positive();
const queueNums = z.number().int().optional();

/** Topics whose counts are asked for at once: about what a list shows. */
export const COUNTS_AT_ONCE = 100;

const ofTopics = z.object({ profileId, topics: z.array(name).min(1).max(COUNTS_AT_ONCE) }).strict();
const changeTopic = z
  .object({
    profileId,
    topic: name,
    readQueueNums: queueNums,
    writeQueueNums: queueNums,
    perm: z.number().int().optional(),
    brokerNames: z.array(name).min(1).max(1_000).optional(),
  })
  .strict();
const resetOffset = z
  .object({
    profileId,
    group: name,
    topic: name,
    target: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('earliest') }).strict(),
      z.object({ kind: z.literal('latest') }).strict(),
      /** At the first message stored at or after it: broker time, ms since epoch. */
      z.object({ kind: z.literal('time'), timestampMs: z.number() }).strict(),
    ]),
  })
  .strict();
/** `typedName`: what the person typed to confirm; anything but the plan's own name is refused (INPUT typedName). */
const applyPlan = z.object({ planId, typedName: name }).strict();

/**
 * Topics and groups as the brokers have them. Whoever may not list topics gets the refusal as the error of `topic.list`
 * (AUTH, RESPONSE), and opens topics by name: the other calls need no list.
 */
export const topicCalls = {
  /** All topics of the name server, sorted by name; without counts. */
  'topic.list': call<TopicSummary[]>()(ofProfile),
  /** Of the topics that are visible: one question a broker for each. A topic that cannot be counted says why. */
  'topic.counts': call<TopicCounts[]>()(ofTopics),
  'topic.queues': call<TopicQueuesView>()(ofTopic),
  'topic.groups': call<TopicGroupsView>()(ofTopic),
  'topic.info': call<TopicInfoView>()(ofTopic),
  'group.detail': call<GroupDetailView>()(ofGroup),
  /** What creating or changing the topic would do; nothing is changed. What is not given stays, or is 8 queues. */
  'topic.change.plan': call<TopicPlanView>()(changeTopic),
  /** Does what the plan says. The name to type is the topic's. STATE unknownId: the plan is too old, make another one. */
  'topic.change.apply': call<null>()(applyPlan),
  'group.reset.plan': call<ResetPlanView>()(resetOffset),
  /** Does what the plan says. The name to type is the group's. */
  'group.reset.apply': call<ResetResult>()(applyPlan),
} as const;

/** A broker that did not say. */
export interface BrokerFailureView {
  brokerName: string;
  error: ErrorData;
}

export interface TopicCounts {
  topic: string;
  /** Read queues; absent with an error. */
  queues?: number;
  /** Sum of max - min offsets: about how many, where queues are compacted or expired. */
  messages?: number;
  /** Broker time; absent when the topic is empty. */
  lastStoredAtMs?: number;
  /** Brokers that did not answer: their queues are not counted. */
  failures: BrokerFailureView[];
  error?: ErrorData;
}

export interface TopicQueueView {
  queue: MessageQueue;
  minOffset: number;
  /** The offset the next message will get. */
  maxOffset: number;
  /** Broker time; absent for an empty queue. */
  lastStoredAtMs?: number;
  /** Messages stored a second since the last reading of this topic; absent at the first reading. */
  storedPerSecond?: number;
}

export interface TopicQueuesView {
  topic: string;
  queues: TopicQueueView[];
  failures: BrokerFailureView[];
  /** Host time. */
  readAtMs: number;
}

/** How a group consumes, as its members announce it; '' when nobody is online. */
export interface ConsumeKind {
  /** CONSUME_PASSIVELY (push), CONSUME_ACTIVELY (pull), CONSUME_POP. */
  consumeType: string;
  /** CLUSTERING, BROADCASTING. */
  messageModel: string;
}

export interface TopicGroupView extends ConsumeKind {
  group: string;
  /** Members online; absent when no broker told. */
  members?: number;
  /** Tag expression on this topic; absent when nobody is online or the group does not subscribe to it now. */
  subscription?: string;
  /** Stored and not yet committed, all queues; absent when no broker told. */
  lag?: number;
  queues: GroupQueueView[];
  /** Why members or lag are unknown. */
  error?: ErrorData;
}

export interface TopicGroupsView {
  topic: string;
  groups: TopicGroupView[];
  failures: BrokerFailureView[];
  readAtMs: number;
}

/** How far a group is in one queue. */
export interface GroupQueueView {
  queue: MessageQueue;
  /** The offset the next message will get. */
  brokerOffset: number;
  /** Committed; 0 also for a queue on which the group never committed. */
  consumerOffset: number;
  /** Below 0 when the committed offset lies behind the end of the queue. */
  lag: number;
  /** Store time of the last committed message, broker time. */
  consumedUpToMs?: number;
}

export interface GroupMemberView {
  clientId: string;
  /** `ip:port` as one of the brokers sees it. */
  clientAddr: string;
  /** JAVA, CPP, GO, OTHER... */
  language: string;
  /** The release it announces, as `5.3.3`. */
  versionName?: string;
}

export interface GroupSubscriptionView {
  topic: string;
  /** TAG, SQL92. */
  expressionType: string;
  expression: string;
  /** Two brokers say different things: members do not agree. */
  disputed: boolean;
}

/** The retry or the dead letter topic of a group. */
export interface GroupTopicView {
  topic: string;
  /** No broker has it before its first message. */
  exists: boolean;
  /** false: write only, as old brokers make dead letter topics; an admin must add read permission. */
  readable: boolean;
  writable: boolean;
  /** About how many; absent when unknown. */
  messages?: number;
}

export interface GroupDetailView extends ConsumeKind {
  group: string;
  consumeFromWhere: string;
  members: GroupMemberView[];
  subscriptions: GroupSubscriptionView[];
  /** Sorted; the retry topic's among them. */
  queues: GroupQueueView[];
  /** Sum of the queues' lags. */
  lag: number;
  retryTopic: GroupTopicView;
  deadLetterTopic: GroupTopicView;
  failures: BrokerFailureView[];
  /** Why the members, or the progress, could not be read at all. */
  membersError?: ErrorData;
  progressError?: ErrorData;
  readAtMs: number;
}

/** A topic's settings on one broker. */
export interface TopicConfigView {
  readQueueNums: number;
  writeQueueNums: number;
  /** Bits: 4 read, 2 write, 1 inherit; the same in words. */
  perm: number;
  access: TopicAccess;
  topicFilterType: string;
  topicSysFlag: number;
  order: boolean;
  /** 5.x, as `message.type` to `DELAY`. */
  attributes: Record<string, string>;
}

export const TOPIC_ACCESS = ['readWrite', 'readOnly', 'writeOnly', 'none'] as const;
export type TopicAccess = (typeof TOPIC_ACCESS)[number];

export interface TopicBrokerView {
  brokerName: string;
  cluster: string;
  /** `brokerId` 0 = master. */
  addresses: { brokerId: number; address: string }[];
  /** By the route, which is what clients go by; 0 on a broker without queues of the topic. */
  readQueueNums: number;
  writeQueueNums: number;
  perm: number;
  access: TopicAccess;
  /** By the broker itself; absent when it would not tell. */
  config?: TopicConfigView;
  configError?: ErrorData;
}

export interface TopicInfoView extends TopicSummary {
  brokers: TopicBrokerView[];
  /** `broker-a:8;broker-b:8` when the topic has a global order configuration. */
  orderTopicConf?: string;
  readAtMs: number;
}

export interface TopicPlanView {
  planId: number;
  topic: string;
  brokers: {
    brokerName: string;
    /** Absent: the topic will be new there. */
    before?: TopicConfigView;
    after: TopicConfigView;
    /** Queues that no consumer will read any more, with the messages they hold. */
    stranded: { queue: MessageQueue; messages: number }[];
  }[];
}

/** `broker`: moves the group itself; `members`: tells the members, who move within some 20 s. */
export type ResetWayView = 'broker' | 'members';

export interface ResetPlanView {
  planId: number;
  group: string;
  topic: string;
  queues: {
    queue: MessageQueue;
    /** Absent: the group never committed there. */
    from?: number;
    to: number;
    again: number;
    skipped: number;
  }[];
  /** Messages delivered again, and never delivered: sums over the queues. */
  again: number;
  skipped: number;
  /** Client ids of the members online now. */
  online: string[];
  ways: { brokerName: string; way: ResetWayView }[];
}

export interface ResetResult {
  /** `commit`: the group had no members, so the offset was committed in their place. */
  queues: { queue: MessageQueue; offset: number; by: ResetWayView | 'commit' }[];
  /** Brokers on which it did not happen, or not for all their queues. */
  failures: BrokerFailureView[];
}
