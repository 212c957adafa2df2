import { z } from 'zod';
import { CONSUME_LISTENERS } from '../model/consume.ts';
import type { ErrorData } from '../model/error.ts';
import type { OrderCause } from '../model/order/cause.ts';
import type { LaneItem, LaneLines } from '../model/order/fold-lane.ts';
import type { OrderVerdict } from '../model/order/judge.ts';
import {
  ORDER_FAULTS,
  ORDER_LIMITS,
  ORDER_SENDS,
  type OrderMessage,
  type OrderNumber,
  type OrderScenario,
  RETRY_QUEUES,
} from '../model/order/scenario.ts';
import { ORDERLY_BY } from '../model/orderly.ts';
import type { SendState } from '../model/send.ts';
import { type CallSpec, call } from './call-spec.ts';

const within = (field: OrderNumber) =>
  z.number().int().min(ORDER_LIMITS[field].min).max(ORDER_LIMITS[field].max);

/** Messages in all are bounded by the host, which names the field. */
const orderScenario = z
  .object({
    keys: within('keys'),
    messagesPerKey: within('messagesPerKey'),
    queues: within('queues'),
    send: z.enum(ORDER_SENDS),
    selector: z.enum(ORDERLY_BY),
    queueIndex: within('queueIndex'),
    retries: within('retries'),
    retryQueue: z.enum(RETRY_QUEUES),
    sendConcurrency: within('sendConcurrency'),
    listener: z.enum(CONSUME_LISTENERS),
    threads: within('threads'),
    handlingMaxMs: within('handlingMaxMs'),
    seed: within('seed'),
    failEvery: within('failEvery'),
    fault: z.enum(ORDER_FAULTS),
  })
  .strict() satisfies z.ZodType<OrderScenario>;

const runId = z.number().int().positive();
const ofRun = z.object({ runId }).strict();

/** Rows a page, and messages a part of an export, have at most. */
export const ORDER_PAGE_ROWS = 400;

/**
 * Runs of the order lab: a topic and a group of their own, made for the run. A run ends with the window that started it.
 * The last ones stay readable until the host ends.
 */
export const orderLabCalls = {
  /**
   * Throws INPUT (messagesPerKey; fault on what is no sandbox), STATE readOnly, production, and runUnderWay when one runs
   * on the connection; what goes wrong later is `error` of the view.
   */
  'order.run.start': call<OrderRunView>()(
    z.object({ profileId: z.string().min(1).max(100), scenario: orderScenario, keep: z.boolean() }).strict(),
  ),
  /** Sends under way get their answers, then it is judged as it stands. */
  'order.run.stop': call<OrderRunView>()(ofRun),
  'order.run.list': call<OrderRunView[]>()(z.object({}).strict()),
  'order.run.lanes': call<OrderLanesView>()(ofRun),
  /** Handled ones in that order, then stored ones, then the rest; of one key or of all. */
  'order.run.messages': call<OrderMessagesPage>()(
    z
      .object({
        runId,
        key: z.number().int().min(0).optional(),
        from: z.number().int().min(0),
        count: z.number().int().min(1).max(ORDER_PAGE_ROWS),
      })
      .strict(),
  ),
  /** The run as JSON text, in parts that are to be joined; the first is part 0. */
  'order.run.export': call<{ text: string; done: boolean }>()(
    z.object({ runId, part: z.number().int().min(0) }).strict(),
  ),
} as const satisfies Record<string, CallSpec>;

/** Told at most ten times a second. */
export interface OrderLabEvents {
  'order.run.changed': OrderRunView;
}

export interface OrderQueue {
  brokerName: string;
  queueId: number;
}

export type OrderRunState = 'preparing' | 'sending' | 'handling' | 'done' | 'stopped' | 'failed';

export interface OrderRunView {
  runId: number;
  profileId: string;
  scenario: OrderScenario;
  /** done: every stored copy was handled, or nothing came for long. stopped: by a person. failed: by `error`. */
  state: OrderRunState;
  /** A faulty run has two sandbox brokers of its own; any other is on the connection. */
  place: 'connection' | 'faultyBrokers';
  topic: string;
  group: string;
  /** What became of the topic and the group; kept: as was asked. notDeleted: see `cleanupError`. */
  cleanup: 'pending' | 'deleted' | 'kept' | 'notDeleted';
  cleanupError?: ErrorData;
  /** Publish queues, in the order that selectors see. */
  queues: OrderQueue[];
  /** Changes with everything that was sent, stored or handled. */
  version: number;
  messages: number;
  /** Sends by what became of them. */
  sends: Record<SendState, number>;
  /** Copies, as the receipts tell while sending goes on, then as read from the brokers. */
  stored: number;
  storedSource: 'receipts' | 'read';
  handled: number;
  /** Answered Later once. */
  failedOnce: number;
  /** Only when every send has an answer and the queues were read. */
  storedVerdict?: OrderVerdict;
  /** Only when the run has ended. */
  handledVerdict?: OrderVerdict;
  cause?: OrderCause;
  startedAtMs: number;
  endedAtMs?: number;
  error?: ErrorData;
}

/** One queue; folded where there are many messages. */
export interface OrderLane extends LaneLines<LaneItem> {
  /** Its place in `queues`. */
  queue: number;
  storedCount: number;
  handledCount: number;
  storedInversions: number;
  handledInversions: number;
}

export interface OrderKeyView {
  key: number;
  name: string;
  /** Places in `queues`, ascending. */
  queues: number[];
  /** As far as it is known; final only with the run's own verdicts. */
  stored: OrderVerdict;
  handled: OrderVerdict;
}

export interface OrderLanesView {
  version: number;
  /** Queues that got messages. */
  lanes: OrderLane[];
  keys: OrderKeyView[];
}

/** One handling of a message; one that was never handled has a row as well. */
export interface OrderMessageRow extends OrderMessage {
  /** Stable for one version. */
  row: number;
  send: SendState;
  /** That its send took; 0 while it has no answer. */
  attempts: number;
  /** Place in `queues`; absent when no stored copy is known. */
  queue?: number;
  queueOffset?: number;
  /** Host time. */
  finishedAtMs?: number;
  /** Seat of the listener, from 1. */
  thread?: number;
  /** The higher sequence it was stored after, and handled after. */
  storedAfter?: number;
  handledAfter?: number;
  /** A further copy or delivery of a message that was handled before. */
  duplicate?: true;
  failedOnce?: true;
}

export interface OrderMessagesPage {
  version: number;
  total: number;
  from: number;
  rows: OrderMessageRow[];
}
