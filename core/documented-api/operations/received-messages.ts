import type { Operation } from './operation.ts';

const getter = {
  group: 'message',
  returns: 'text',
  errors: { NULL_POINTER: '', INPUT: 'message: type' },
  wire: [],
} as const;

/** Received messages: their handles end with the callback's answer. */
export const receivedMessageOperations = {
  GetMessageBody: {
    ...getter,
    meaning: { zh: '提取消息体。', en: 'The body as text.' },
    errors: { ...getter.errors, INPUT: 'message: type, utf8' },
    difference:
      'The whole body; natively it ends at the first NUL. Bytes that are no UTF-8 throw: GetMessageByteBody, a call of our own, gives any body as bytes.',
  },
  GetMessageId: {
    ...getter,
    meaning: { zh: '提取消息 ID。', en: 'The id that the send gave: UNIQ_KEY.' },
    difference: '',
  },
  GetMessageKeys: {
    ...getter,
    meaning: { zh: '提取消息的 key。', en: "The keys, separated by blanks; '' for none." },
    difference: '',
  },
  GetMessageProperty: {
    ...getter,
    meaning: { zh: '提取指定属性的值。', en: "The value of a property; '' when it has none." },
    errors: { ...getter.errors, INPUT: 'message: type; key: type, tooLong' },
    difference: '1.2.0 gave a pointer to memory that was freed.',
  },
  GetMessageTags: {
    ...getter,
    meaning: { zh: '提取消息的标签。', en: "The tag; '' for none." },
    difference: '',
  },
  GetMessageTopic: {
    ...getter,
    meaning: { zh: '提取消息的主题。', en: 'The topic that was subscribed to, in retries as well.' },
    difference: '',
  },
} as const satisfies Record<string, Operation>;
