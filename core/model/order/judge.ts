import type { OrderMessage } from './scenario.ts';

/** A message at one place: as a copy that a broker stored, or as handled by a listener. `queue` is its place among the run's. */
export interface OrderEvent extends OrderMessage {
  queue: number;
}

/** What is expected. */
export interface OrderPlan {
  keys: number;
  messagesPerKey: number;
  /** By key: the queue that orderly sends chose for it; undefined where nothing bound the key to one. */
  homes: readonly (number | undefined)[];
}

/** What is said first of a verdict: incomplete before moved before spread before inversions. */
export type VerdictKind = 'inOrder' | 'inversions' | 'spread' | 'moved' | 'incomplete';

/** Of one key, or of all of them together. */
export interface OrderVerdict {
  kind: VerdictKind;
  /** Different messages seen, of those expected. */
  got: number;
  expected: number;
  /** Messages that came after a higher sequence of their own key. */
  inversions: number;
  /** Further copies or deliveries of a message that was there before: never an inversion. */
  duplicates: number;
  /** Most queues that one key is in. */
  queues: number;
  /** The lowest sequence that is in another queue than its key's. */
  moved?: OrderMessage;
}

export interface Judgement {
  whole: OrderVerdict;
  keys: OrderVerdict[];
  /** By event: the higher sequence it came after; 0 = in order, DUPLICATE = there before. */
  after: readonly number[];
}

export const DUPLICATE = -1;

/**
 * Judges what brokers stored. `copies`: of each queue in the order of its offsets; how those of different queues are
 * mixed says nothing, since no broker orders them. So inversions are counted within each queue, and a copy is a duplicate
 * of one in the same queue only; `duplicates` counts copies beyond the first wherever they are.
 */
export function judgeStored(copies: readonly OrderEvent[], plan: OrderPlan): Judgement {
  return judged(copies, new OrderJudge(plan, 'stored'));
}

/** Judges what listeners finished with success, in that order: in which queue a message was does not matter here. */
export function judgeHandled(handled: readonly OrderEvent[], plan: OrderPlan): Judgement {
  return judged(handled, new OrderJudge(plan, 'handled'));
}

function judged(events: readonly OrderEvent[], judge: OrderJudge): Judgement {
  const after = events.map((event) => judge.add(event));
  return { ...judge.verdicts(), after };
}

/** What was seen of one key. */
interface KeyTally {
  verdict: OrderVerdict;
  queues: Set<number>;
  /** By sequence: 1 when it was there. */
  seen: Uint8Array;
}

/** What was seen on one line whose order means something. */
interface Lane {
  highest: number;
  seen: Uint8Array;
}

/**
 * Judges events one by one, as judgeStored or judgeHandled judge all of them. Runs have a hundred thousand messages: a
 * byte for each is looked up faster than a set of numbers.
 */
export class OrderJudge {
  readonly #plan: OrderPlan;
  readonly #byQueue: boolean;
  readonly #keys: KeyTally[];
  readonly #lanes = new Map<number, Lane>();

  constructor(plan: OrderPlan, side: 'stored' | 'handled') {
    this.#plan = plan;
    this.#byQueue = side === 'stored';
    this.#keys = Array.from({ length: plan.keys }, () => ({
      verdict: noVerdict(plan.messagesPerKey),
      queues: new Set(),
      seen: new Uint8Array(plan.messagesPerKey + 1),
    }));
  }

  /** As Judgement.after says it of the event. */
  add(event: OrderEvent): number {
    const key = this.#keys[event.key];
    if (key === undefined) return 0;
    this.#count(event, key);
    const after = placeOn(this.#laneOf(event), event.seq);
    if (after > 0) key.verdict.inversions++;
    return after;
  }

  /** Of what was added so far. */
  verdicts(): Pick<Judgement, 'whole' | 'keys'> {
    const keys = this.#keys.map(({ verdict, queues }) =>
      decided({ ...verdict, queues: Math.max(1, queues.size) }),
    );
    return { whole: inAll(keys), keys };
  }

  /** Where a key is, ascending; empty when queues do not matter. */
  queuesOf(key: number): number[] {
    return [...(this.#keys[key]?.queues ?? [])].sort((a, b) => a - b);
  }

  #laneOf({ key, queue }: OrderEvent): Lane {
    const number = this.#byQueue ? queue * this.#plan.keys + key : key;
    let lane = this.#lanes.get(number);
    if (lane === undefined) {
      lane = { highest: 0, seen: new Uint8Array(this.#plan.messagesPerKey + 1) };
      this.#lanes.set(number, lane);
    }
    return lane;
  }

  #count({ key, seq, queue }: OrderEvent, { verdict, queues, seen }: KeyTally): void {
    if (seen[seq] === 1) verdict.duplicates++;
    else verdict.got++;
    seen[seq] = 1;
    if (!this.#byQueue) return;
    queues.add(queue);
    const home = this.#plan.homes[key];
    if (home === undefined || home === queue) return;
    if (verdict.moved === undefined || seq < verdict.moved.seq) verdict.moved = { key, seq };
  }
}

/** The next sequence of a lane: as Judgement.after says it. */
function placeOn(lane: Lane, seq: number): number {
  if (lane.seen[seq] === 1) return DUPLICATE;
  lane.seen[seq] = 1;
  if (seq < lane.highest) return lane.highest;
  lane.highest = seq;
  return 0;
}

function noVerdict(expected: number): OrderVerdict {
  return { kind: 'inOrder', got: 0, expected, inversions: 0, duplicates: 0, queues: 1 };
}

function decided(verdict: OrderVerdict): OrderVerdict {
  return { ...verdict, kind: kindOf(verdict) };
}

function kindOf({ got, expected, moved, queues, inversions }: OrderVerdict): VerdictKind {
  if (got < expected) return 'incomplete';
  if (moved !== undefined) return 'moved';
  if (queues > 1) return 'spread';
  return inversions > 0 ? 'inversions' : 'inOrder';
}

/** The sum; of what moved, the lowest sequence. */
function inAll(keys: readonly OrderVerdict[]): OrderVerdict {
  const whole = noVerdict(0);
  for (const { got, expected, inversions, duplicates, queues, moved } of keys) {
    whole.got += got;
    whole.expected += expected;
    whole.inversions += inversions;
    whole.duplicates += duplicates;
    whole.queues = Math.max(whole.queues, queues);
    if (moved !== undefined && (whole.moved === undefined || moved.seq < whole.moved.seq))
      whole.moved = moved;
  }
  return decided(whole);
}
