import { DataVersion } from './data-version.ts';

/** Members in fastjson's order. Source: SubscriptionGroupConfig.java. */
export interface GroupConfig {
  attributes: Record<string, string>;
  brokerId: number;
  consumeBroadcastEnable: boolean;
  consumeEnable: boolean;
  consumeFromMinEnable: boolean;
  consumeMessageOrderly: boolean;
  consumeTimeoutMinute: number;
  groupName: string;
  groupRetryPolicy: { type: string };
  groupSysFlag: number;
  notifyConsumerIdsChangedEnable: boolean;
  /** Deliveries beyond the first before a message is a dead letter. */
  retryMaxTimes: number;
  retryQueueNums: number;
  whichBrokerWhenConsumeSlowly: number;
}

const LEGAL_NAME = /^[%|a-zA-Z0-9_-]{1,255}$/;

export function groupConfig(
  groupName: string,
  settings: Partial<Omit<GroupConfig, 'groupName'>> = {},
): GroupConfig {
  return {
    attributes: {},
    brokerId: 0,
    consumeBroadcastEnable: true,
    consumeEnable: true,
    consumeFromMinEnable: true,
    consumeMessageOrderly: false,
    consumeTimeoutMinute: 15,
    groupName,
    groupRetryPolicy: { type: 'CUSTOMIZED' },
    groupSysFlag: 0,
    notifyConsumerIdsChangedEnable: true,
    retryMaxTimes: 16,
    retryQueueNums: 1,
    whichBrokerWhenConsumeSlowly: 1,
    ...settings,
  };
}

/** The settings of consumer groups. Source: SubscriptionGroupManager.java with autoCreateSubscriptionGroup. */
export class GroupConfigs {
  readonly version = new DataVersion();
  readonly #configs = new Map<string, GroupConfig>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Without making it. */
  has(group: string): boolean {
    return this.#configs.has(group);
  }

  /** Made with defaults when it is new; undefined when its name is illegal. */
  find(group: string): GroupConfig | undefined {
    const known = this.#configs.get(group);
    if (known !== undefined) return known;
    if (!LEGAL_NAME.test(group)) return undefined;
    const config = groupConfig(group);
    this.put(config);
    return config;
  }

  all(): GroupConfig[] {
    return [...this.#configs.values()];
  }

  put(config: GroupConfig): void {
    this.#configs.set(config.groupName, config);
    this.version.changed(this.#now());
  }

  delete(group: string): void {
    if (this.#configs.delete(group)) this.version.changed(this.#now());
  }
}
