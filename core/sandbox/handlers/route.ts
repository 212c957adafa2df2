import { Buffer } from 'node:buffer';
import { AUTO_CREATE_TOPIC, MASTER_ID } from '../../model/route.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import {
  deleteTopicInNameServer,
  getAllTopicList,
  getBrokerClusterInfo,
  getRouteInfoByTopic,
} from '../../protocol/requests/admin.ts';
import { getTopicsByCluster } from '../../protocol/requests/name-server.ts';
import { encodeTopicRoute, idMap } from '../../protocol/route-json.ts';
import { type HandlerEntry, handle } from '../dispatch/dispatcher.ts';
import { DONE, jsonReply, Refusal, type Reply } from '../dispatch/reply.ts';
import { CLUSTER_NAME } from '../names.ts';
import type { BrokerState } from '../state/broker-state.ts';
import type { ClusterMember } from '../state/cluster.ts';
import type { TopicConfig } from '../state/topics.ts';

/** From this version (4.9.4) on a client reads quoted keys. Source: ClientRequestProcessor.getRouteInfoByTopic. */
const STANDARD_JSON_VERSION = 401;

/** What a name server answers. It reads the brokers' own tables, so a new topic is in the route at once. */
export function routeHandlers(cluster: readonly ClusterMember[]): HandlerEntry[] {
  const running = (): BrokerState[] => cluster.filter(({ isUp }) => isUp).map(({ state }) => state);
  return [
    handle(getRouteInfoByTopic, ({ topic, acceptStandardJsonOnly = false }, { request }) =>
      routeOf(running(), topic, acceptStandardJsonOnly || request.version >= STANDARD_JSON_VERSION),
    ),
    handle(getBrokerClusterInfo, () => clusterInfo(running())),
    handle(getAllTopicList, () => topicList(running())),
    handle(getTopicsByCluster, ({ cluster }) => topicList(cluster === CLUSTER_NAME ? running() : [])),
    // The route went with the topic; before that, a real broker would register it anew within 30 s.
    handle(deleteTopicInNameServer, () => DONE),
  ];
}

function topicList(states: readonly BrokerState[]): Reply {
  const names = states.flatMap(({ topics }) => topics.all().map(({ topicName }) => topicName));
  return jsonReply({ topicList: [...new Set(names)] });
}

function routeOf(states: readonly BrokerState[], topic: string, quotedKeys: boolean): Reply {
  const found = states.flatMap((state) => {
    const config = routedTopic(state, topic);
    return config === undefined ? [] : [{ state, config }];
  });
  if (found.length === 0)
    throw new Refusal(RESPONSE.TOPIC_NOT_EXIST, `No topic route info in name server for the topic: ${topic}`);
  const route = {
    brokers: found.map(({ state: { name, address } }) => ({
      cluster: CLUSTER_NAME,
      brokerName: name,
      addresses: { [MASTER_ID]: address },
    })),
    queues: found.map(({ state, config: { readQueueNums, writeQueueNums, perm, topicSysFlag } }) => ({
      brokerName: state.name,
      readQueueNums,
      writeQueueNums,
      perm,
      topicSysFlag,
    })),
  };
  return { body: encodeTopicRoute(route, { quotedKeys }) };
}

function routedTopic({ topics, config }: BrokerState, topic: string): TopicConfig | undefined {
  return topic === AUTO_CREATE_TOPIC && !config.isOn('autoCreateTopicEnable') ? undefined : topics.get(topic);
}

/** Broker ids are bare here for every client. */
function clusterInfo(states: readonly BrokerState[]): Reply {
  const brokers = states.map(({ name, address }) => {
    const ids = idMap({ [MASTER_ID]: address }, false);
    const rest = `"brokerName":"${name}","cluster":"${CLUSTER_NAME}","enableActingMaster":false`;
    return `"${name}":{"brokerAddrs":${ids},${rest}}`;
  });
  const clusters = JSON.stringify({ [CLUSTER_NAME]: states.map(({ name }) => name) });
  return { body: Buffer.from(`{"brokerAddrTable":{${brokers.join(',')}},"clusterAddrTable":${clusters}}`) };
}
