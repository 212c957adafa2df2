import type { ClientInstance } from '../client/client-instance.ts';
import { retryDelayLevel } from '../model/delay.ts';
import type { ReceivedMessage } from '../model/message.ts';
import { type EncodedRequest, encodeRequest } from '../protocol/define-request.ts';
import { consumerSendMsgBack } from '../protocol/requests/send.ts';
import type { AssignedQueue } from './assigned-queue.ts';
import type { LiveDelivery } from './delivery.ts';
import type { LaterOutcome, LaterWay } from './later-way.ts';

/** As a delay level: no further delivery. */
export const DEAD_LETTER_NOW = -1;

interface SendBackOptions {
  client: Pick<ClientInstance, 'invokeBroker'>;
  group: string;
  /** The group's limit, or the consumer's own. */
  retryMaxTimes: () => number;
  /** The consumer's own; without it the group's holds. */
  maxReconsumeTimes: number | undefined;
  /** The broker took one that will return. */
  onSentBack: () => void;
}

/**
 * Later of a clustering consumer: the broker stores a copy for `%RETRY%group`, or `%DLQ%group` past the limit.
 * Source: DefaultMQPushConsumerImpl.sendMessageBack.
 */
export class SendBack implements LaterWay {
  readonly #options: SendBackOptions;

  constructor(options: SendBackOptions) {
    this.#options = options;
  }

  keepsHolding({ message }: LiveDelivery): boolean {
    return message.reconsumeTimes >= this.#options.retryMaxTimes();
  }

  async carryOut(
    delivery: LiveDelivery,
    { ledger }: AssignedQueue,
    delayLevel: number,
  ): Promise<LaterOutcome | undefined> {
    const { client, group, maxReconsumeTimes, onSentBack, retryMaxTimes } = this.#options;
    const { message } = delivery;
    await client.invokeBroker(
      message.queue.brokerName,
      sendBackRequest(group, message, { delayLevel, maxReconsumeTimes }),
    );
    const isLast = delayLevel < 0 || message.reconsumeTimes >= retryMaxTimes();
    const result = isLast ? 'deadLetter' : 'later';
    if (!ledger.decide(delivery, result)) return undefined;
    if (isLast) return { result };
    onSentBack();
    return { result, level: delayLevel || retryDelayLevel(message.reconsumeTimes) };
  }

  stop(): void {}
}

/**
 * The level is left to the broker (0) unless it is to be a dead letter at once, and so is the limit: naming one
 * overrides what the group is configured with. Source: MQClientAPIImpl.consumerSendMessageBack.
 */
export function sendBackRequest(
  group: string,
  message: ReceivedMessage,
  { delayLevel = 0, maxReconsumeTimes }: { delayLevel?: number; maxReconsumeTimes?: number | undefined } = {},
): EncodedRequest {
  return encodeRequest(consumerSendMsgBack, {
    offset: message.commitLogOffset,
    group,
    delayLevel,
    originMsgId: message.uniqueKey || message.offsetMsgId,
    originTopic: message.topic,
    ...(maxReconsumeTimes === undefined ? {} : { maxReconsumeTimes }),
  });
}
