import type { DocumentedName } from '../../contract/documented.ts';
import type { Meaning } from '../../contract/operations.ts';

/** What parameters mean, after the document. One of several meanings is named with its function: `SetMessageProperty.key`. */
const meanings: Record<string, Meaning> = {
  accessKey: { zh: '密钥 access key。', en: 'The access key.' },
  args: { zh: '回调参数，原样交给回调。', en: 'Handed to the callback as it is.' },
  autoRetryTimes: { zh: '自动重试次数。', en: 'Attempts after the first one fails.' },
  body: { zh: '消息体。', en: 'The body.' },
  bytesLength: { zh: '字节长度。', en: 'How many of the bytes are sent.' },
  callback: {
    zh: '收到消息时的回调：每条消息在此等待应答。',
    en: 'Called with each message: it is held here.',
  },
  channel: { zh: '认证渠道。', en: 'The channel of the account.' },
  consumer: { zh: '消费者。', en: 'The consumer.' },
  count: { zh: '线程个数。', en: 'How many threads.' },
  domain: { zh: 'Name server 域名。', en: 'The URL that names the name servers.' },
  group: { zh: '消费组名称。', en: 'Name of the consumer group.' },
  key: { zh: '消息 key。', en: 'The key of the message.' },
  level: { zh: '延迟等级，0 表示不延迟。', en: 'The delay level; 0 is none.' },
  message: { zh: '消息实例。', en: 'The message.' },
  name: { zh: '实例名称。', en: 'The instance name.' },
  namesrv: { zh: 'Name server 地址。', en: 'The name servers: host:port;host:port.' },
  producer: { zh: '生产者。', en: 'The producer.' },
  queueSelectorCallback: {
    zh: '用于选择要发送的队列，返回值为队列序号。',
    en: 'Chooses the queue by its index.',
  },
  result: { zh: '同步或顺序发送的返回值。', en: 'What a send gave.' },
  secretKey: { zh: '密钥 secret key。', en: 'The secret key.' },
  size: { zh: '批量消费最大个数。', en: 'The most messages at once.' },
  tag: { zh: '消息标签。', en: 'The tag.' },
  tagPattern: { zh: '要消费的消息标签通配符。', en: 'The tags to consume: *, one, or a || b.' },
  topic: { zh: '主题名。', en: 'Name of the topic.' },
  value: { zh: '属性值。', en: 'Value of the property.' },
  'CreateProducer.name': { zh: '生产者名称，即其组名。', en: 'Name of the producer: its group.' },
  'GetMessageProperty.key': { zh: '属性。', en: 'Name of the property.' },
  'SetMessageProperty.key': { zh: '属性。', en: 'Name of the property.' },
};

/** What the parameter of this function means; undefined when nothing is told. */
export function meaningOf(name: DocumentedName, parameter: string): Meaning | undefined {
  return meanings[`${name}.${parameter}`] ?? meanings[parameter];
}
