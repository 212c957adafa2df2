import { GantryError } from '../model/error.ts';
import { compareText } from '../model/queue.ts';
import { RESPONSE } from '../protocol/codes.ts';
import { encodeRequest } from '../protocol/define-request.ts';
import { listOf, objectOf, parseLooseBody, textOf } from '../protocol/loose-json.ts';
import { getConsumerListByGroup } from '../protocol/requests/client.ts';
import type { Transport } from '../remoting/transport.ts';
import { isUnreachable } from '../route/name-servers.ts';
import { noRoute, type RouteTable } from '../route/route-table.ts';

/**
 * Asks the brokers of `topic` in turn until one answers: each member tells all of them. Null: it knows nobody.
 * Source: MQClientInstance.findConsumerIdList, MQClientAPIImpl.getConsumerIdListByGroup.
 */
export async function askMembers(
  { routes, transport }: { routes: RouteTable; transport: Transport },
  group: string,
  topic: string,
  timeoutMs: number,
): Promise<string[] | null> {
  const { brokers } = await routes.get(topic);
  const request = encodeRequest(getConsumerListByGroup, { consumerGroup: group });
  let failure: unknown = noRoute(topic);
  let asked = 0;
  for (const { brokerName } of [...brokers].sort((a, b) => compareText(a.brokerName, b.brokerName))) {
    const address = routes.readAddress(brokerName);
    if (address === undefined) continue;
    try {
      const { body } = await transport.invoke(address, request, timeoutMs);
      const members = listOf(objectOf(parseLooseBody(body)).consumerIdList).map((id) => textOf(id));
      return members.length === 0 ? null : members;
    } catch (error) {
      if (isRefused(error, RESPONSE.SYSTEM_ERROR)) return null;
      if (!isUnreachable(error)) throw error;
      if (asked++ === 0) failure = error;
    }
  }
  throw failure;
}

function isRefused(error: unknown, responseCode: number): boolean {
  return (
    error instanceof GantryError && error.data.code === 'RESPONSE' && error.data.responseCode === responseCode
  );
}
