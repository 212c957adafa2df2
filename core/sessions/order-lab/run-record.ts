import { eachInTurns } from '../../in-turns.ts';
import type { OrderEvent, OrderPlan } from '../../model/order/judge.ts';
import { JudgedLines } from '../../model/order/judged-lines.ts';
import {
  homeOf,
  messageCount,
  type OrderMessage,
  type OrderScenario,
  placeOf,
} from '../../model/order/scenario.ts';
import { type MessageQueue, queueKey } from '../../model/queue.ts';
import { SEND_STATES, type SendOutcome, type SendState, sendState } from '../../model/send.ts';

/** A copy that a broker stored. */
export interface StoredCopy extends OrderEvent {
  queueOffset: number;
}

/** A message that the listener finished with success. */
export interface HandledMessage extends OrderEvent {
  /** In `queue`; of one that came back by the retry topic, where it was stored. */
  queueOffset: number;
  /** Host time. */
  atMs: number;
  /** Seat of the listener, from 1. */
  thread: number;
}

const NOWHERE = -1;

/** What was seen of a run: sends, stored copies, handled messages. Messages go by their place in the run. */
export class RunRecord {
  readonly scenario: OrderScenario;
  /** Publish queues, in the order that selectors see. */
  readonly queues: readonly MessageQueue[];
  readonly plan: OrderPlan;
  /** Attempts of each send; 0 while it has no answer. */
  readonly attempts: Uint8Array;
  /** 1 when it was answered Later. */
  readonly failed: Uint8Array;
  readonly handled: HandledMessage[] = [];
  /** Judged as they are handled. */
  readonly handledLines: JudgedLines;
  /** Messages answered Later. */
  failedOnce = 0;
  /** Goes up with every change. */
  version = 0;
  /** Where the copies are known from. */
  storedSource: 'receipts' | 'read' = 'receipts';
  readonly #queueNumbers: ReadonlyMap<string, number>;
  /** Index in SEND_STATES + 1; 0 = no answer yet. */
  readonly #sends: Uint8Array;
  readonly #queueOf: Int16Array;
  readonly #offsetOf: Float64Array;
  readonly #handledOnce: Uint8Array;
  readonly #sendCounts = Object.fromEntries(SEND_STATES.map((state) => [state, 0])) as Record<
    SendState,
    number
  >;
  /** By queue, in the order of their offsets. */
  #copies: StoredCopy[][];
  #copyCount = 0;
  #different = { stored: 0, handled: 0 };
  /** Undefined when it must be judged anew. */
  #storedLines: Promise<JudgedLines> | undefined;

  constructor(scenario: OrderScenario, queues: readonly MessageQueue[]) {
    const messages = messageCount(scenario);
    const { keys, messagesPerKey } = scenario;
    this.scenario = scenario;
    this.queues = queues;
    this.plan = {
      keys,
      messagesPerKey,
      homes: Array.from({ length: keys }, (_, key) => homeOf(scenario, key, queues.length)),
    };
    this.#queueNumbers = new Map(queues.map((queue, at) => [queueKey(queue), at]));
    this.attempts = new Uint8Array(messages);
    this.failed = new Uint8Array(messages);
    this.#sends = new Uint8Array(messages);
    this.#queueOf = new Int16Array(messages).fill(NOWHERE);
    this.#offsetOf = new Float64Array(messages);
    this.#handledOnce = new Uint8Array(messages);
    this.#copies = queues.map(() => []);
    this.handledLines = new JudgedLines(this.plan, 'handled', queues.length);
  }

  /** One queue after the other, of each in the order of their offsets. */
  get copies(): readonly StoredCopy[] {
    return this.#copies.flat();
  }

  get copyCount(): number {
    return this.#copyCount;
  }

  /** Every copy there is was handled. */
  get allHandled(): boolean {
    const { stored, handled } = this.#different;
    return handled >= stored && this.handled.length >= this.#copyCount;
  }

  sent(message: OrderMessage, outcome: SendOutcome): void {
    const place = this.#place(message);
    this.version++;
    const state = sendState(outcome);
    this.#sends[place] = SEND_STATES.indexOf(state) + 1;
    this.#sendCounts[state]++;
    if (outcome.kind !== 'stored') {
      this.attempts[place] = outcome.kind === 'unknown' ? outcome.attempts : 1;
      return;
    }
    const { attempts, queue, queueOffset } = outcome.receipt;
    this.attempts[place] = attempts;
    const number = this.#queueNumbers.get(queueKey(queue));
    if (number === undefined) return;
    this.#storedLines = undefined;
    this.#copyCount++;
    insert(this.#copies[number] ?? [], { ...message, queue: number, queueOffset });
    this.#standsIn(place, number, queueOffset);
  }

  /** What the brokers have, instead of what the receipts said: by queue, in the order of their offsets. */
  read(copies: StoredCopy[][]): void {
    this.version++;
    this.#storedLines = undefined;
    this.#copies = copies;
    this.storedSource = 'read';
    this.#queueOf.fill(NOWHERE);
    this.#different.stored = 0;
    this.#copyCount = 0;
    for (const line of copies) {
      this.#copyCount += line.length;
      for (const copy of line) this.#standsIn(this.#place(copy), copy.queue, copy.queueOffset);
    }
  }

  /** `from` is undefined for one that came back by the retry topic: it counts where it was stored. */
  finished(message: OrderMessage, { from, atMs, thread }: FinishedAs): void {
    const place = this.#place(message);
    const number = from && this.#queueNumbers.get(queueKey(from.queue));
    const standing =
      from === undefined || number === undefined
        ? this.standing(place)
        : { queue: number, queueOffset: from.queueOffset };
    this.version++;
    const event = { ...message, queue: 0, queueOffset: 0, ...standing, atMs, thread };
    this.handled.push(event);
    this.handledLines.add(event);
    if (this.#handledOnce[place] === 1) return;
    this.#handledOnce[place] = 1;
    this.#different.handled++;
  }

  /** Answered Later. */
  putOff(message: OrderMessage): void {
    const place = this.#place(message);
    this.version++;
    if (this.failed[place] === 0) this.failedOnce++;
    this.failed[place] = 1;
  }

  sendState(place: number): SendState {
    return SEND_STATES[(this.#sends[place] ?? 0) - 1] ?? 'notSent';
  }

  sends(): Record<SendState, number> {
    return { ...this.#sendCounts };
  }

  /** Where a message's first copy stands. */
  standing(place: number): { queue: number; queueOffset: number } | undefined {
    const queue = this.#queueOf[place] ?? NOWHERE;
    return queue === NOWHERE ? undefined : { queue, queueOffset: this.#offsetOf[place] ?? 0 };
  }

  wasHandled(place: number): boolean {
    return this.#handledOnce[place] === 1;
  }

  /** Judged in turns of the event loop, and not again before the next copy. */
  storedLines(): Promise<JudgedLines> {
    this.#storedLines ??= this.#judgeStored();
    return this.#storedLines;
  }

  async #judgeStored(): Promise<JudgedLines> {
    const lines = new JudgedLines(this.plan, 'stored', this.queues.length);
    await eachInTurns(this.copies, (copy) => lines.add(copy));
    return lines;
  }

  #place(message: OrderMessage): number {
    return placeOf(message, this.scenario.keys);
  }

  #standsIn(place: number, queue: number, queueOffset: number): void {
    if (this.#queueOf[place] !== NOWHERE) return;
    this.#queueOf[place] = queue;
    this.#offsetOf[place] = queueOffset;
    this.#different.stored++;
  }
}

/** Answers come nearly in the order of offsets: it belongs at the end or close to it. */
function insert(line: StoredCopy[], copy: StoredCopy): void {
  let at = line.length;
  while (at > 0 && (line[at - 1]?.queueOffset ?? 0) > copy.queueOffset) at--;
  line.splice(at, 0, copy);
}

interface FinishedAs {
  from: { queue: MessageQueue; queueOffset: number } | undefined;
  atMs: number;
  thread: number;
}
