import { defineRequest } from '../define-request.ts';
import { messageFields, sendMessage, sendMessageV2 } from './send.ts';

/** The reply to a request, which the broker hands to who asked. Source: ReplyMessageProcessor.java. */
export const sendReplyMessage = defineRequest({ ...sendMessage, name: 'SEND_REPLY_MESSAGE', code: 324 });
export const sendReplyMessageV2 = defineRequest({
  ...sendMessageV2,
  name: 'SEND_REPLY_MESSAGE_V2',
  code: 325,
});

/** Body: that of the reply. Source: ReplyMessageRequestHeader.java. */
export const pushReplyMessageToClient = defineRequest({
  name: 'PUSH_REPLY_MESSAGE_TO_CLIENT',
  code: 326,
  to: 'client',
  header: {
    ...messageFields,
    /** `ip:port`. */
    bornHost: { type: 'string' },
    storeHost: { type: 'string' },
    storeTimestamp: { type: 'long' },
  },
});
