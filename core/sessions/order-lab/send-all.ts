import {
  keyName,
  messageAt,
  messageCount,
  type OrderMessage,
  type OrderScenario,
} from '../../model/order/scenario.ts';
import type { StoreOutcome } from '../../model/send.ts';
import type { Producer } from '../../producer/producer.ts';
import { byHash, byIndex, byModulo, type QueueSelector } from '../../producer/queue-selectors.ts';
import { outgoing } from './order-messages.ts';

interface SendAllOptions {
  producer: Pick<Producer, 'send' | 'sendOrderly'>;
  topic: string;
  scenario: OrderScenario;
  /** Nothing further is sent from then on. */
  isStopped: () => boolean;
  now: () => number;
  /** `sentAtMs` as `now` said it. */
  onSent: (message: OrderMessage, outcome: StoreOutcome, sentAtMs: number) => void;
}

/** Sends the messages of a run, one of each key in turn, so many at once. Ends when every send has its outcome. */
export async function sendAll(options: SendAllOptions): Promise<void> {
  const { scenario, isStopped, now, onSent } = options;
  const messages = messageCount(scenario);
  let next = 0;
  const sender = async (): Promise<void> => {
    while (next < messages && !isStopped()) {
      const message = messageAt(next++, scenario.keys);
      const sentAtMs = now();
      onSent(message, await sendOne(options, message), sentAtMs);
    }
  };
  await Promise.all(Array.from({ length: scenario.sendConcurrency }, sender));
}

function sendOne(
  { producer, topic, scenario }: SendAllOptions,
  message: OrderMessage,
): Promise<StoreOutcome> {
  const { send, retries, retryQueue } = scenario;
  if (send === 'plain') return producer.send(outgoing(topic, message));
  return producer.sendOrderly(outgoing(topic, message), {
    selector: selectorOf(scenario, message.key),
    args: undefined,
    autoRetryTimes: retries,
    retryQueue,
  });
}

function selectorOf({ selector, queueIndex }: OrderScenario, key: number): QueueSelector {
  if (selector === 'hash') return byHash(keyName(key));
  return selector === 'modulo' ? byModulo(key) : byIndex(queueIndex);
}
