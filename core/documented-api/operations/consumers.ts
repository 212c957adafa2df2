import {
  getBrokerConfig,
  getRouteInfoByTopic,
  getSubscriptionGroupConfig,
} from '../../protocol/requests/admin.ts';
import { getConsumerListByGroup, heartBeat, unregisterClient } from '../../protocol/requests/client.ts';
import { getMaxOffset, queryConsumerOffset, updateConsumerOffset } from '../../protocol/requests/offset.ts';
import { pullMessage } from '../../protocol/requests/pull.ts';
import { consumerSendMsgBack } from '../../protocol/requests/send.ts';
import { getConsumerConnectionList } from '../../protocol/requests/stats.ts';
import { CSTATUS, CSTATUS_LATER, LATE_SETTER, type Operation } from './operation.ts';

const setter = { group: 'push consumer', returns: CSTATUS, wire: [] } as const;
const AS_PRODUCER = 'As for a producer.';

export const consumerOperations = {
  CreatePushConsumer: {
    ...setter,
    meaning: { zh: '创建消费者，group 为消费组。', en: 'Makes a consumer of a group.' },
    returns: 'consumer handle',
    errors: { INPUT: 'group: type, empty, tooLong, characters, reserved' },
    difference:
      'The group is checked here; natively at the start. Clustering, from the end of new queues: as natively.',
  },
  SetPushConsumerInstanceName: {
    ...setter,
    meaning: { zh: '设置消费者的实例名称。', en: 'Sets the instance name.' },
    errors: { INPUT: `name: type, empty, control, ${LATE_SETTER}` },
    difference: AS_PRODUCER,
  },
  SetPushConsumerNameServerAddress: {
    ...setter,
    meaning: { zh: '设置 name server 地址。', en: 'Sets the name servers.' },
    errors: { INPUT: `namesrv: type, empty, noPort, badPort, badAddress, ${LATE_SETTER}` },
    difference: AS_PRODUCER,
  },
  SetPushConsumerNameServerDomain: {
    ...setter,
    meaning: { zh: '设置 name server 域名。', en: 'Sets the URL that names the name servers.' },
    errors: { INPUT: `domain: type, badAddress, ${LATE_SETTER}` },
    difference: AS_PRODUCER,
  },
  SetPushConsumerMessageBatchMaxSize: {
    ...setter,
    meaning: {
      zh: '设置批量消费的最大个数。',
      en: 'Sets how many messages of a queue are handed over together.',
    },
    errors: { INPUT: `size: type, range (1 to 1,024), ${LATE_SETTER}` },
    difference:
      'Below 1 throws; natively it is ignored. The callback gets one message at a time, as natively.',
  },
  SetPushConsumerSessionCredentials: {
    ...setter,
    meaning: { zh: '设置密钥和认证渠道。', en: 'Sets access key, secret key and channel.' },
    errors: { INPUT: `accessKey, secretKey, channel: type, empty, control, ${LATE_SETTER}` },
    difference: AS_PRODUCER,
  },
  SetPushConsumerThreadCount: {
    ...setter,
    meaning: { zh: '设置消费线程数。', en: 'Sets how many callbacks may be without an answer at once.' },
    errors: { INPUT: `count: type, range (1 to 1,000), ${LATE_SETTER}` },
    difference:
      'Below 1 throws; natively it is ignored or 1. Messages of one queue are handed to all of them; natively one thread takes a whole pull result.',
  },
  Subscribe: {
    ...setter,
    meaning: {
      zh: '订阅主题中标签匹配 tagPattern 的消息，* 为全部。',
      en: 'Subscribes to a topic: *, one tag, or a || b. Again replaces.',
    },
    errors: {
      INPUT: `topic: type, empty, tooLong, characters, reserved, ${LATE_SETTER}; tagPattern: type, control`,
    },
    difference:
      'After the start it throws; natively it returns 0 and nothing ever comes. null is *; natively it ends the process.',
  },
  RegisterMessageCallback: {
    ...setter,
    meaning: {
      zh: '注册收到消息时的回调：返回 0 成功，返回 1 稍后重试。',
      en: 'Sets what is called with each message: 0 = success, 1 = later.',
    },
    errors: { INPUT: `callback: type, ${LATE_SETTER}` },
    difference:
      'Throwing is later; natively it may end the process. It may return a promise: without an answer the hold deadline (10 min) makes it later. Over IPC each message is held until documented.answer.',
  },
  StartPushConsumer: {
    ...setter,
    meaning: { zh: '启动消费者。', en: 'Starts the consumer.' },
    returns: CSTATUS_LATER,
    errors: {
      INPUT: 'consumer: type; namesrv, callback, subscriptions: empty',
      STATE: 'groupInUse, stopped',
      NO_ROUTE: '',
      CONNECT: '',
      TIMEOUT: '',
      AUTH: '',
    },
    wire: [
      getRouteInfoByTopic.name,
      getConsumerConnectionList.name,
      heartBeat.name,
      getBrokerConfig.name,
      getSubscriptionGroupConfig.name,
      getConsumerListByGroup.name,
      queryConsumerOffset.name,
      getMaxOffset.name,
      pullMessage.name,
      updateConsumerOffset.name,
      consumerSendMsgBack.name,
    ],
    difference:
      'Rejects when a topic or the cluster is not there, and may be started again then; natively it returns 0 and waits in silence. One later brings back that message; natively all that waited with it. Offsets never pass a message without an answer.',
  },
  ShutdownPushConsumer: {
    ...setter,
    meaning: { zh: '关闭消费者。', en: 'Shuts the consumer down.' },
    returns: CSTATUS_LATER,
    errors: { INPUT: 'consumer: type' },
    wire: [updateConsumerOffset.name, unregisterClient.name],
    difference:
      'Within 3 s, without waiting for callbacks: what is unanswered will be delivered again, and its handle ends.',
  },
  DestroyPushConsumer: {
    ...setter,
    meaning: { zh: '销毁消费者。', en: 'Destroys the consumer.' },
    errors: { INPUT: 'consumer: type' },
    wire: [updateConsumerOffset.name, unregisterClient.name],
    difference:
      'A running one is shut down first, twice is OK, and a new consumer of the group works; natively each ends the process.',
  },
} as const satisfies Record<string, Operation>;
