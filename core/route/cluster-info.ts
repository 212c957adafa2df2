import { compareText } from '../model/queue.ts';
import type { BrokerData } from '../model/route.ts';
import { encodeRequest } from '../protocol/define-request.ts';
import { objectOf, parseLooseBody } from '../protocol/loose-json.ts';
import { getBrokerClusterInfo } from '../protocol/requests/admin.ts';
import { decodeBroker } from '../protocol/route-json.ts';
import type { NameServers } from './name-servers.ts';

export interface ClusterInfo {
  /** Names, sorted. */
  clusters: string[];
  /** Sorted by name. */
  brokers: BrokerData[];
}

/** Every cluster and broker the name server knows. Throws as NameServers.invoke, FRAME. Source: ClusterInfo.java. */
export async function askClusterInfo(nameServers: NameServers): Promise<ClusterInfo> {
  const { body } = await nameServers.invoke(encodeRequest(getBrokerClusterInfo, {}));
  const info = objectOf(parseLooseBody(body));
  return {
    clusters: Object.keys(objectOf(info.clusterAddrTable)).sort(compareText),
    brokers: Object.values(objectOf(info.brokerAddrTable))
      .map(decodeBroker)
      .sort((a, b) => compareText(a.brokerName, b.brokerName)),
  };
}
