import type { MessageQueue } from '../model/queue.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';

/** Which queue the attempts of one send go to. */
export interface QueueChoice {
  /** undefined only for no queues. Throws INPUT. */
  first(queues: readonly MessageQueue[]): MessageQueue | undefined;
  /** After a failed attempt that is worth another one elsewhere. */
  other(queues: readonly MessageQueue[], failed: MessageQueue): MessageQueue | undefined;
}

/** One request on its way to one queue. */
export interface Attempt {
  queue: MessageQueue;
  request: EncodedRequest;
  timeoutMs: number;
}

/** What is known of a send when one of its attempts ends well. */
export interface SendSoFar {
  msgId: string;
  attempts: number;
  unansweredAttempts: number;
  elapsedMs: number;
}

/** What tells one kind of send (sync, orderly, batch, one-way) from another; the rest is the same for all. */
export interface SendPlan<Done> {
  topic: string;
  msgId: string;
  maxAttempts: number;
  queues: QueueChoice;
  /** The message made ready, then addressed to a queue for each attempt. Throws INPUT. */
  prepare(): Promise<(queue: MessageQueue) => EncodedRequest>;
  /** Makes one attempt. Resolves with what makes the outcome; throws what became of it instead. */
  deliver(attempt: Attempt): Promise<(soFar: SendSoFar) => Done>;
}
