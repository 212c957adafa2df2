import type { HostClock } from '../clock.ts';
import { parseDelayLevels } from '../model/delay.ts';
import type { Command } from '../protocol/command.ts';
import type { FrameServer, ServedConnection } from '../remoting/frame-server.ts';
import { AccessControl } from './access/access-control.ts';
import type { Account } from './access/account.ts';
import { allHandlers } from './all-handlers.ts';
import { BrokerClock } from './broker-clock.ts';
import { BrokerNode, listen } from './broker-node.ts';
import { SandboxFolder } from './data/sandbox-folder.ts';
import { Dispatcher, type HandlerEntry } from './dispatch/dispatcher.ts';
import type { Fault } from './faults/fault.ts';
import { FaultTable } from './faults/fault-table.ts';
import { nameServerHandlers } from './handlers/name-server.ts';
import { routeHandlers } from './handlers/route.ts';
import { brokerNames } from './names.ts';
import type { BrokerState } from './state/broker-state.ts';
import { KvTable } from './state/kv-table.ts';

/** Between the ports of two brokers: clients also try the one 2 below. */
const PORT_STEP = 20;

/** Plain data but for `host`: it is posted to the worker. */
export interface BrokerOptions {
  host: HostClock;
  /** 0 or absent = any free one. */
  nameServerPort?: number;
  /** The second broker's is 20 above. */
  brokerPort?: number;
  /** 1 (default), named `sandbox`, or 2, `sandbox-a` and `sandbox-b`. */
  brokers?: number;
  /** Broker milliseconds per host millisecond. Default 1. */
  clockRate?: number;
  /** Made at the start, on each broker. */
  topics?: readonly { name: string; queues: number }[];
  /** As messageDelayLevel: `1s 5s 10s`. Default: the 18 of a broker. */
  delayLevels?: string;
  /** Of each broker; see MessageStoreOptions. */
  maxStoreBytes?: number;
  /** Where messages and tables are kept over a restart. Default: in memory only. */
  dataFolder?: string;
  /** Without any, no signature is looked at. */
  accounts?: readonly Account[];
  /** Of each broker: settings of broker-config.ts by name. */
  settings?: Readonly<Record<string, string>>;
  faults?: readonly Fault[];
}

/**
 * A name server and one or two brokers for demonstrations and tests, on loopback. Every port answers the same requests:
 * the codes of the two do not overlap. Behaves as 5.3.3 where versions differ.
 */
export class SandboxBroker {
  readonly clock: BrokerClock;
  readonly nameServer: string;
  readonly faults: FaultTable;
  readonly #nodes: readonly BrokerNode[];
  readonly #nameServer: FrameServer;
  readonly #folder: SandboxFolder | undefined;

  /** Throws CONNECT (role sandbox, reason portTaken or other) when a port cannot be had; what SandboxFolder throws. */
  static async start(options: BrokerOptions): Promise<SandboxBroker> {
    const { dataFolder } = options;
    const folder = dataFolder === undefined ? undefined : new SandboxFolder(dataFolder);
    try {
      return await SandboxBroker.#startIn(folder, options);
    } catch (error) {
      folder?.release();
      throw error;
    }
  }

  static async #startIn(folder: SandboxFolder | undefined, options: BrokerOptions): Promise<SandboxBroker> {
    const { host, clockRate, brokers = 1, brokerPort = 0 } = options;
    const planned = brokerNames(brokers).map((name, index) => ({
      name,
      port: brokerPort === 0 ? 0 : brokerPort + index * PORT_STEP,
      data: folder?.broker(name),
    }));
    const notBeforeMs = Math.max(...planned.map(({ data }) => data?.lastStoreMs ?? 0));
    const clock = new BrokerClock(host, clockRate, notBeforeMs);
    const faults = new FaultTable(host, options.faults);
    const nodes: BrokerNode[] = [];
    let nameServer: FrameServer | undefined;
    const routes = [
      ...routeHandlers(nodes),
      ...nameServerHandlers(folder?.values() ?? new KvTable(), () => nameServer?.address ?? ''),
    ];
    const receive = receiver(routes, faults, options.accounts ?? []);
    try {
      for (const { name, port, data } of planned)
        nodes.push(await BrokerNode.start({ ...stateOptions(options), clock, name }, port, data, receive));
      const [first] = nodes;
      nameServer = await listen(
        options.nameServerPort ?? 0,
        (connection, command) => {
          if (first !== undefined) receive(first.state, connection, command);
        },
        (connection) => first?.closed(connection),
      );
      return new SandboxBroker(clock, faults, nodes, nameServer, folder);
    } catch (error) {
      await Promise.all(nodes.map((node) => node.stop()));
      throw error;
    }
  }

  private constructor(
    clock: BrokerClock,
    faults: FaultTable,
    nodes: readonly BrokerNode[],
    nameServer: FrameServer,
    folder: SandboxFolder | undefined,
  ) {
    this.#folder = folder;
    this.clock = clock;
    this.faults = faults;
    this.nameServer = nameServer.address;
    this.#nodes = nodes;
    this.#nameServer = nameServer;
  }

  /** The first one's address. */
  get broker(): string {
    return this.states[0]?.address ?? '';
  }

  get states(): BrokerState[] {
    return this.#nodes.map(({ state }) => state);
  }

  /** What was cut off damaged data at the start, one sentence each. */
  get damage(): string[] {
    return this.#nodes.flatMap(({ data }) => data?.damage ?? []);
  }

  /** Takes a broker down as if killed, or brings it back. One of no such name is ignored. Throws CONNECT when its port was taken. */
  async setUp(name: string, isUp: boolean): Promise<void> {
    const node = this.#nodes.find(({ state }) => state.name === name);
    await (isUp ? node?.comeUp() : node?.goDown());
  }

  /** Answers the pulls it holds, then closes every connection. */
  async stop(): Promise<void> {
    await Promise.all([...this.#nodes.map((node) => node.stop()), this.#nameServer.close()]);
    this.#folder?.release();
  }
}

function stateOptions({ host, topics, maxStoreBytes, delayLevels, settings }: BrokerOptions) {
  return {
    host,
    ...(settings === undefined ? {} : { settings }),
    ...(topics === undefined ? {} : { topics }),
    ...(maxStoreBytes === undefined ? {} : { maxStoreBytes }),
    ...(delayLevels === undefined ? {} : { delayLevels: parseDelayLevels(delayLevels) }),
  };
}

/** One dispatcher per broker, made when its first command comes. `routes`: what every port answers as a name server. */
function receiver(routes: readonly HandlerEntry[], faults: FaultTable, accounts: readonly Account[]) {
  const dispatchers = new Map<BrokerState, Dispatcher>();
  const access = new AccessControl(accounts, new Set(routes.map(([code]) => code)));
  const dispatcherOf = (state: BrokerState): Dispatcher => {
    const known = dispatchers.get(state);
    if (known !== undefined) return known;
    const made = new Dispatcher(
      [...routes, ...allHandlers(state)],
      [access.pass.bind(access), faults.pass.bind(faults)],
      (connection, answer) => state.calls.answered(connection, answer),
    );
    dispatchers.set(state, made);
    return made;
  };
  return (state: BrokerState, connection: ServedConnection, command: Command): void =>
    dispatcherOf(state).receive(connection, command);
}
