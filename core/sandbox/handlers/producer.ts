import { RESPONSE } from '../../protocol/codes.ts';
import { getAllProducerInfo, getProducerConnectionList } from '../../protocol/requests/tools.ts';
import { type HandlerEntry, handle } from '../dispatch/dispatcher.ts';
import { jsonReply, Refusal } from '../dispatch/reply.ts';
import type { BrokerState } from '../state/broker-state.ts';

/** Who sends. Source: AdminBrokerProcessor.getProducerConnectionList, getAllProducerInfo. */
export function producerHandlers({ producers }: BrokerState): HandlerEntry[] {
  return [
    handle(getProducerConnectionList, ({ producerGroup }) => {
      const found = producers.of(producerGroup);
      if (found.length === 0)
        throw new Refusal(RESPONSE.SYSTEM_ERROR, `the producer group[${producerGroup}] not exist`);
      return jsonReply({
        connectionSet: found.map(({ clientAddr, clientId, language, version }) => ({
          clientAddr,
          clientId,
          language,
          version,
        })),
      });
    }),
    handle(getAllProducerInfo, () => {
      const infos = producers.groups().map((group) => [
        group,
        producers.of(group).map(({ clientId, clientAddr, language, version, lastSeenMs }) => ({
          clientId,
          language,
          lastUpdateTimestamp: lastSeenMs,
          // As Java writes an address that it has not looked up.
          remoteIP: `/${clientAddr}`,
          version,
        })),
      ]);
      return jsonReply({ data: Object.fromEntries(infos) });
    }),
  ];
}
