import { splitAddress } from '../../model/address.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import { Refusal } from '../dispatch/reply.ts';
import { CLUSTER_NAME } from '../names.ts';
import { MAX_BODY_BYTES } from '../store/limits.ts';
import { DataVersion } from './data-version.ts';

/** The only setting that can be changed while the sandbox runs. */
const AUTO_CREATE_TOPIC_ENABLE = 'autoCreateTopicEnable';

/** What differs from one sandbox to another. */
export interface ConfigOptions {
  brokerName: string;
  /** `ip:port`. */
  address: string;
  /** As messageDelayLevel writes them: `1s 5s 10s`. */
  delayLevels: string;
}

/** The settings that are asked for as Java properties text. Source: BrokerConfig.java, MessageStoreConfig.java. */
export class BrokerConfig {
  readonly version = new DataVersion();
  readonly #now: () => number;
  readonly #settings: Map<string, string>;

  constructor({ brokerName, address, delayLevels }: ConfigOptions, now: () => number) {
    const { host, port } = splitAddress(address);
    this.#now = now;
    this.#settings = new Map([
      [AUTO_CREATE_TOPIC_ENABLE, 'true'],
      ['autoCreateSubscriptionGroup', 'true'],
      ['brokerClusterName', CLUSTER_NAME],
      ['brokerIP1', host],
      ['brokerId', '0'],
      ['brokerName', brokerName],
      ['brokerPermission', '6'],
      ['enablePropertyFilter', 'false'],
      ['listenPort', String(port)],
      ['maxMessageSize', String(MAX_BODY_BYTES)],
      ['messageDelayLevel', delayLevels],
      ['rejectTransactionMessage', 'true'],
      ['timerWheelEnable', 'false'],
      ['useServerSideResetOffset', 'true'],
    ]);
  }

  get autoCreateTopic(): boolean {
    return this.#settings.get(AUTO_CREATE_TOPIC_ENABLE) === 'true';
  }

  text(): string {
    const names = [...this.#settings.keys()].sort();
    return names.map((name) => `${name}=${this.#settings.get(name)}\n`).join('');
  }

  /** Takes `name=value` lines. Throws Refusal (16) for a setting that is fixed here; nothing is changed then. */
  update(text: string): void {
    const changes = text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.includes('=') && !line.startsWith('#'))
      .map(
        (line) =>
          [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1).trim()] as const,
      );
    const fixed = changes.find(
      ([name, value]) => name !== AUTO_CREATE_TOPIC_ENABLE && this.#settings.get(name) !== value,
    );
    if (fixed !== undefined)
      throw new Refusal(
        RESPONSE.NO_PERMISSION,
        `Can not update config ${fixed[0]}: it is fixed in the sandbox.`,
      );
    for (const [name, value] of changes) this.#settings.set(name, value);
    this.version.changed(this.#now());
  }
}
