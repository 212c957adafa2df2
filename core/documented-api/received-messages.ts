import type { Delivery } from '../consumer/push-consumer.ts';
import { inputError } from '../model/error.ts';
import type { ReceivedMessage } from '../model/message.ts';
import { checkArguments } from './check-arguments.ts';
import type { ConsumerHandle, Handles, ReceivedMessageHandle } from './handles.ts';

/** A message in front of a callback, until it is answered. */
export interface ReceivedDelivery {
  delivery: Delivery;
  consumer: ConsumerHandle;
}

/** The functions of received messages. Each throws NULL_POINTER; what is not there is ''. */
export function receivedMessageFunctions(handles: Handles) {
  function read(name: Parameters<typeof checkArguments>[0], message: ReceivedMessageHandle): ReceivedMessage {
    checkArguments(name, { message });
    return handles.get('received', message, 'message').delivery.message;
  }

  return {
    /** The whole body as text. Throws INPUT (utf8) for other bytes: see GetMessageByteBody. */
    GetMessageBody(message: ReceivedMessageHandle): string {
      return textOf(read('GetMessageBody', message).body);
    },

    /** Not documented: the body as it is. */
    GetMessageByteBody(message: ReceivedMessageHandle): Uint8Array {
      return read('GetMessageByteBody', message).body;
    },

    /** The producer's id (UNIQ_KEY), which stays the same in retries; the stored copy's where the producer set none. */
    GetMessageId(message: ReceivedMessageHandle): string {
      const { uniqueKey, offsetMsgId } = read('GetMessageId', message);
      return uniqueKey === '' ? offsetMsgId : uniqueKey;
    },

    /** Separated by blanks. */
    GetMessageKeys(message: ReceivedMessageHandle): string {
      return read('GetMessageKeys', message).keys;
    },

    /** Of all properties, the client's and the broker's included. */
    GetMessageProperty(message: ReceivedMessageHandle, key: string): string {
      checkArguments('GetMessageProperty', { message, key });
      const { properties } = read('GetMessageProperty', message);
      return properties.find(([name]) => name === key)?.[1] ?? '';
    },

    GetMessageTags(message: ReceivedMessageHandle): string {
      return read('GetMessageTags', message).tag;
    },

    /** The topic that was subscribed to, in retries as well. */
    GetMessageTopic(message: ReceivedMessageHandle): string {
      return read('GetMessageTopic', message).topic;
    },
  };
}

function textOf(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    throw inputError('message', 'utf8');
  }
}
