import { GantryError, inputError } from '../model/error.ts';
import type { OutgoingMessage } from '../model/message.ts';
import { RETRY_PREFIX } from '../model/names.ts';
import { checkOutgoing } from '../model/outgoing.ts';

/** 5.x brokers count a batch in a Java short: with one message more the queue's next offset is below 0 (seen on 5.3.3). */
const MAX_BATCH_MESSAGES = 32_767;

/**
 * Throws INPUT unless `messages` can be sent as one batch: for none or too many (messages, range), one that could not be
 * sent by itself (its own rule, at `messages.<n>.<field>`), another topic than the first (differs), a retry topic
 * (reserved) or a delay (batchDelay). Source: MessageBatch.generateFromList.
 */
export function checkBatch(
  messages: readonly OutgoingMessage[],
  maxBodyBytes: number,
): asserts messages is [OutgoingMessage, ...OutgoingMessage[]] {
  const [first] = messages;
  checkBatchCount(messages.length);
  if (first === undefined) return;
  messages.forEach((message, at) => {
    checkItem(message, at, maxBodyBytes);
    const { topic, delayLevel } = message;
    if (topic !== first.topic)
      throw inputError(`messages.${at}.topic`, 'differs', { value: topic, other: first.topic });
    if (topic.startsWith(RETRY_PREFIX))
      throw inputError(`messages.${at}.topic`, 'reserved', { value: topic });
    if (delayLevel > 0) throw inputError(`messages.${at}.delayLevel`, 'batchDelay');
  });
}

/** Throws INPUT (messages, range). */
export function checkBatchCount(messages: number): void {
  if (messages < 1 || messages > MAX_BATCH_MESSAGES)
    throw inputError('messages', 'range', { min: 1, max: MAX_BATCH_MESSAGES });
}

/** As checkOutgoing, with the field named as that of message `at`. */
function checkItem(message: OutgoingMessage, at: number, maxBodyBytes: number): void {
  try {
    checkOutgoing(message, maxBodyBytes);
  } catch (error) {
    if (!(error instanceof GantryError)) throw error;
    const { field } = error.data.params;
    throw new GantryError('INPUT', {
      ...error.data,
      params: { ...error.data.params, field: `messages.${at}.${field}` },
    });
  }
}
