import type { Timer } from '../clock.ts';
import { splitAddress } from '../model/address.ts';
import type { Command } from '../protocol/command.ts';
import { FrameServer, type ServedConnection } from '../remoting/frame-server.ts';
import type { BrokerData } from './data/broker-data.ts';
import type { BrokerState } from './state/broker-state.ts';
import type { ClusterMember } from './state/cluster.ts';
import { createState, type StateOptions } from './state/create-state.ts';

const HOST = '127.0.0.1';
/** How often silent members and producers are looked for. Source: ClientHousekeepingService. */
const MEMBER_SCAN_MS = 10_000;

type Receive = (connection: ServedConnection, command: Command) => void;

/** A port of the sandbox. Throws CONNECT (role sandbox, reason portTaken or other). */
export function listen(
  port: number,
  onCommand: Receive,
  onClosed: (connection: ServedConnection) => void = () => {},
): Promise<FrameServer> {
  return FrameServer.listen({ host: HOST, port, role: 'sandbox', onCommand, onClosed });
}

/** One broker: its state and its port, which can be closed and opened again. */
export class BrokerNode implements ClusterMember {
  readonly state: BrokerState;
  readonly data: BrokerData | undefined;
  readonly #memberScan: Timer;
  readonly #receive: Receive;
  #server: FrameServer | undefined;

  /** `receive` gets the state with each command. Throws as listen does. */
  static async start(
    options: Omit<StateOptions, 'name'> & { name: string },
    port: number,
    data: BrokerData | undefined,
    receive: (state: BrokerState, ...command: Parameters<Receive>) => void,
  ): Promise<BrokerNode> {
    let node: BrokerNode | undefined;
    const server = await listen(
      port,
      (connection, command) => {
        if (node !== undefined) receive(node.state, connection, command);
      },
      (connection) => node?.closed(connection),
    );
    node = new BrokerNode(createState(options, server.address), server, data, receive);
    return node;
  }

  private constructor(
    state: BrokerState,
    server: FrameServer,
    data: BrokerData | undefined,
    receive: (state: BrokerState, ...command: Parameters<Receive>) => void,
  ) {
    this.state = state;
    this.data = data;
    this.#server = server;
    this.#receive = (connection, command) => receive(state, connection, command);
    this.#memberScan = state.host.setInterval(() => {
      state.groups.expire();
      state.producers.expire();
    }, MEMBER_SCAN_MS);
    data?.attach(state);
  }

  get isUp(): boolean {
    return this.#server !== undefined;
  }

  /** As killed: its port refuses, its members and held pulls are gone, what it stored stays. */
  async goDown(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    await server?.close();
  }

  /** On its old port. Throws CONNECT when another program has it now. */
  async comeUp(): Promise<void> {
    if (this.#server !== undefined) return;
    const { port } = splitAddress(this.state.address);
    this.#server = await listen(port, this.#receive, (connection) => this.closed(connection));
  }

  /** Answers the pulls it holds, then closes every connection. */
  async stop(): Promise<void> {
    this.#memberScan.cancel();
    this.state.delay.stop();
    this.state.transactions.stop();
    this.state.held.stop();
    this.state.calls.stop();
    await this.goDown();
    this.data?.close(this.state);
  }

  closed(connection: ServedConnection): void {
    this.state.held.closed(connection);
    this.state.groups.closed(connection);
    this.state.producers.closed(connection);
  }
}
