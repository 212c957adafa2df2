import type { CSendStatus } from '../model/documented-status.ts';
import { GantryError } from '../model/error.ts';
import type { FailedOutcome, SendReceipt, StoreOutcome } from '../model/send.ts';
import { SEND_STATUS_NUMBER } from './status.ts';

/** What the broker said of a message it stored. There is none of a message that it did not. */
export class SendResult {
  readonly sendStatus: CSendStatus;
  /** In its queue; of a delayed message in the schedule's queue, where it waits. */
  readonly offset: number;
  readonly #msgId: string;

  constructor({ status, queueOffset, msgId }: SendReceipt) {
    this.sendStatus = SEND_STATUS_NUMBER[status];
    this.offset = queueOffset;
    this.#msgId = msgId;
  }

  /** The id that a consumer's GetMessageId gives as well: UNIQ_KEY. */
  GetMsgId(): string {
    return this.#msgId;
  }
}

/** Throws as sendError unless the message was stored. */
export function resultOf(outcome: StoreOutcome): SendResult {
  if (outcome.kind === 'stored') return new SendResult(outcome.receipt);
  throw sendError(outcome);
}

/** A send that did not end well as its error: code, remark, and whether it was refused, did not leave, or nobody knows. */
export function sendError(outcome: FailedOutcome): GantryError {
  const { code, ...data } = outcome.error;
  const params = outcome.kind === 'notSent' ? data.params : { ...data.params, msgId: outcome.msgId };
  return new GantryError(code, { ...data, params, outcome: outcome.kind });
}
