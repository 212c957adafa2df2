import type { Timer } from '../clock.ts';
import { FrameServer } from '../remoting/frame-server.ts';
import type { BrokerClock } from './broker-clock.ts';
import { Dispatcher } from './dispatch/dispatcher.ts';
import { brokerInfoHandlers } from './handlers/broker-info.ts';
import { clientHandlers } from './handlers/client.ts';
import { groupAdminHandlers } from './handlers/group-admin.ts';
import { inspectHandlers } from './handlers/inspect.ts';
import { lockHandlers } from './handlers/lock.ts';
import { memberHandlers } from './handlers/member.ts';
import { offsetHandlers } from './handlers/offset.ts';
import { pullHandlers } from './handlers/pull.ts';
import { queryHandlers } from './handlers/query.ts';
import { routeHandlers } from './handlers/route.ts';
import { sendHandlers } from './handlers/send.ts';
import { sendBackHandlers } from './handlers/send-back.ts';
import { topicAdminHandlers } from './handlers/topic-admin.ts';
import type { BrokerState } from './state/broker-state.ts';
import { createState, type StateOptions } from './state/create-state.ts';

const HOST = '127.0.0.1';
/** How often silent members are looked for. Source: ClientHousekeepingService. */
const MEMBER_SCAN_MS = 10_000;

export interface BrokerOptions extends StateOptions {
  /** 0 or absent = any free one. */
  nameServerPort?: number;
  brokerPort?: number;
}

/**
 * A name server and a broker for demonstrations and tests, in memory, on loopback. Both ports answer the same requests:
 * the codes of the two do not overlap. Behaves as 5.3.3 where versions differ.
 */
export class SandboxBroker {
  readonly clock: BrokerClock;
  readonly nameServer: string;
  readonly broker: string;
  readonly #state: BrokerState;
  readonly #servers: readonly FrameServer[];
  readonly #memberScan: Timer;

  /** Throws CONNECT (role sandbox, reason portTaken or other) when a port cannot be had. */
  static async start(options: BrokerOptions): Promise<SandboxBroker> {
    let started: { dispatcher: Dispatcher; state: BrokerState } | undefined;
    const listen = (port = 0): Promise<FrameServer> =>
      FrameServer.listen({
        host: HOST,
        port,
        role: 'sandbox',
        onCommand: (connection, command) => started?.dispatcher.receive(connection, command),
        onClosed: (connection) => {
          started?.state.held.closed(connection);
          started?.state.groups.closed(connection);
        },
      });
    const brokerServer = await listen(options.brokerPort);
    const state = createState(options, brokerServer.address);
    const dispatcher = new Dispatcher(allHandlers(state), (connection, answer) =>
      state.calls.answered(connection, answer),
    );
    started = { state, dispatcher };
    try {
      return new SandboxBroker(state, await listen(options.nameServerPort), brokerServer);
    } catch (error) {
      await stopState(state, [brokerServer]);
      throw error;
    }
  }

  private constructor(state: BrokerState, nameServer: FrameServer, broker: FrameServer) {
    this.clock = state.clock;
    this.nameServer = nameServer.address;
    this.broker = broker.address;
    this.#state = state;
    this.#servers = [broker, nameServer];
    this.#memberScan = state.host.setInterval(() => state.groups.expire(), MEMBER_SCAN_MS);
  }

  /** Answers the pulls it holds, then closes every connection. */
  async stop(): Promise<void> {
    this.#memberScan.cancel();
    await stopState(this.#state, this.#servers);
  }
}

async function stopState(state: BrokerState, servers: readonly FrameServer[]): Promise<void> {
  state.delay.stop();
  state.held.stop();
  state.calls.stop();
  await Promise.all(servers.map((server) => server.close()));
}

const allHandlers = (state: BrokerState) => [
  ...routeHandlers(state),
  ...sendHandlers(state),
  ...sendBackHandlers(state),
  ...pullHandlers(state),
  ...offsetHandlers(state),
  ...clientHandlers(state),
  ...lockHandlers(state),
  ...topicAdminHandlers(state),
  ...groupAdminHandlers(state),
  ...queryHandlers(state),
  ...inspectHandlers(state),
  ...memberHandlers(state),
  ...brokerInfoHandlers(state),
];
