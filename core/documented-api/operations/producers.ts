import { getRouteInfoByTopic } from '../../protocol/requests/admin.ts';
import { heartBeat, unregisterClient } from '../../protocol/requests/client.ts';
import { sendMessageV2 } from '../../protocol/requests/send.ts';
import { CSTATUS, CSTATUS_LATER, LATE_SETTER, type Operation } from './operation.ts';

const setter = { group: 'producer', returns: CSTATUS, wire: [] } as const;
const send = {
  group: 'producer',
  wire: [getRouteInfoByTopic.name, sendMessageV2.name],
  errors: {
    INPUT: 'as checked before anything leaves: topic, body (empty, tooLarge), properties (tooLarge)',
    STATE: 'notStarted, stopped',
    NO_ROUTE: '',
    CONNECT: '',
    TIMEOUT: 'outcome unknown',
    CLOSED: 'outcome unknown',
    RESPONSE: 'refused, with code and remark',
    AUTH: '',
  },
} as const;

export const producerOperations = {
  CreateProducer: {
    ...setter,
    meaning: { zh: '创建生产者，name 为其组名。', en: 'Makes a producer; name is its group.' },
    returns: 'producer handle',
    errors: { INPUT: 'name: type, empty, tooLong, characters, reserved' },
    difference: "The group is checked; natively any text passes, and '' is DEFAULT_PRODUCER.",
  },
  SetProducerNameServerAddress: {
    ...setter,
    meaning: {
      zh: '设置 name server 地址，多个以分号分隔。',
      en: 'Sets the name servers: host:port;host:port.',
    },
    errors: { INPUT: `namesrv: type, empty, noPort, badPort, badAddress, ${LATE_SETTER}` },
    difference: 'Each address is checked. It wins over a domain; NAMESRV_ADDR is not read.',
  },
  SetProducerNameServerDomain: {
    ...setter,
    meaning: { zh: '设置 name server 域名。', en: 'Sets the URL that names the name servers.' },
    errors: { INPUT: `domain: type, badAddress, ${LATE_SETTER}` },
    difference:
      'A whole URL, fetched by a real HTTP client, https included; natively https goes out as plain HTTP, and a URL without scheme is never asked.',
  },
  SetProducerInstanceName: {
    ...setter,
    meaning: {
      zh: '设置生产者的实例名称。',
      en: 'Sets the instance name: those of one name share a client.',
    },
    errors: { INPUT: `name: type, empty, control, ${LATE_SETTER}` },
    difference:
      '1.2.0 overwrote the group instead. Handles with other name servers or credentials share nothing; natively they use those of the first.',
  },
  SetProducerSessionCredentials: {
    ...setter,
    meaning: { zh: '设置访问密钥、私密密钥和认证渠道。', en: 'Sets access key, secret key and channel.' },
    errors: { INPUT: `accessKey, secretKey, channel: type, empty, control, ${LATE_SETTER}` },
    difference: 'Without credentials requests are not signed; natively all are, with an empty key.',
  },
  StartProducer: {
    ...setter,
    meaning: { zh: '启动生产者，发送前必须启动。', en: 'Starts the producer; needed before a send.' },
    returns: CSTATUS_LATER,
    errors: { INPUT: 'producer: type; namesrv: empty', STATE: 'groupInUse, stopped' },
    wire: [heartBeat.name],
    difference:
      'Without a name server it is refused. Twice is OK. A second producer of the group in one client is refused and cannot send; natively that one can. After a shutdown it is refused; natively it returns 0 and sends fail.',
  },
  SendMessageOneway: {
    ...send,
    meaning: { zh: '单程发送消息，不等待应答。', en: 'Sends without waiting for an answer.' },
    returns: `${CSTATUS_LATER}: OK = handed to the socket`,
    difference: 'Rejects when the message did not leave, with the reason; natively there is no error text.',
  },
  SendMessageOrderly: {
    ...send,
    meaning: {
      zh: '顺序发送：回调选出队列序号，失败时自动重试 autoRetryTimes 次。',
      en: 'Sends to the queue that the selector names; autoRetryTimes attempts after the first.',
    },
    returns: 'promise of SendResult',
    errors: {
      ...send.errors,
      NULL_POINTER: '',
      INPUT: `autoRetryTimes: type, range (0 to 15); queueSelectorCallback: type; queueIndex: range; ${send.errors.INPUT}`,
    },
    difference:
      'A selector that throws or names no queue sends nothing; natively it crashes. autoRetryTimes + 1 attempts, all to that queue; natively 0/1/2/3/-1 give 1/1/2/2/0. args may be anything; natively null sends nothing.',
  },
  SendMessageSync: {
    ...send,
    meaning: { zh: '同步发送消息，等待应答。', en: 'Sends and waits for the answer.' },
    returns: 'promise of SendResult',
    errors: { ...send.errors, NULL_POINTER: '' },
    difference:
      'Three attempts within 3 s under one id, and none after a stored status; natively up to three ids and copies. On failure it rejects with code and remark; natively the result is left unwritten. Bodies up to 4 MiB; natively 128 KiB.',
  },
  ShutdownProducer: {
    ...setter,
    meaning: { zh: '关闭生产者。', en: 'Shuts the producer down.' },
    returns: CSTATUS_LATER,
    errors: { INPUT: 'producer: type' },
    wire: [unregisterClient.name],
    difference: 'Sends under way get 1 s for their answer, then end as unknown; none is left hanging.',
  },
  DestroyProducer: {
    ...setter,
    meaning: { zh: '销毁生产者。', en: 'Destroys the producer.' },
    errors: { INPUT: 'producer: type' },
    wire: [unregisterClient.name],
    difference: 'A running one is shut down first, and twice is OK; natively both end the process.',
  },
  GetMsgId: {
    ...setter,
    meaning: { zh: '获取发送结果的消息 ID。', en: 'The message id of a SendResult: UNIQ_KEY.' },
    returns: 'text',
    errors: {},
    difference: 'A method of SendResult; over IPC a call that takes the result.',
  },
} as const satisfies Record<string, Operation>;
