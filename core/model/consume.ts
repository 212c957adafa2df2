import type { ErrorData } from './error.ts';
import type { FilterProgress } from './filter/progress.ts';
import type { StoredDetail } from './message-detail.ts';
import type { MessageQueue } from './queue.ts';
import type { Rule, RuleHit } from './rules/rule.ts';

/** Ack and Later are the documented CConsumeStatus 0 and 1; deadLetter leaves out all further attempts. */
export const DECISIONS = ['ack', 'later', 'deadLetter'] as const;
export type Decision = (typeof DECISIONS)[number];

/** What is to become of a message. */
export interface DecisionChoice {
  decision: Decision;
  /** Of Later: the delay level to return at. Absent: the broker's own, 3 + reconsumeTimes. */
  level?: number | undefined;
}

/** Source: SubscriptionGroupConfig.retryMaxTimes. */
export const DEFAULT_RETRY_MAX_TIMES = 16;
export const DEFAULT_HOLD_DEADLINE_MS = 10 * 60_000;

/**
 * A delivery's state. held: in a seat, undecided. waiting: pulled, no seat free. acked, later, deadLetter: decided
 * and taken by the broker. movedAway: its queue went to another member before a decision.
 */
export const ROW_STATES = ['held', 'waiting', 'later', 'acked', 'deadLetter', 'movedAway'] as const;
export type RowState = (typeof ROW_STATES)[number];

/** Who decided. */
export type DecidedBy = 'person' | 'autoAck' | 'rule' | 'deadline';

/** What a passed deadline does. */
export const HOLD_DEFAULTS = ['later', 'keepHolding'] as const;
export type HoldDefault = (typeof HOLD_DEFAULTS)[number];

/** Why undecided deliveries are not ours any more: another member reads their queue, their lock ended, or a person moved the group's offset. */
export type ReleaseReason = 'rebalance' | 'lockLost' | 'offsetReset';

/** One line of the Consume table. Bodies stay in the host until a row is opened. */
export interface MessageRow {
  /** Arrival number within the consumer, from 1: the row's stable id. */
  seq: number;
  state: RowState;
  /** Host time. */
  receivedAtMs: number;
  topic: string;
  tag: string;
  keys: string;
  brokerName: string;
  queueId: number;
  /** It came by `%RETRY%group`; queueId and queueOffset are that topic's. */
  isRetry: boolean;
  /** An operator had the broker hand over this one alone (CONSUME_MESSAGE_DIRECTLY): its decision moves no offset. */
  direct?: true;
  queueOffset: number;
  /** reconsumeTimes + 1. */
  attempt: number;
  bodyBytes: number;
  uniqueKey: string;
  /** Host time at which the stated default strikes; only while held. */
  deadlineAtMs?: number | undefined;
  decidedBy?: DecidedBy;
  decidedAtMs?: number;
  /** Of one a rule decided. */
  rule?: RuleHit;
  /** Of a held row: a decision that is not sent yet. */
  planned?: PlannedDecision | undefined;
  /** Why an undecided row is no longer ours. */
  releasedBy?: ReleaseReason | 'stop';
  /** A decision is on its way to the broker. */
  deciding?: boolean | undefined;
  /** The broker did not take the last decision; the row is still held. */
  decisionError?: ErrorData | undefined;
  /** Of a Later row: the level it was sent back with, and broker time at which it returns (an estimate until it did). */
  returnsAtLevel?: number;
  returnsAtBrokerMs?: number;
  /** The broker's clock was assumed to be the host's when that was reckoned. */
  returnsByAssumedClock?: true;
  /** Of a Later row: the row of its next attempt, once it arrived here. */
  nextSeq?: number;
  /** That attempt's store time minus returnsAtBrokerMs, both broker time; absent where that cannot be known. */
  driftMs?: number;
  /** Of a returned row: the row of the attempt before. */
  previousSeq?: number;
}

/** A person's decision in its undo grace, or a rule's whose time is not over. */
export interface PlannedDecision extends DecisionChoice {
  /** Host time. */
  dueAtMs: number;
  /** Absent: a person's. */
  rule?: RuleHit;
}

/** A rule of a consumer, and what came of it. */
export interface RuleView extends Rule {
  /** Messages it decided since it is as it is. */
  hits: number;
  /** Its pattern took too long: it takes no message until the rules are changed. */
  tooSlow?: true;
}

export interface RulesView {
  seed: number;
  rules: RuleView[];
}

/** The rules alone, as they are kept and given back. */
export function ruleSetOf({ seed, rules }: RulesView): { seed: number; rules: Rule[] } {
  return { seed, rules: rules.map(({ hits: _hits, tooSlow: _tooSlow, ...rule }) => rule) };
}

/** Everything about one row, for the inspector. */
export type MessageDetail = StoredDetail<MessageRow>;

/** Counted by the ledger, never by the table. */
export interface ConsumeCounters {
  /** Deliveries that arrived in all. */
  received: number;
  waiting: number;
  held: number;
  acked: number;
  later: number;
  deadLetter: number;
  movedAway: number;
}

/** What Stop would do now: how much will be delivered again. */
export interface StopPreview {
  held: number;
  waiting: number;
  /** Already acked, but behind an undecided message of their queue. */
  ackedBehind: number;
}

/** One queue of the group as this consumer sees it. */
export interface QueueView {
  queue: MessageQueue;
  /** Who reads it: this consumer, another member, or not known. */
  owner: 'us' | 'other';
  /** Offset up to which everything is decided; what is or will be committed. */
  committableOffset?: number;
  committedOffset?: number;
  maxOffset?: number;
  undecided: number;
  /** Why no pull goes out. */
  stoppedBecause?: 'count' | 'bytes' | 'span' | 'paused' | 'error';
  /** Of an orderly consumer's queue: read only while the broker keeps it locked for us. */
  lock?: 'ours' | 'waiting';
  lastError?: ErrorData;
}

/** Members of one group that subscribe to a topic differently take each other's messages away. */
export interface SubscriptionConflict {
  topic: string;
  /** Tag expressions; '' = not subscribed at all. */
  theirs: string;
  ours: string;
  /** The other members; which of them differ, brokers do not say. */
  clientIds?: string[];
}

export type ConsumerState = 'starting' | 'running' | 'reconnecting' | 'stopping' | 'stopped';
export const DECIDE_MODES = ['hold', 'auto', 'rules'] as const;
export type DecideMode = (typeof DECIDE_MODES)[number];

/** Whether the messages of a queue are decided side by side, or one after the other. */
export const CONSUME_LISTENERS = ['concurrent', 'orderly'] as const;
export type ConsumeListener = (typeof CONSUME_LISTENERS)[number];

/** Whether the members of a group share its queues, or each reads all of them. */
export const CONSUME_MODELS = ['clustering', 'broadcasting'] as const;
export type ConsumeModel = (typeof CONSUME_MODELS)[number];

/** Attempts that are counted one by one: as many as there are by default, and one for all above. */
export const ATTEMPTS_TOLD = 18;

/** A filter over a consumer's rows. What it does not show is there all the same, and decided as before. */
export interface ConsumeFilterView extends FilterProgress {
  /** Held rows that it does not show. */
  heldNotShown: number;
}

export interface SeatView {
  /** From 1. */
  seat: number;
  seq: number;
  topic: string;
  tag: string;
  keys: string;
  heldAtMs: number;
  /** Absent where the default is to keep holding. */
  deadlineAtMs?: number;
}

/** A consumer as the window shows it; sent whole with each change (a few KB), rows are read by range. */
export interface ConsumerView {
  consumerId: number;
  profileId: string;
  group: string;
  clientId: string;
  subscriptions: { topic: string; tagPattern: string }[];
  state: ConsumerState;
  listener: ConsumeListener;
  model: ConsumeModel;
  mode: DecideMode;
  /** At work in mode rules only. */
  rules: RulesView;
  /** Held rows whose decision by a person can still be taken back. */
  undoable: number;
  seats: number;
  /** Messages of one queue that are handed over together. */
  batchMaxSize: number;
  /** The first held seats in seat order, at most 12; counters.held is the whole number. */
  seatsHeld: SeatView[];
  holdDeadlineMs: number;
  holdDefault: HoldDefault;
  /** Held rows the deadline decided. */
  deadlineStruck: number;
  counters: ConsumeCounters;
  queues: QueueView[];
  members: string[];
  conflict?: SubscriptionConflict;
  /** Messages go to the dead letter topic after this many retries. */
  retryMaxTimes: number;
  /** Read from the group's configuration, or assumed. */
  retryMaxTimesSource: 'broker' | 'assumed';
  /** The level table in use, and where it comes from. */
  delayLevelsSource: 'broker' | 'assumed';
  lastError?: ErrorData;
  /** Host time since which the broker cannot be reached. */
  disconnectedSinceMs?: number;
  nextRetryAtMs?: number;
  /** The host slept (suspend, SIGSTOP) for this long; shown until `asleepShownUntilMs`. */
  asleepForMs?: number;
  asleepShownUntilMs?: number;
  /** Rows kept in all, shown or not. */
  keptCount: number;
  /** Of the rows kept, how many are a first attempt, a second... The last of ATTEMPTS_TOLD counts all above it as well. */
  attempts: number[];
  filter?: ConsumeFilterView;
  /** Goes up when positions are those of other rows: with another filter. */
  layout: number;
  /** Rows shown: pinned = held, waiting, later (in this order); settled = the rest, newest decision first. */
  version: number;
  pinnedCount: number;
  settledCount: number;
  /** Position of the oldest settled row still kept; positions count up from 0 for the whole session. */
  settledFirst: number;
  /** Of the newest row, 0 = none yet. Each delivery is one, also what an operator pushed, which no counter counts. */
  newestSeq: number;
  /** Rows dropped from view (never undecided ones). */
  droppedFromView: number;
  rowLimit: number;
  startedAtMs: number;
}
