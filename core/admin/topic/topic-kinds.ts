import type { ClientInstance } from '../../client/client-instance.ts';
import { DLQ_PREFIX, isSystemTopic, RETRY_PREFIX } from '../../model/names.ts';
import { compareText } from '../../model/queue.ts';
import { clusterInfo, listTopics } from '../topics.ts';

/** `system`: the brokers' own, topics named after a cluster or broker among them. */
type TopicKind = 'user' | 'retry' | 'deadLetter' | 'system';

interface ListedTopic {
  topic: string;
  kind: TopicKind;
  /** Of retry and deadLetter. */
  group?: string;
}

/** All topics of the name server by kind, sorted by name. Throws as NameServers.invoke. */
export async function listTopicsByKind(client: ClientInstance): Promise<ListedTopic[]> {
  const [topics, { clusters, brokers }] = await Promise.all([listTopics(client), clusterInfo(client)]);
  const names = new Set([...clusters, ...brokers.map(({ brokerName }) => brokerName)]);
  return [...topics].sort(compareText).map((topic) => topicByKind(topic, names));
}

/** `ownNames`: of clusters and brokers, each of which has a topic. Source: TopicConfigManager.init. */
export function topicByKind(topic: string, ownNames: ReadonlySet<string>): ListedTopic {
  if (topic.startsWith(RETRY_PREFIX))
    return { topic, kind: 'retry', group: topic.slice(RETRY_PREFIX.length) };
  if (topic.startsWith(DLQ_PREFIX))
    return { topic, kind: 'deadLetter', group: topic.slice(DLQ_PREFIX.length) };
  const replyOf = topic.replace(/_REPLY_TOPIC$/, '');
  const system = isSystemTopic(topic) || ownNames.has(topic) || (replyOf !== topic && ownNames.has(replyOf));
  return { topic, kind: system ? 'system' : 'user' };
}
