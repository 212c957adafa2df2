import type { SendDraft } from '../contract/views.ts';
import { inputError } from '../model/error.ts';
import type { OutgoingMessage } from '../model/message.ts';
import { checkOrderly, type OrderlyChoice, orderlyIndex } from '../model/orderly.ts';
import type { SendOutcome } from '../model/send.ts';
import type { Producer } from '../producer/producer.ts';

/** Sends a draft the way it says. Throws INPUT (orderly) for an orderly one that does not say how to find its queue. */
export async function sendDraft(
  producer: Pick<Producer, 'send' | 'sendOneway' | 'sendOrderly'>,
  { bodyFormat: _format, mode, orderly, ...message }: SendDraft,
): Promise<SendOutcome> {
  switch (mode) {
    case 'sync':
      return await producer.send(message);
    case 'oneway':
      return await producer.sendOneway(message);
    case 'orderly':
      return await sendOrderly(producer, message, orderly);
  }
}

async function sendOrderly(
  producer: Pick<Producer, 'sendOrderly'>,
  message: OutgoingMessage,
  orderly: OrderlyChoice | undefined,
): Promise<SendOutcome> {
  if (orderly === undefined) throw inputError('orderly', 'empty');
  checkOrderly(orderly);
  return await producer.sendOrderly(message, {
    // By the same rule as the window shows it; -1 cannot be: checkOrderly saw what it is reckoned from.
    selector: ({ length }) => orderlyIndex(orderly, length) ?? -1,
    autoRetryTimes: orderly.retries,
    ...(orderly.retryQueue === undefined ? {} : { retryQueue: orderly.retryQueue }),
  });
}
