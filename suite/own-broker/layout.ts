import { runFolder, running, start, stop } from '../../scripts/lib/rocketmq.mjs';
import type { Behaviour, Target } from '../harness.ts';

/** Away from the default ports, and below those that systems hand out to clients. */
const NAME_SERVER_PORT = 19_876;
const FIRST_BROKER_PORT = 20_911;
export const SECOND_BROKER_PORT = 20_931;

/** Brokers configured for some behaviours. Only one layout runs at a time. */
export interface Layout {
  name: string;
  /** Starts its brokers, which are stopped for it, and resolves once they are in the route. */
  start(version: string): Promise<RunningLayout>;
}

interface RunningLayout {
  target: Target;
  behaviours: Behaviour[];
  /** How many behaviours may run at once. Default: as many as elsewhere. */
  atOnce?: number;
}

export type BrokerState = Awaited<ReturnType<typeof start>>;

interface BrokerOptions {
  brokerPort?: number;
  brokerName?: string;
  /** Address of a running name server to register with, instead of one of its own. */
  join?: string;
  delayLevels?: string;
  conf?: Record<string, string | boolean>;
  /** Text by name, in the broker's folder `conf`. */
  files?: Record<string, string>;
  /** Java system properties of name server and broker. */
  system?: Record<string, string | boolean>;
  /** For mqadmin. */
  credentials?: { accessKey: string; secretKey: string };
}

/** Folders of the brokers started here, those still on their way included. */
const ours = new Set<string>();

export async function startBroker(version: string, options: BrokerOptions = {}): Promise<BrokerState> {
  const settled = {
    nameServerPort: NAME_SERVER_PORT,
    brokerPort: FIRST_BROKER_PORT,
    join: undefined,
    delayLevels: undefined,
    credentials: undefined,
    ...options,
  };
  const folder = runFolder(version, settled.brokerPort);
  ours.add(folder);
  try {
    return await start(version, settled);
  } catch (error) {
    // It has ended by itself, or the port is another program's.
    ours.delete(folder);
    throw error;
  }
}

/** The last started first: it is the one that joined. */
export async function stopBrokers(): Promise<void> {
  for (const state of running().reverse()) if (ours.has(state.folder)) await stop(state);
  ours.clear();
}

/** Path of a file that `files` will make. */
export const confFile = (version: string, name: string): string =>
  `${runFolder(version, FIRST_BROKER_PORT)}/conf/${name}`;
