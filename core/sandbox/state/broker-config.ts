import { splitAddress } from '../../model/address.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import { Refusal } from '../dispatch/reply.ts';
import { CLUSTER_NAME } from '../names.ts';
import { MAX_BODY_BYTES } from '../store/limits.ts';
import { DataVersion } from './data-version.ts';

/** What can be set, at the start and while the sandbox runs, with what it is on a new broker. */
const SETTABLE = {
  autoCreateTopicEnable: true,
  /** SQL92. */
  enablePropertyFilter: false,
  rejectTransactionMessage: false,
  /** Messages for a time of their own. */
  timerWheelEnable: true,
  /** Broker milliseconds. */
  transactionCheckInterval: 30_000,
  transactionCheckMax: 15,
  /** Broker milliseconds. */
  transactionTimeOut: 6_000,
};
export type SettingName = keyof typeof SETTABLE;
type NameOf<T> = { [K in SettingName]: (typeof SETTABLE)[K] extends T ? K : never }[SettingName];
export const SETTING_NAMES = Object.keys(SETTABLE) as SettingName[];

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
      ...Object.entries(SETTABLE).map(([name, value]): [string, string] => [name, String(value)]),
      ['autoCreateSubscriptionGroup', 'true'],
      ['brokerClusterName', CLUSTER_NAME],
      ['brokerIP1', host],
      ['brokerId', '0'],
      ['brokerName', brokerName],
      ['brokerPermission', '6'],
      ['listenPort', String(port)],
      ['maxMessageSize', String(MAX_BODY_BYTES)],
      ['messageDelayLevel', delayLevels],
      ['useServerSideResetOffset', 'true'],
    ]);
  }

  isOn(name: NameOf<boolean>): boolean {
    return this.#settings.get(name) === 'true';
  }

  number(name: NameOf<number>): number {
    return Number(this.#settings.get(name));
  }

  text(): string {
    const names = [...this.#settings.keys()].sort();
    return names.map((name) => `${name}=${this.#settings.get(name)}\n`).join('');
  }

  /** Takes `name=value` lines. Throws Refusal (16) for a setting that is fixed here or cannot be that; nothing is changed then. */
  update(text: string): void {
    const changes = text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line.includes('=') && !line.startsWith('#'))
      .map(
        (line) =>
          [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1).trim()] as const,
      );
    for (const [name, value] of changes) {
      if (this.#settings.get(name) === value) continue;
      const problem = settingProblem(name, value);
      if (problem !== undefined)
        throw new Refusal(RESPONSE.NO_PERMISSION, `Can not update config ${name}: ${problem}`);
    }
    for (const [name, value] of changes) this.#settings.set(name, value);
    this.version.changed(this.#now());
  }
}

/** Why a setting cannot be that, as a sentence. */
export function settingProblem(name: string, value: string): string | undefined {
  const model = (SETTABLE as Record<string, boolean | number | undefined>)[name];
  if (model === undefined) return 'it is fixed in the sandbox.';
  if (typeof model === 'boolean') return /^(?:true|false)$/.test(value) ? undefined : 'it is true or false.';
  return /^\d{1,9}$/.test(value) && Number(value) > 0 ? undefined : 'it is a whole number above 0.';
}
