import { Buffer } from 'node:buffer';
import { AUTO_CREATE_TOPIC, MASTER_ID } from '../../model/route.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import {
  deleteTopicInNameServer,
  getAllTopicList,
  getBrokerClusterInfo,
  getRouteInfoByTopic,
} from '../../protocol/requests/admin.ts';
import { encodeTopicRoute, idMap } from '../../protocol/route-json.ts';
import { type HandlerEntry, handle } from '../dispatch/dispatcher.ts';
import { DONE, jsonReply, Refusal, type Reply } from '../dispatch/reply.ts';
import { BROKER_NAME, CLUSTER_NAME } from '../names.ts';
import type { BrokerState } from '../state/broker-state.ts';

/** From this version (4.9.4) on a client reads quoted keys. Source: ClientRequestProcessor.getRouteInfoByTopic. */
const STANDARD_JSON_VERSION = 401;

/** What a name server answers. It reads the broker's own tables, so a new topic is in the route at once. */
export function routeHandlers(state: BrokerState): HandlerEntry[] {
  return [
    handle(getRouteInfoByTopic, ({ topic, acceptStandardJsonOnly = false }, { request }) =>
      routeOf(state, topic, acceptStandardJsonOnly || request.version >= STANDARD_JSON_VERSION),
    ),
    handle(getBrokerClusterInfo, () => clusterInfo(state)),
    handle(getAllTopicList, () =>
      jsonReply({ topicList: state.topics.all().map(({ topicName }) => topicName) }),
    ),
    // The route went with the topic; before that, a real broker would register it anew within 30 s.
    handle(deleteTopicInNameServer, () => DONE),
  ];
}

function routeOf({ topics, config, address }: BrokerState, topic: string, quotedKeys: boolean): Reply {
  const found = topic === AUTO_CREATE_TOPIC && !config.autoCreateTopic ? undefined : topics.get(topic);
  if (found === undefined)
    throw new Refusal(RESPONSE.TOPIC_NOT_EXIST, `No topic route info in name server for the topic: ${topic}`);
  const { readQueueNums, writeQueueNums, perm, topicSysFlag } = found;
  const route = {
    brokers: [{ cluster: CLUSTER_NAME, brokerName: BROKER_NAME, addresses: { [MASTER_ID]: address } }],
    queues: [{ brokerName: BROKER_NAME, readQueueNums, writeQueueNums, perm, topicSysFlag }],
  };
  return { body: encodeTopicRoute(route, { quotedKeys }) };
}

/** Broker ids are bare here for every client. */
function clusterInfo({ address }: BrokerState): Reply {
  const ids = idMap({ [MASTER_ID]: address }, false);
  const rest = `"brokerName":"${BROKER_NAME}","cluster":"${CLUSTER_NAME}","enableActingMaster":false`;
  const brokers = `{"${BROKER_NAME}":{"brokerAddrs":${ids},${rest}}}`;
  const clusters = `{"${CLUSTER_NAME}":["${BROKER_NAME}"]}`;
  return { body: Buffer.from(`{"brokerAddrTable":${brokers},"clusterAddrTable":${clusters}}`) };
}
