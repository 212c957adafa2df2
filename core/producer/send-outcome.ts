import type { ErrorData, RetryAdvice } from '../model/error.ts';
import type { FailedOutcome, SendStatus } from '../model/send.ts';
import { RESPONSE } from '../protocol/codes.ts';

/** Source: DefaultMQProducer.retryTimesWhenSendFailed (2 retries), sendMsgTimeout. */
export const MAX_ATTEMPTS = 3;
export const SEND_TIMEOUT_MS = 3_000;
/** Kept for each attempt that may follow a silent one. */
const RESERVED_MS = 500;

/** By name: the numbers of the documented enum and of the wire are in different order. */
const STATUS_BY_CODE: Record<number, SendStatus> = {
  [RESPONSE.SUCCESS]: 'SEND_OK',
  [RESPONSE.FLUSH_DISK_TIMEOUT]: 'FLUSH_DISK_TIMEOUT',
  [RESPONSE.FLUSH_SLAVE_TIMEOUT]: 'FLUSH_SLAVE_TIMEOUT',
  [RESPONSE.SLAVE_NOT_AVAILABLE]: 'SLAVE_NOT_AVAILABLE',
};

/** The status of an answer that means *stored*; undefined for any other code. */
export function sendStatus(responseCode: number): SendStatus | undefined {
  return STATUS_BY_CODE[responseCode];
}

/**
 * How long an attempt may wait with `after` more to follow: all of what remains but 500 ms for each of them, and never
 * less than an equal share. Of 3,000 ms and three attempts a silent first broker gets 2,000, a silent second 500, the
 * third the rest.
 */
export function attemptTimeoutMs(remainingMs: number, after: number): number {
  return Math.ceil(Math.max(remainingMs - after * RESERVED_MS, remainingMs / (after + 1)));
}

/** What one attempt that did not end in *stored* says about the message. */
type AttemptResult = 'refused' | 'unanswered' | 'notSent';

const NEVER_LEFT: ReadonlySet<string> = new Set(['CONNECT', 'NO_ROUTE', 'INPUT', 'STATE']);

/** When an error does not say what became of its request, only codes that come before the first byte mean *not sent*. */
export function attemptResult(error: ErrorData): AttemptResult {
  if (error.outcome === 'refused' || error.outcome === 'notSent') return error.outcome;
  if (error.outcome === 'unknown') return 'unanswered';
  if (error.code === 'RESPONSE' || error.code === 'AUTH') return 'refused';
  return NEVER_LEFT.has(error.code) ? 'notSent' : 'unanswered';
}

/** A broker that cannot be reached, or is silent, is a reason to try another whatever the error says. */
const UNREACHED: ReadonlySet<string> = new Set(['CONNECT', 'TIMEOUT', 'CLOSED', 'FRAME']);

/** What to do after a failed attempt. Credentials do not get better by asking again. */
export function retryAfter(error: ErrorData): RetryAdvice {
  if (UNREACHED.has(error.code)) return 'otherBroker';
  return error.code === 'RESPONSE' ? error.retry : 'no';
}

/**
 * The outcome of a send none of whose attempts was answered with *stored*. `errors` are theirs, in order; never empty.
 *
 * One unanswered attempt makes the whole *unknown*, whatever followed: its copy may be stored. The last refusal or lost
 * connection is told as the detail. Without one, a refusal says most; and only when no attempt left is it *not sent*,
 * told by the first error, which names the address that was dialled.
 */
export function failedOutcome(errors: readonly ErrorData[], msgId: string, elapsedMs: number): FailedOutcome {
  const last = (result: AttemptResult): ErrorData | undefined =>
    errors.filter((error) => attemptResult(error) === result).at(-1);
  const unanswered = last('unanswered');
  if (unanswered !== undefined) {
    const told = last('refused') ?? errors.at(-1) ?? unanswered;
    // Silence is told as what a person waited, not as what the last attempt was given.
    const error =
      told.code === 'TIMEOUT'
        ? { ...told, params: { ...told.params, timeoutMs: Math.round(elapsedMs) } }
        : told;
    return { kind: 'unknown', error, msgId, elapsedMs, attempts: errors.length };
  }
  const refused = last('refused');
  if (refused !== undefined) return { kind: 'refused', error: refused, msgId, elapsedMs };
  return notSent(errors[0], elapsedMs);
}

const NOTHING_TRIED: ErrorData = {
  code: 'TIMEOUT',
  outcome: 'notSent',
  params: { timeoutMs: SEND_TIMEOUT_MS },
  retry: 'same',
};

/** Without an error: the time was over before the first attempt. */
export function notSent(error: ErrorData = NOTHING_TRIED, elapsedMs: number): FailedOutcome {
  return { kind: 'notSent', error: { ...error, outcome: 'notSent' }, elapsedMs };
}
