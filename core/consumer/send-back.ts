import type { ReceivedMessage } from '../model/message.ts';
import { type EncodedRequest, encodeRequest } from '../protocol/define-request.ts';
import { consumerSendMsgBack } from '../protocol/requests/send.ts';

/**
 * Asks the broker to store a copy for `%RETRY%group`, or `%DLQ%group` past the group's limit. The level is left to the
 * broker (0), and so is the limit: naming one would override what the group is configured with.
 * Source: MQClientAPIImpl.consumerSendMessageBack.
 */
export function sendBackRequest(group: string, message: ReceivedMessage): EncodedRequest {
  return encodeRequest(consumerSendMsgBack, {
    offset: message.commitLogOffset,
    group,
    delayLevel: 0,
    originMsgId: message.uniqueKey || message.offsetMsgId,
    originTopic: message.topic,
  });
}
