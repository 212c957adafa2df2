import { MAX_TOPIC_LENGTH } from '../../model/names.ts';
import { AUTO_CREATE_TOPIC, PERM_INHERIT, PERM_READ, PERM_WRITE } from '../../model/route.ts';
import { BUILT_IN_TOPICS } from '../names.ts';
import { DataVersion } from './data-version.ts';

/** Members in fastjson's order. Source: TopicConfig.java. */
export interface TopicConfig {
  attributes: Record<string, string>;
  order: boolean;
  /** PERM_* bits. */
  perm: number;
  readQueueNums: number;
  topicFilterType: string;
  topicName: string;
  topicSysFlag: number;
  writeQueueNums: number;
}

const PERM_READ_WRITE = PERM_READ | PERM_WRITE;
const LEGAL_NAME = /^[%|a-zA-Z0-9_-]+$/;

export function topicConfig(topicName: string, queues: number, perm = PERM_READ_WRITE): TopicConfig {
  return {
    attributes: {},
    order: false,
    perm,
    readQueueNums: queues,
    topicFilterType: 'SINGLE_TAG',
    topicName,
    topicSysFlag: 0,
    writeQueueNums: queues,
  };
}

/** What a broker says against a topic's name; undefined when it is legal. Source: TopicValidator.validateTopic. */
export function topicNameProblem(topic: string): string | undefined {
  if (topic.trim() === '') return 'The specified topic is blank.';
  if (!LEGAL_NAME.test(topic))
    return 'The specified topic contains illegal characters, allowing only ^[%|a-zA-Z0-9_-]+$';
  if (topic.length > MAX_TOPIC_LENGTH) return 'The specified topic is longer than topic max length.';
  return undefined;
}

/** The topics of the broker, which are also the routes of the name server. Source: TopicConfigManager.java. */
export class Topics {
  readonly version = new DataVersion();
  readonly #configs = new Map<string, TopicConfig>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
    for (const { name, queues } of BUILT_IN_TOPICS) {
      const inherit = name === AUTO_CREATE_TOPIC ? PERM_INHERIT : 0;
      this.put(topicConfig(name, queues, PERM_READ_WRITE | inherit));
    }
  }

  get(topic: string): TopicConfig | undefined {
    return this.#configs.get(topic);
  }

  all(): TopicConfig[] {
    return [...this.#configs.values()];
  }

  put(config: TopicConfig): void {
    this.#configs.set(config.topicName, config);
    this.version.changed(this.#now());
  }

  delete(topic: string): void {
    if (this.#configs.delete(topic)) this.version.changed(this.#now());
  }

  /** The topic, made with these queues when there is none. */
  ensure(topic: string, queues: number): TopicConfig {
    const known = this.get(topic);
    if (known !== undefined) return known;
    const config = topicConfig(topic, queues);
    this.put(config);
    return config;
  }

  /**
   * The topic of a send. An unknown one is made after `defaultTopic` when that may be inherited from; undefined when
   * not. Source: TopicConfigManager.createTopicInSendMessageMethod.
   */
  forSend(topic: string, defaultTopic: string, queues: number): TopicConfig | undefined {
    const known = this.get(topic);
    if (known !== undefined) return known;
    const model = this.get(defaultTopic);
    if (model === undefined || (model.perm & PERM_INHERIT) === 0) return undefined;
    const config = topicConfig(
      topic,
      Math.max(0, Math.min(queues, model.writeQueueNums)),
      model.perm & ~PERM_INHERIT,
    );
    this.put(config);
    return config;
  }
}
