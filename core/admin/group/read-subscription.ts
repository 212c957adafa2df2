import type { ClientInstance } from '../../client/client-instance.ts';
import { encodeRequest } from '../../protocol/define-request.ts';
import { decodeSubscription, type SubscriptionData } from '../../protocol/heartbeat-json.ts';
import { objectOf, parseLooseBody } from '../../protocol/loose-json.ts';
import { querySubscriptionByConsumer } from '../../protocol/requests/inspect.ts';
import { askEach, brokersOf } from '../each-broker.ts';

/**
 * What brokers filter a group's messages of a topic by: one answer a broker, undefined where the group does not read the
 * topic. 5.x only; 4.x refuses (3), where readMembers tells the same of a group that is online. Throws NO_ROUTE, and the
 * first error when no broker answers.
 */
export async function readSubscription(
  client: ClientInstance,
  group: string,
  topic: string,
): Promise<{ brokerName: string; subscription: SubscriptionData | undefined }[]> {
  const request = encodeRequest(querySubscriptionByConsumer, { group, topic });
  const { answers } = await askEach(await brokersOf(client, topic), async (brokerName) => {
    const { subscriptionData } = objectOf(
      parseLooseBody((await client.invokeBroker(brokerName, request)).body),
    );
    return subscriptionData === undefined || subscriptionData === null
      ? undefined
      : decodeSubscription(subscriptionData);
  });
  return answers.map(({ brokerName, answer }) => ({ brokerName, subscription: answer }));
}
