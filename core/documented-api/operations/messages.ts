import { CSTATUS, type Operation } from './operation.ts';

const setter = { group: 'message', returns: CSTATUS, wire: [] } as const;

/** Messages to send. */
export const messageOperations = {
  CreateMessage: {
    ...setter,
    meaning: {
      zh: '创建消息并设置主题；用完需销毁。',
      en: 'Makes a message for a topic; destroy it after use.',
    },
    returns: 'message handle',
    errors: { INPUT: 'topic: type, tooLong, characters, reserved' },
    difference:
      "A name no broker would take is refused here, not at the send. '' may be set later, as natively.",
  },
  SetByteMessageBody: {
    ...setter,
    meaning: {
      zh: '以字节设置消息体，长度为 bytesLength。',
      en: 'Sets the body: the first bytesLength bytes.',
    },
    errors: { INPUT: 'body: type; bytesLength: type, range' },
    difference: 'A length beyond the bytes throws; natively it reads foreign memory.',
  },
  SetMessageBody: {
    ...setter,
    meaning: { zh: '以字符串设置消息体。', en: 'Sets the body from a text.' },
    errors: { INPUT: 'body: type' },
    difference: 'The whole text as UTF-8; natively it ends at the first NUL.',
  },
  SetMessageKeys: {
    ...setter,
    meaning: {
      zh: '设置消息的 key，重复设置会覆盖；多个 key 以空格分隔。',
      en: 'Sets the keys, separated by blanks; again replaces them.',
    },
    errors: { INPUT: 'key: type, tooLong, control' },
    difference: 'Control characters throw: natively 0x02 injects further properties.',
  },
  SetDelayTimeLevel: {
    ...setter,
    meaning: {
      zh: '设置延迟等级：0 不延迟，1 至 18 依次为 1s 至 2h。',
      en: 'Sets the delay level: 0 none, 1 to 18 for 1 s to 2 h by default.',
    },
    errors: { INPUT: 'level: type, range' },
    difference:
      'Below 0 throws; natively it means no delay. Above 18 the broker takes its highest, as natively.',
  },
  SetMessageProperty: {
    ...setter,
    meaning: { zh: '设置一个属性的值。', en: 'Sets a property.' },
    errors: { INPUT: 'key, value: type, tooLong, empty, control; key: reserved' },
    difference:
      'Throws for what is natively lost in silence: empty ones, control characters (injected properties), reserved names (TRAN_MSG=true is never delivered).',
  },
  SetMessageTags: {
    ...setter,
    meaning: { zh: '设置消息标签，重复设置会覆盖。', en: 'Sets the tag; again replaces it.' },
    errors: { INPUT: 'tag: type, tooLong, control' },
    difference: 'Control characters throw, as in keys.',
  },
  SetMessageTopic: {
    ...setter,
    meaning: { zh: '设置要发送到的主题。', en: 'Sets the topic it goes to.' },
    errors: { INPUT: 'topic: type, empty, tooLong, characters, reserved' },
    difference: 'A name no broker would take is refused here; a null text ends a native process.',
  },
  DestroyMessage: {
    ...setter,
    meaning: { zh: '销毁消息。', en: 'Destroys the message.' },
    errors: { INPUT: 'message: type' },
    difference: 'Twice is OK; natively it ends the process. A send under way goes on.',
  },
} as const satisfies Record<string, Operation>;
