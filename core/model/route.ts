/** Where a topic lives, as the name server tells it. Source: TopicRouteData.java. */
export interface TopicRoute {
  brokers: BrokerData[];
  queues: QueueData[];
  /** `broker-a:8;broker-b:8` when the topic has a global order configuration. */
  orderTopicConf?: string;
}

export interface BrokerData {
  cluster: string;
  brokerName: string;
  /** brokerId (0 = master) to `host:port`. */
  addresses: Record<number, string>;
}

export interface QueueData {
  brokerName: string;
  readQueueNums: number;
  writeQueueNums: number;
  /** PERM_* bits. */
  perm: number;
  topicSysFlag: number;
}

export const PERM_INHERIT = 1;
export const PERM_WRITE = 2;
export const PERM_READ = 4;
export const MASTER_ID = 0;
/** The topic whose route stands in for one that does not exist yet. Source: TopicValidator.AUTO_CREATE_TOPIC_KEY_TOPIC. */
export const AUTO_CREATE_TOPIC = 'TBW102';
