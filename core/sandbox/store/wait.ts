import { type DELAY_LEVELS, delayMs } from '../../model/delay.ts';
import { SCHEDULE_TOPIC } from '../../model/names.ts';
import { PROPERTY } from '../../model/properties.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import { Refusal } from '../dispatch/reply.ts';
import { TIMER_TOPIC } from '../names.ts';
import { type PropertyMap, propertyMap } from './property-text.ts';
import { messageOf, type NewMessage, type StoredRecord } from './stored-record.ts';

/** By precedence: what a client asks for, and the moment it means. */
const TIMERS: readonly [name: string, momentOf: (value: number, nowMs: number) => number][] = [
  ['TIMER_DELAY_SEC', (seconds, nowMs) => nowMs + seconds * 1_000],
  ['TIMER_DELAY_MS', (ms, nowMs) => nowMs + ms],
  ['TIMER_DELIVER_MS', (ms) => ms],
];
/** The second of the wheel in which a message waits; only what waits or has waited there has it. */
const TIMER_OUT_MS = 'TIMER_OUT_MS';
/** Source: MessageStoreConfig.timerMaxDelaySec, timerPrecisionMs. */
const MAX_TIMER_DELAY_MS = 259_200_000;
const PRECISION_MS = 1_000;

/** Where a message waits instead of the topic it was sent to, and with which properties. */
export interface Wait {
  topic: string;
  queueId: number;
  properties: PropertyMap;
}

export interface WaitRules {
  levels: typeof DELAY_LEVELS;
  /** Broker time. */
  nowMs: number;
  /** timerWheelEnable. */
  hasTimers: boolean;
}

/**
 * Whether a message waits, by its delay level or else by its time. Throws Refusal: 1 for a level that is no number, and
 * for a time while there are none; 13 for a time that is no number or further than three days away.
 * Source: HookUtils.handleScheduleMessage.
 */
export function waitOf({ topic, queueId, properties: text }: NewMessage, rules: WaitRules): Wait | undefined {
  if (!text.includes(PROPERTY.delayLevel) && !text.includes('TIMER_DELIVER_MS')) return undefined;
  const properties = propertyMap(text);
  properties.set(PROPERTY.realTopic, topic).set(PROPERTY.realQueueId, String(queueId));
  const level = delayLevelOf(properties, rules.levels.length);
  if (level > 0) {
    for (const [name] of TIMERS) properties.delete(name);
    properties.set(PROPERTY.delayLevel, String(level));
    return { topic: SCHEDULE_TOPIC, queueId: level - 1, properties };
  }
  const momentMs = properties.has(TIMER_OUT_MS) ? undefined : timerOf(properties, rules);
  if (momentMs === undefined || momentMs <= rules.nowMs) return undefined;
  if (momentMs - rules.nowMs > MAX_TIMER_DELAY_MS) throw illegalTimer();
  properties.set(TIMER_OUT_MS, String((Math.ceil(momentMs / PRECISION_MS) - 1) * PRECISION_MS));
  return { topic: TIMER_TOPIC, queueId: 0, properties };
}

/** When a record that waits is due. One of a level that is no more takes the highest; a timer's second has to be over. */
export function dueMsOf(record: StoredRecord, levels: typeof DELAY_LEVELS): number {
  const { topic, queueId, storeTimestamp } = record;
  if (topic === SCHEDULE_TOPIC) return storeTimestamp + delayMs(Math.min(queueId + 1, levels.length), levels);
  return Number(propertyMap(messageOf(record).properties).get(TIMER_OUT_MS)) + PRECISION_MS;
}

/** A record that has waited, as the message that is stored anew. Source: TimerMessageStore.convert. */
export function afterWait(record: StoredRecord, nowMs: number): Omit<NewMessage, 'properties'> & Wait {
  const message = messageOf(record);
  const properties = propertyMap(message.properties);
  const topic = properties.get(PROPERTY.realTopic) ?? message.topic;
  const queueId = Number(properties.get(PROPERTY.realQueueId) ?? 0);
  if (record.topic === TIMER_TOPIC) {
    properties.set('TIMER_ENQUEUE_MS', String(record.storeTimestamp));
    properties.set('TIMER_DEQUEUE_MS', String(nowMs));
  }
  return { ...message, topic, queueId, properties };
}

/** 0 without one; above the highest it is the highest. */
function delayLevelOf(properties: PropertyMap, maxLevel: number): number {
  const text = properties.get(PROPERTY.delayLevel) ?? '0';
  if (!isLong(text))
    throw new Refusal(RESPONSE.SYSTEM_ERROR, `java.lang.NumberFormatException: For input string: "${text}"`);
  return Math.min(Number(text), maxLevel);
}

function timerOf(properties: PropertyMap, { nowMs, hasTimers }: WaitRules): number | undefined {
  const timer = TIMERS.find(([name]) => properties.has(name));
  if (timer === undefined) return undefined;
  if (!hasTimers)
    throw new Refusal(
      RESPONSE.SYSTEM_ERROR,
      'accurate timer message is not enabled, timerWheelEnable is false',
    );
  const [name, momentOf] = timer;
  const text = properties.get(name) ?? '';
  if (!isLong(text)) throw illegalTimer();
  return momentOf(Number(text), nowMs);
}

const isLong = (text: string): boolean => /^[+-]?\d{1,19}$/.test(text);

function illegalTimer(): Refusal {
  return new Refusal(
    RESPONSE.MESSAGE_ILLEGAL,
    `timer message illegal, the delay time should not be bigger than the max delay ${MAX_TIMER_DELAY_MS}ms; or if set del msg, the delay time should be bigger than the current time`,
  );
}
