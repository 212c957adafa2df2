import { type BrokerData, MASTER_ID } from '../model/route.ts';

/** Brokers by name, gathered from several sources; where two differ about one, the later source is right. */
export function indexBrokers(sources: Iterable<readonly BrokerData[]>): Map<string, BrokerData> {
  const byName = new Map<string, BrokerData>();
  for (const brokers of sources) {
    for (const broker of brokers) byName.set(broker.brokerName, broker);
  }
  return byName;
}

/** Where to read: the broker of this id, else for a replica the next id, else any. Source: MQClientInstance.findBrokerAddressInSubscribe. */
export function readAddressOf({ addresses }: BrokerData, brokerId: number): string | undefined {
  const replica = brokerId === MASTER_ID ? undefined : addresses[brokerId + 1];
  return addresses[brokerId] ?? replica ?? Object.values(addresses)[0];
}
