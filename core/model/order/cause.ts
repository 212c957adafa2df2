import type { Judgement, OrderEvent } from './judge.ts';
import { type OrderMessage, type OrderScenario, placeOf } from './scenario.ts';

/** The control that would have removed a cause, and what it should say. */
export type OrderRemedy =
  | { control: 'send'; to: 'orderly' }
  | { control: 'retryQueue'; to: 'same' }
  | { control: 'sendConcurrency'; to: 1 }
  | { control: 'threads'; to: 1 }
  | { control: 'listener'; to: 'orderly' }
  | { control: 'retries'; to: 3 }
  | { control: 'fault'; to: 'none' };

/**
 * The first thing that broke the order. kept: nothing did. keptByChance: nothing did, although nothing keeps a key in its
 * queue. notStored: sends that failed. retryMoved: a retry stored the
 * message on another broker. queuesChanged: another queue without a retry. plainSends: nothing keeps a key in its queue.
 * retryBehind: a retry came after later messages of its key. sendsOvertook: several sends of a key were under way.
 * notHandled: the run ended before. failedOnce: it came back after its first answer, Later. threads: several threads work
 * on one queue. unknown: none of these.
 */
export type CauseKind =
  | 'kept'
  | 'keptByChance'
  | 'notStored'
  | 'retryMoved'
  | 'queuesChanged'
  | 'plainSends'
  | 'retryBehind'
  | 'sendsOvertook'
  | 'notHandled'
  | 'failedOnce'
  | 'threads'
  | 'unknown';

export interface OrderCause {
  kind: CauseKind;
  /** Of what was seen first: the message, and the one it came after. */
  message?: OrderMessage;
  after?: OrderMessage;
  /** Messages missing, queues a key is in, threads. */
  count?: number;
  remedy?: OrderRemedy;
}

/** What was seen in a run. */
export interface OrderFindings {
  scenario: OrderScenario;
  /** Publish queues of the topic. */
  queues: number;
  copies: readonly OrderEvent[];
  stored: Judgement;
  handled: readonly OrderEvent[];
  handledAs: Judgement;
  /** By place in the run: attempts that its send took. */
  attempts: ArrayLike<number>;
  /** By place in the run: 1 when it was answered Later once. */
  failed: ArrayLike<number>;
}

/** What is stored comes first: what is handled can be no better. */
export function firstCause(findings: OrderFindings): OrderCause {
  return storedCause(findings) ?? handledCause(findings) ?? kept(findings);
}

/** As many keys as queues, or twice as many, and sends that go round leave each key in one queue. */
function kept({ scenario, queues }: OrderFindings): OrderCause {
  if (scenario.send === 'orderly' || queues === 1) return { kind: 'kept' };
  return { kind: 'keptByChance', remedy: { control: 'send', to: 'orderly' } };
}

function storedCause({ scenario, copies, stored, attempts }: OrderFindings): OrderCause | undefined {
  const { kind, got, expected, moved, queues } = stored.whole;
  const retried = (message: OrderMessage): boolean => (attempts[placeOf(message, scenario.keys)] ?? 0) > 1;
  if (kind === 'inOrder') return undefined;
  if (kind === 'incomplete') return { kind: 'notStored', count: expected - got, ...sendRemedy(scenario) };
  if (moved !== undefined)
    return retried(moved)
      ? { kind: 'retryMoved', message: moved, remedy: { control: 'retryQueue', to: 'same' } }
      : { kind: 'queuesChanged', message: moved };
  if (kind === 'spread')
    return { kind: 'plainSends', count: queues, remedy: { control: 'send', to: 'orderly' } };
  const late = firstLate(copies, stored.after);
  if (late === undefined) return { kind: 'unknown' };
  if (retried(late.message))
    return { kind: 'retryBehind', ...late, remedy: { control: 'sendConcurrency', to: 1 } };
  if (scenario.sendConcurrency > 1)
    return { kind: 'sendsOvertook', ...late, remedy: { control: 'sendConcurrency', to: 1 } };
  return { kind: 'unknown', ...late };
}

function sendRemedy({ fault, send, retries }: OrderScenario): { remedy?: OrderRemedy } {
  if (fault === 'none') return {};
  if (send === 'orderly' && retries === 0) return { remedy: { control: 'retries', to: 3 } };
  return { remedy: { control: 'fault', to: 'none' } };
}

function handledCause({ scenario, handled, handledAs, failed }: OrderFindings): OrderCause | undefined {
  const { kind, got, expected } = handledAs.whole;
  if (kind === 'inOrder') return undefined;
  if (kind === 'incomplete') return { kind: 'notHandled', count: expected - got };
  const late = firstLate(handled, handledAs.after);
  if (late === undefined || scenario.listener === 'orderly') return { kind: 'unknown', ...late };
  if (failed[placeOf(late.message, scenario.keys)] === 1)
    return { kind: 'failedOnce', ...late, remedy: { control: 'listener', to: 'orderly' } };
  if (scenario.threads > 1)
    return { kind: 'threads', ...late, count: scenario.threads, remedy: threadsRemedy(scenario) };
  return { kind: 'unknown', ...late };
}

/** One thread alone does not help what comes back later. */
function threadsRemedy({ failEvery }: OrderScenario): OrderRemedy {
  return failEvery > 0 ? { control: 'listener', to: 'orderly' } : { control: 'threads', to: 1 };
}

function firstLate(
  events: readonly OrderEvent[],
  after: Judgement['after'],
): { message: OrderMessage; after: OrderMessage } | undefined {
  const at = after.findIndex((seq) => seq > 0);
  const event = events[at];
  if (event === undefined) return undefined;
  const { key, seq } = event;
  return { message: { key, seq }, after: { key, seq: after[at] ?? 0 } };
}
