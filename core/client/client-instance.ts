import { randomBytes } from 'node:crypto';
import { pid } from 'node:process';
import type { HostClock, Timer } from '../clock.ts';
import type { BrokerStatus } from '../contract/views.ts';
import type { ErrorData } from '../model/error.ts';
import { MASTER_ID } from '../model/route.ts';
import type { Command } from '../protocol/command.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';
import { createUniqueKeyGenerator } from '../protocol/unique-key.ts';
import { localAddress } from '../remoting/local-address.ts';
import type { ConnectionStatus, Transport } from '../remoting/transport.ts';
import { type NameServerOrigin, NameServerSource } from '../route/name-server-source.ts';
import { NameServers } from '../route/name-servers.ts';
import { noRoute, RouteTable } from '../route/route-table.ts';
import { serveBrokerRequest } from './broker-requests.ts';
import { Heartbeats } from './heartbeats.ts';
import { LinkWatch } from './link-watch.ts';
import { askMembers } from './members.ts';
import { type ConsumerRegistration, Memberships } from './memberships.ts';

export type { ConsumerRegistration } from './memberships.ts';

/** Source: ClientConfig.heartbeatBrokerInterval, pollNameServerInterval. */
const HEARTBEAT_EVERY_MS = 30_000;
const ROUTES_EVERY_MS = 30_000;
/** Source: MQClientInstance.startScheduledTask. */
const DOMAIN_EVERY_MS = 120_000;
/** Source: ClientConfig.mqClientApiTimeout. */
const TIMEOUT_MS = 3_000;

interface ClientInstanceOptions {
  nameServers: NameServerOrigin;
  transport: Transport;
  clock: HostClock;
  /** Part of the client id. Default: the process id. */
  instanceName?: string;
}

interface ClientStatus {
  brokers: BrokerStatus[];
  /** Since when no name server, or no broker, answers. */
  lostSinceMs?: number;
  nextRetryAtMs?: number;
  roundTripMs?: number;
  lastError?: ErrorData;
}

/**
 * One client of one cluster: what its producers and consumers share, that is connections, routes, heartbeats and the
 * client id brokers know it by. Source: MQClientInstance.java.
 */
export class ClientInstance {
  /** `ip@pid#random`: brokers tell members of a group apart by it alone. */
  readonly clientId: string;
  readonly clock: HostClock;
  readonly transport: Transport;
  readonly nameServers: NameServers;
  readonly routes: RouteTable;
  /** For the UNIQ_KEY of a message. */
  readonly nextUniqueKey: () => string;
  readonly #memberships = new Memberships();
  readonly #heartbeats: Heartbeats;
  readonly #links: LinkWatch;
  readonly #connections = new Map<string, ConnectionStatus>();
  readonly #listeners = new Set<() => void>();
  #timers: Timer[] = [];
  #closing: Promise<void> | undefined;

  /** Throws INPUT (domain). */
  constructor({ nameServers, transport, clock, instanceName = String(pid) }: ClientInstanceOptions) {
    const ip = localAddress();
    this.clientId = `${ip}@${instanceName}#${randomBytes(6).toString('hex')}`;
    this.clock = clock;
    this.transport = transport;
    this.nextUniqueKey = createUniqueKeyGenerator({ ip, pid, now: () => clock.now() });
    this.nameServers = new NameServers(new NameServerSource(nameServers, clock), transport, (error) =>
      this.#links.nameServerAsked(error),
    );
    this.routes = new RouteTable(this.nameServers);
    this.#heartbeats = new Heartbeats({
      clientId: this.clientId,
      transport,
      routes: this.routes,
      memberships: this.#memberships,
      onAnswered: (address, first) => {
        this.#links.brokerAnswered(address);
        if (first) this.#memberships.membersChanged();
      },
      onFailed: (address, error) => this.#links.brokerFailed(address, error),
    });
    this.#links = new LinkWatch({
      clock,
      masters: () => this.routes.brokers().flatMap(({ addresses }) => addresses[MASTER_ID] ?? []),
      check: async () => {
        await Promise.all([this.routes.refreshAll(), this.#beatQuietly()]);
      },
      onChanged: () => this.#changed(),
    });
    transport.onRequest((_address, request) => serveBrokerRequest(this.#memberships, request));
    transport.onStatus((address, status) => this.#connectionIs(address, status));
    this.routes.onChange(() => this.#changed());
  }

  /** Heartbeats and route refreshes from now on, every 30 s each, and a name server domain every 2 min. Proves nothing about the network. */
  start(): void {
    if (this.#timers.length > 0 || this.#closing !== undefined) return;
    this.#timers = [
      this.clock.setInterval(() => void this.#beatQuietly(), HEARTBEAT_EVERY_MS),
      this.clock.setInterval(() => void this.routes.refreshAll(), ROUTES_EVERY_MS),
      this.clock.setInterval(() => void this.#refetchNameServers(), DOMAIN_EVERY_MS),
    ];
  }

  /** Leaves every group (1 s at most, brokers there or not) and closes the transport. May be called twice. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /**
   * Sends to a broker's master, whose address is looked up anew when it is unknown. `timeoutMs` covers the request, not
   * the look-up. Throws NO_ROUTE and as Transport.invoke.
   */
  invokeBroker(brokerName: string, request: EncodedRequest, timeoutMs = TIMEOUT_MS): Promise<Command> {
    const address = this.routes.masterAddress(brokerName);
    if (address !== undefined) return this.transport.invoke(address, request, timeoutMs);
    return this.#invokeLookedUp(brokerName, request, timeoutMs);
  }

  registerProducer(group: string): void {
    this.#memberships.addProducer(group);
  }

  async unregisterProducer(group: string): Promise<void> {
    if (this.#memberships.removeProducer(group))
      await this.#heartbeats.unregister([{ producerGroup: group }]);
  }

  /** From the next heartbeat on. Throws STATE groupInUse. */
  registerConsumer(registration: ConsumerRegistration): void {
    this.#memberships.addConsumer(registration);
  }

  async unregisterConsumer(group: string): Promise<void> {
    if (this.#memberships.removeConsumer(group))
      await this.#heartbeats.unregister([{ consumerGroup: group }]);
  }

  /** To every known broker now. Rejects with the first error when none took it. */
  async heartbeat(): Promise<void> {
    await this.#heartbeats.beatAll();
  }

  /**
   * Client ids of a group's consumers as a broker of `topic` knows them; null when it knows none, which during a
   * restart is no proof that there are none. Throws NO_ROUTE, CONNECT, TIMEOUT, AUTH, RESPONSE.
   */
  async members(group: string, topic: string): Promise<string[] | null> {
    return await askMembers(this, group, topic, TIMEOUT_MS);
  }

  status(): ClientStatus {
    const brokers = this.routes.brokers().flatMap(({ brokerName }): BrokerStatus[] => {
      const address = this.routes.readAddress(brokerName);
      if (address === undefined) return [];
      return [{ brokerName, address, state: this.#connections.get(address) ?? 'unused' }];
    });
    const open = brokers.find(({ state }) => state === 'open');
    const inUse = open?.address ?? this.nameServers.current;
    return {
      brokers,
      lostSinceMs: this.#links.lostSinceMs,
      nextRetryAtMs: this.#links.nextRetryAtMs,
      roundTripMs: inUse === undefined ? undefined : this.transport.roundTripMs(inUse),
      lastError: this.#links.lastError,
    };
  }

  /** Called whenever `status` may read differently. Returns the way to end it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #invokeLookedUp(brokerName: string, request: EncodedRequest, timeoutMs: number): Promise<Command> {
    await this.routes.refreshAll();
    const address = this.routes.masterAddress(brokerName);
    if (address === undefined) throw noRoute(brokerName);
    return await this.transport.invoke(address, request, timeoutMs);
  }

  async #close(): Promise<void> {
    for (const timer of this.#timers) timer.cancel();
    this.#links.stop();
    await this.#heartbeats.unregister([
      ...this.#memberships.producers.map((producerGroup) => ({ producerGroup })),
      ...this.#memberships.consumers.map((consumerGroup) => ({ consumerGroup })),
    ]);
    await this.transport.close();
  }

  /** Failures are in `status`. */
  async #beatQuietly(): Promise<void> {
    await this.#heartbeats.beatAll().catch(() => {});
  }

  async #refetchNameServers(): Promise<void> {
    await this.nameServers.refetch();
    this.#changed();
  }

  #connectionIs(address: string, status: ConnectionStatus): void {
    if (this.#closing !== undefined) return;
    this.#connections.set(address, status);
    if (status === 'open') void this.#heartbeats.connectionOpened(address);
    if (status === 'closed') {
      this.#heartbeats.connectionEnded(address);
      this.#links.connectionEnded();
    }
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
