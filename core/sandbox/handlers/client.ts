import { RESPONSE } from '../../protocol/codes.ts';
import { decodeHeartbeat } from '../../protocol/heartbeat-json.ts';
import { getConsumerListByGroup, heartBeat, unregisterClient } from '../../protocol/requests/client.ts';
import { getConsumerConnectionList } from '../../protocol/requests/stats.ts';
import { type Call, type HandlerEntry, handle } from '../dispatch/dispatcher.ts';
import { DONE, jsonReply, Refusal, type Reply } from '../dispatch/reply.ts';
import { retryTopicOf } from '../retry.ts';
import type { BrokerState } from '../state/broker-state.ts';

/** Source: ClientManageProcessor.java, ConsumerManageProcessor.java. */
export function clientHandlers(state: BrokerState): HandlerEntry[] {
  const { groups, producers } = state;
  return [
    handle(heartBeat, (_, call) => heartbeat(state, call)),
    handle(unregisterClient, ({ clientID, producerGroup = '', consumerGroup = '' }) => {
      // C++ sends the group it does not mean as ''.
      if (producerGroup !== '') producers.unregister(producerGroup, clientID);
      if (consumerGroup !== '') groups.unregister(consumerGroup, clientID);
      return DONE;
    }),
    handle(getConsumerListByGroup, ({ consumerGroup }) => {
      const group = groups.get(consumerGroup);
      if (group === undefined)
        throw new Refusal(RESPONSE.SYSTEM_ERROR, `no consumer for this group, ${consumerGroup}`);
      return jsonReply({ consumerIdList: [...group.members.keys()] });
    }),
    handle(getConsumerConnectionList, ({ consumerGroup }) => connectionsOf(state, consumerGroup)),
  ];
}

/** Members are registered before the answer: the client asks for the list of members next. */
function heartbeat(state: BrokerState, { connection, request }: Call): Reply {
  const { groupConfigs, groups, producers } = state;
  const { clientID, producerDataSet, consumerDataSet } = decodeHeartbeat(request.body);
  const peer = {
    connection,
    clientAddr: connection.remoteAddress,
    clientId: clientID,
    language: request.language,
    version: request.version,
  };
  for (const { groupName } of producerDataSet) producers.heartbeat(peer, groupName);
  for (const consumer of consumerDataSet) {
    const config = groupConfigs.find(consumer.groupName);
    if (config === undefined) continue;
    retryTopicOf(state, config);
    groups.heartbeat(peer, consumer);
  }
  return { extFields: { IS_SUPPORT_HEART_BEAT_V2: 'true', IS_SUB_CHANGE: 'true' } };
}

function connectionsOf({ groups }: BrokerState, name: string): Reply {
  const group = groups.get(name);
  if (group === undefined)
    throw new Refusal(RESPONSE.CONSUMER_NOT_ONLINE, `the consumer group[${name}] not online`);
  const { consumeFromWhere, consumeType, messageModel, subscriptions, members } = group;
  return jsonReply({
    connectionSet: [...members.values()].map(({ clientAddr, clientId, language, version }) => ({
      clientAddr,
      clientId,
      language,
      version,
    })),
    consumeFromWhere,
    consumeType,
    messageModel,
    subscriptionTable: Object.fromEntries(subscriptions),
  });
}
