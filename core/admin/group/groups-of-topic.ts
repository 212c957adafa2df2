import type { ClientInstance } from '../../client/client-instance.ts';
import { compareText } from '../../model/queue.ts';
import { encodeRequest } from '../../protocol/define-request.ts';
import { listOf, objectOf, parseLooseBody, textOf } from '../../protocol/loose-json.ts';
import { queryTopicConsumeByWho } from '../../protocol/requests/inspect.ts';
import { askEach, type BrokerFailure, brokersOf } from '../each-broker.ts';
import { readGroupTable } from './list-groups.ts';

/**
 * Groups that read a topic: those online with a subscription to it, and those that ever committed on it; 5.3 lists an
 * online group only once it has committed. Throws NO_ROUTE, and the first error when no broker answers.
 * Source: AdminBrokerProcessor.queryTopicConsumeByWho.
 */
export async function groupsOfTopic(
  client: ClientInstance,
  topic: string,
): Promise<{ groups: string[]; failures: BrokerFailure[] }> {
  const request = encodeRequest(queryTopicConsumeByWho, { topic });
  const { answers, failures } = await askEach(await brokersOf(client, topic), async (brokerName) => {
    const { body } = await client.invokeBroker(brokerName, request);
    const groups = listOf(objectOf(parseLooseBody(body)).groupList).map((group) => textOf(group));
    // 5.3 lists the topic's own name among them; there may be a group of that name all the same.
    if (!groups.includes(topic) || topic in (await readGroupTable(client, brokerName))) return groups;
    return groups.filter((group) => group !== topic);
  });
  return { groups: [...new Set(answers.flatMap(({ answer }) => answer))].sort(compareText), failures };
}
