import { inputError } from './error.ts';
import { AUTO_CREATE_TOPIC } from './route.ts';

/** Limits of names. Source: TopicValidator.java, Validators.java (5.x; 4.x allows 255). */
export const MAX_TOPIC_LENGTH = 127;
export const MAX_GROUP_LENGTH = 120;
export const NAME_CHARACTERS = '% | a-z A-Z 0-9 _ -';
const NAME = /^[%|a-zA-Z0-9_-]+$/;

export const RETRY_PREFIX = '%RETRY%';
export const DLQ_PREFIX = '%DLQ%';
export const DEFAULT_CONSUMER_GROUP = 'DEFAULT_CONSUMER';
export const DEFAULT_PRODUCER_GROUP = 'DEFAULT_PRODUCER';
/** The group that tools read with; it never joins. Source: MixAll.TOOLS_CONSUMER_GROUP. */
export const TOOLS_CONSUMER_GROUP = 'TOOLS_CONSUMER';

export const retryTopic = (group: string): string => RETRY_PREFIX + group;
export const dlqTopic = (group: string): string => DLQ_PREFIX + group;

/** Where a delayed message waits, on queue level - 1. Source: TopicValidator.RMQ_SYS_SCHEDULE_TOPIC. */
export const SCHEDULE_TOPIC = 'SCHEDULE_TOPIC_XXXX';

/** Topics a broker keeps for itself. Source: TopicValidator.SYSTEM_TOPIC_SET. */
const SYSTEM_TOPICS: ReadonlySet<string> = new Set([
  AUTO_CREATE_TOPIC,
  SCHEDULE_TOPIC,
  'BenchmarkTest',
  'RMQ_SYS_TRANS_HALF_TOPIC',
  'RMQ_SYS_TRACE_TOPIC',
  'RMQ_SYS_TRANS_OP_HALF_TOPIC',
  'TRANS_CHECK_MAX_TIME_TOPIC',
  'SELF_TEST_TOPIC',
  'OFFSET_MOVED_EVENT',
  'rmq_sys_wheel_timer',
]);
const SYSTEM_PREFIXES = ['rmq_sys_', 'RMQ_SYS_'];

export function isSystemTopic(topic: string): boolean {
  return SYSTEM_TOPICS.has(topic) || SYSTEM_PREFIXES.some((prefix) => topic.startsWith(prefix));
}

/** Throws INPUT (empty, tooLong, characters, reserved) unless `topic` can be sent to. */
export function checkTopic(topic: string, field = 'topic'): void {
  checkName(topic, field, MAX_TOPIC_LENGTH);
  if (isSystemTopic(topic)) throw inputError(field, 'reserved', { value: topic });
}

/** Throws INPUT unless `group` can be joined. */
export function checkConsumerGroup(group: string, field = 'group'): void {
  checkName(group, field, MAX_GROUP_LENGTH);
  if (group === DEFAULT_CONSUMER_GROUP) throw inputError(field, 'reserved', { value: group });
}

export function checkProducerGroup(group: string, field = 'group'): void {
  checkName(group, field, MAX_GROUP_LENGTH);
  if (group === DEFAULT_PRODUCER_GROUP) throw inputError(field, 'reserved', { value: group });
}

function checkName(name: string, field: string, max: number): void {
  if (name.trim() === '') throw inputError(field, 'empty');
  if (name.length > max) throw inputError(field, 'tooLong', { max });
  if (!NAME.test(name)) throw inputError(field, 'characters', { allowed: NAME_CHARACTERS });
}
