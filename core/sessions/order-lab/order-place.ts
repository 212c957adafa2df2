import { ClientInstance } from '../../client/client-instance.ts';
import type { HostClock } from '../../clock.ts';
import type { OrderScenario } from '../../model/order/scenario.ts';
import { ConnectionPool } from '../../remoting/connection-pool.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';

/** Of the sends to a faulty pair of brokers. */
const FAULT_SHARE = 0.1;

/** Where a run happens. */
export interface OrderPlace {
  /** Sends alone: a fault that ends its connections is not felt by the reader. */
  sender: ClientInstance;
  /** Makes the topic, consumes, reads what was stored, deletes. */
  reader: ClientInstance;
  /** From now on the scenario's fault strikes the topic. */
  arm(topic: string): Promise<void>;
  close(): Promise<void>;
}

/** A connection as it is; it outlives the run. */
export function connectionPlace(client: ClientInstance): OrderPlace {
  const nothing = async (): Promise<void> => {};
  return { sender: client, reader: client, arm: nothing, close: nothing };
}

interface FaultyOptions {
  fault: Exclude<OrderScenario['fault'], 'none'>;
  clock: HostClock;
  clockRate: number;
  workerFile: string | undefined;
}

/** Two sandbox brokers that fail, for one run alone. Throws as startSandbox. */
export async function faultyPlace({
  fault,
  clock,
  clockRate,
  workerFile,
}: FaultyOptions): Promise<OrderPlace> {
  const sandbox = await startSandbox({
    brokers: 2,
    clockRate,
    ...(workerFile === undefined ? {} : { workerFile }),
  });
  const [sender, reader] = ['sender', 'reader'].map((instanceName) => {
    const client = new ClientInstance({
      nameServers: [sandbox.nameServer],
      transport: new ConnectionPool({ clock }),
      clock,
      instanceName,
    });
    client.start();
    return client;
  }) as [ClientInstance, ClientInstance];
  return {
    sender,
    reader,
    arm: (topic) => sandbox.setFaults([{ topic, kind: fault, share: FAULT_SHARE }]),
    async close() {
      await Promise.all([sender.close(), reader.close()]);
      await sandbox.stop();
    },
  };
}
