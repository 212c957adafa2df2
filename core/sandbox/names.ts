import { SCHEDULE_TOPIC } from '../model/names.ts';
import { AUTO_CREATE_TOPIC } from '../model/route.ts';

const BROKER_NAME = 'sandbox';

/** By how many there are: `sandbox`, or `sandbox-a` and `sandbox-b`. */
export function brokerNames(brokers: number): string[] {
  if (brokers === 1) return [BROKER_NAME];
  return Array.from({ length: brokers }, (_, index) => `${BROKER_NAME}-${String.fromCharCode(97 + index)}`);
}

export const CLUSTER_NAME = 'DefaultCluster';
export const TIMER_TOPIC = 'rmq_sys_wheel_timer';
export const HALF_TOPIC = 'RMQ_SYS_TRANS_HALF_TOPIC';
/** Which half messages are done with. */
export const HALF_DONE_TOPIC = 'RMQ_SYS_TRANS_OP_HALF_TOPIC';
/** Half messages of which no producer knew what to do. */
export const HALF_GIVEN_UP_TOPIC = 'TRANS_CHECK_MAX_TIME_TOPIC';
const REPLY_TOPIC = `${CLUSTER_NAME}_REPLY_TOPIC`;
const SELF_TEST_TOPIC = 'SELF_TEST_TOPIC';
const OFFSET_MOVED_TOPIC = 'OFFSET_MOVED_EVENT';

/** What the broker is said to be: the release whose behaviour it follows. */
export const BROKER_VERSION = 'V5_3_3';

/** Topics that exist from the start, with their queues. Source: TopicConfigManager.init. */
export const BUILT_IN_TOPICS: readonly { name: string; queues: number }[] = [
  { name: AUTO_CREATE_TOPIC, queues: 8 },
  { name: SELF_TEST_TOPIC, queues: 1 },
  { name: OFFSET_MOVED_TOPIC, queues: 1 },
  { name: REPLY_TOPIC, queues: 1 },
];

/** Source: TopicValidator.NOT_ALLOWED_SEND_TOPIC_SET. */
export const TOPICS_NOT_TO_SEND_TO: ReadonlySet<string> = new Set([
  SCHEDULE_TOPIC,
  SELF_TEST_TOPIC,
  OFFSET_MOVED_TOPIC,
  TIMER_TOPIC,
  HALF_TOPIC,
  HALF_DONE_TOPIC,
  HALF_GIVEN_UP_TOPIC,
]);
