import { GantryError } from '../model/error.ts';
import { MASTER_ID } from '../model/route.ts';
import { encodeRequest } from '../protocol/define-request.ts';
import { encodeHeartbeat, type HeartbeatData } from '../protocol/heartbeat-json.ts';
import { heartBeat, unregisterClient } from '../protocol/requests/client.ts';
import type { Transport } from '../remoting/transport.ts';
import type { RouteTable } from '../route/route-table.ts';
import type { Memberships } from './memberships.ts';

const HEARTBEAT_TIMEOUT_MS = 3_000;
/** A broker that does not answer a goodbye notices by itself: with the end of the connection, else after 120 s. */
const UNREGISTER_TIMEOUT_MS = 900;

type Group = { producerGroup?: string; consumerGroup?: string };

interface HeartbeatsOptions {
  clientId: string;
  transport: Transport;
  routes: RouteTable;
  memberships: Memberships;
  /** `first`: since its connection opened. */
  onAnswered: (address: string, first: boolean) => void;
  onFailed: (address: string, error: GantryError) => void;
}

/**
 * Tells brokers which groups this client is in: the masters, and the replicas as well when there are consumers, which
 * may read from them. Source: MQClientInstance.sendHeartbeatToAllBroker, unregisterClient.
 */
export class Heartbeats {
  readonly #options: HeartbeatsOptions;
  readonly #underWay = new Map<string, number>();
  /** Brokers that know of us on their present connection. */
  readonly #reached = new Set<string>();

  constructor(options: HeartbeatsOptions) {
    this.#options = options;
  }

  /** To every known broker, now. Rejects with the first error when none took it; without any broker there is nothing to do. */
  async beatAll(): Promise<void> {
    const results = await Promise.allSettled(this.#addresses().map((address) => this.#beat(address)));
    const [first] = results;
    if (first?.status === 'rejected' && results.every(({ status }) => status === 'rejected'))
      throw first.reason;
  }

  /** A connection opened: when it is a broker's, it is told, unless that is why it was opened. */
  async connectionOpened(address: string): Promise<void> {
    if (this.#underWay.has(address) || !this.#addresses().includes(address)) return;
    // A failure is reported by `onFailed`.
    await this.#beat(address).catch(() => {});
  }

  connectionEnded(address: string): void {
    this.#reached.delete(address);
  }

  /** Says goodbye for these groups to every broker that knows of us, within a second. Never throws. */
  async unregister(groups: readonly Group[]): Promise<void> {
    await this.#unregisterAt([...this.#reached], groups);
  }

  async #unregisterAt(addresses: readonly string[], groups: readonly Group[]): Promise<void> {
    const { clientId: clientID, transport } = this.#options;
    const requests = groups.map((group) => encodeRequest(unregisterClient, { clientID, ...group }));
    await Promise.allSettled(
      addresses.flatMap((address) =>
        requests.map((request) => transport.invoke(address, request, UNREGISTER_TIMEOUT_MS)),
      ),
    );
  }

  async #beat(address: string): Promise<void> {
    const { clientId, transport, memberships, onAnswered, onFailed } = this.#options;
    const told = memberships.heartbeat(clientId);
    const request = encodeRequest(heartBeat, {}, encodeHeartbeat(told));
    this.#underWay.set(address, (this.#underWay.get(address) ?? 0) + 1);
    try {
      await transport.invoke(address, request, HEARTBEAT_TIMEOUT_MS);
    } catch (error) {
      if (error instanceof GantryError) onFailed(address, error);
      throw error;
    } finally {
      this.#ended(address);
    }
    const first = !this.#reached.has(address);
    this.#reached.add(address);
    onAnswered(address, first);
    await this.#unregisterGone(address, told);
  }

  /** Groups left while the broker was being told that we are in them: it would keep us there for 120 s. */
  async #unregisterGone(address: string, told: HeartbeatData): Promise<void> {
    const { producers, consumers } = this.#options.memberships;
    const gone = [
      ...leftOf(told.producerDataSet, producers).map((producerGroup) => ({ producerGroup })),
      ...leftOf(told.consumerDataSet, consumers).map((consumerGroup) => ({ consumerGroup })),
    ];
    if (gone.length > 0) await this.#unregisterAt([address], gone);
  }

  #ended(address: string): void {
    const left = (this.#underWay.get(address) ?? 1) - 1;
    if (left === 0) this.#underWay.delete(address);
    else this.#underWay.set(address, left);
  }

  #addresses(): string[] {
    const { routes, memberships } = this.#options;
    const all = routes.brokers().flatMap(({ addresses }) => {
      if (memberships.hasConsumers) return Object.values(addresses);
      return addresses[MASTER_ID] ?? [];
    });
    return [...new Set(all)];
  }
}

const leftOf = (told: readonly { groupName: string }[], present: readonly string[]): string[] =>
  told.flatMap(({ groupName }) => (present.includes(groupName) ? [] : groupName));
