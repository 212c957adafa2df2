import type { SendOutcome, SendState, SendStatus } from '../send.ts';
import { sendState } from '../send.ts';

/**
 * What may differ between a send and its replay. missing: stored then, not now. extra: stored now, not then. unknown:
 * nobody answered, then or now. status: both stored, by another status. order: behind a message of its key that it was
 * before. queue: stored in another queue.
 */
export const DIFFERENCES = ['missing', 'extra', 'unknown', 'status', 'order', 'queue'] as const;
export type Difference = (typeof DIFFERENCES)[number];

/** Where one send ended. */
export interface StoredFact {
  state: SendState;
  /** Of what is stored. */
  status?: SendStatus;
  /** Absent where nothing says it. */
  place?: { brokerName: string; queueId: number; queueOffset?: number };
}

/** A send and its replay. */
export interface Compared {
  /** The event in the recording, from 0. */
  at: number;
  topic: string;
  key: string;
  recorded: StoredFact;
  replayed: StoredFact;
}

/** A delayed send has no place: what its receipt names is the schedule queue's. */
export function factOf(outcome: SendOutcome, delayLevel: number): StoredFact {
  const state = sendState(outcome);
  if (delayLevel > 0)
    return outcome.kind === 'stored' ? { state, status: outcome.receipt.status } : { state };
  if (outcome.kind === 'stored') {
    const { status, queue, queueOffset } = outcome.receipt;
    return { state, status, place: { brokerName: queue.brokerName, queueId: queue.queueId, queueOffset } };
  }
  if (outcome.kind !== 'oneway') return { state };
  const { brokerName, queueId } = outcome.queue;
  return { state, place: { brokerName, queueId } };
}

const isStored = ({ state }: StoredFact): boolean => state === 'stored' || state === 'unconfirmed';
/** Of a one-way send nobody ever answers. */
const isUnknown = ({ state }: StoredFact): boolean => state === 'noAnswer' || state === 'oneway';

/**
 * What differs of one message by itself. `sameBrokers`: names of brokers mean the same then and now; else queues go by
 * their number.
 */
export function differencesOf({ recorded, replayed }: Compared, sameBrokers: boolean): Difference[] {
  const found: Difference[] = [];
  if (isUnknown(recorded) || isUnknown(replayed)) found.push('unknown');
  else if (isStored(recorded) !== isStored(replayed)) found.push(isStored(recorded) ? 'missing' : 'extra');
  else if (recorded.status !== replayed.status) found.push('status');
  const [before, after] = [recorded.place, replayed.place];
  if (before === undefined || after === undefined) return found;
  const isMoved = before.queueId !== after.queueId || (sameBrokers && before.brokerName !== after.brokerName);
  return isMoved ? [...found, 'queue'] : found;
}

/**
 * Of the messages of one key: those that are stored behind one they were stored before. Queues keep an order and topics do
 * not, so only messages that share a queue both times are compared. O(n log n).
 */
export function outOfOrder<C extends Compared>(ofOneKey: readonly C[]): C[] {
  const shared = new Map<string, { compared: C; before: number; after: number }[]>();
  for (const compared of ofOneKey) {
    const [before, after] = [compared.recorded.place, compared.replayed.place];
    if (before?.queueOffset === undefined || after?.queueOffset === undefined) continue;
    const queues = [before.brokerName, before.queueId, after.brokerName, after.queueId].join('\n');
    const list = shared.get(queues) ?? [];
    list.push({ compared, before: before.queueOffset, after: after.queueOffset });
    shared.set(queues, list);
  }
  return [...shared.values()].flatMap((list) => {
    let highest = Number.NEGATIVE_INFINITY;
    return list
      .sort((a, b) => a.before - b.before)
      .flatMap(({ compared, after }) => {
        if (after < highest) return [compared];
        highest = after;
        return [];
      });
  });
}
