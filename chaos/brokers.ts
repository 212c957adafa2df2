import { runFolder, running, start, stop } from '../scripts/lib/rocketmq.mjs';

/** Ports of their own, below those that systems hand out to clients. */
const NAME_SERVER_PORT = 23_876;
const BROKER_PORTS = [24_911, 24_931];
const NAMES = ['broker-a', 'broker-b'];

export type Broker = Awaited<ReturnType<typeof start>>;

/** A name server and one or two brokers, with empty stores. The first has the name server. */
export async function startBrokers(version: string, count: 1 | 2): Promise<Broker[]> {
  const brokers: Broker[] = [];
  for (const [index, brokerPort] of BROKER_PORTS.slice(0, count).entries()) {
    const [first] = brokers;
    const options = { nameServerPort: NAME_SERVER_PORT, brokerPort, brokerName: NAMES[index] };
    brokers.push(
      await start(version, {
        ...options,
        join: first?.nameServer,
        delayLevels: undefined,
        credentials: undefined,
      }),
    );
  }
  return brokers;
}

/** Ends those on these ports, an earlier run's included; the last started first, since it joined the first. */
export async function stopBrokers(version: string): Promise<void> {
  const ours = BROKER_PORTS.map((port) => runFolder(version, port));
  for (const broker of running().reverse()) if (ours.includes(broker.folder)) await stop(broker);
}
