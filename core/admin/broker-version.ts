import type { ClientInstance } from '../client/client-instance.ts';
import { encodeRequest } from '../protocol/define-request.ts';
import { objectOf, parseLooseBody, textOf } from '../protocol/loose-json.ts';
import { getBrokerRuntimeInfo } from '../protocol/requests/stats.ts';
import { versionName } from '../protocol/version-names.ts';

/**
 * The release of a broker, as `5.3.3`: by its runtime information, else by the number in its answers; '' when it does
 * not say. Throws as ClientInstance.invokeBroker. Source: MQVersion.java.
 */
export async function readBrokerVersion(client: ClientInstance, brokerName: string): Promise<string> {
  const answer = await client.invokeBroker(brokerName, encodeRequest(getBrokerRuntimeInfo, {}));
  const table = objectOf(objectOf(parseLooseBody(answer.body)).table);
  const described = /^V(\d+)_(\d+)_(\d+)(?:_|$)/.exec(textOf(table.brokerVersionDesc, ''));
  if (described !== null) return described.slice(1, 4).join('.');
  return versionName(answer.version) ?? '';
}
