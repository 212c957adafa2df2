import type { ClientInstance } from '../client/client-instance.ts';
import { encodeRequest } from '../protocol/define-request.ts';
import { listOf, objectOf, parseLooseBody, textOf } from '../protocol/loose-json.ts';
import { getAllTopicList } from '../protocol/requests/admin.ts';
import { askClusterInfo, type ClusterInfo } from '../route/cluster-info.ts';

/** The clusters and brokers of the name server, which the client's routes know from then on. Throws as NameServers.invoke. */
export async function clusterInfo(client: ClientInstance): Promise<ClusterInfo> {
  const info = await askClusterInfo(client.nameServers);
  client.routes.learnBrokers(info.brokers);
  return info;
}

/** Names of all topics, retry and system topics among them, as the name server lists them. Source: TopicList.java. */
export async function listTopics(client: ClientInstance): Promise<string[]> {
  const { body } = await client.nameServers.invoke(encodeRequest(getAllTopicList, {}));
  return listOf(objectOf(parseLooseBody(body)).topicList).map((topic) => textOf(topic));
}
