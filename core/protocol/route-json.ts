import { Buffer } from 'node:buffer';
import type { BrokerData, QueueData, TopicRoute } from '../model/route.ts';
import { frameError } from './frame.ts';
import { type LooseValue, listOf, numberOf, objectOf, parseLooseBody, textOf } from './loose-json.ts';

/**
 * The body of a route reply, with quoted or bare broker ids. Throws FRAME (badJson, badBody, badNumber).
 * Source: TopicRouteData.java.
 */
export function decodeTopicRoute(bytes: Uint8Array): TopicRoute {
  const body = objectOf(parseLooseBody(bytes));
  const route: TopicRoute = {
    brokers: listOf(body.brokerDatas).map(decodeBroker),
    queues: listOf(body.queueDatas).map(decodeQueue),
  };
  const orderTopicConf = textOf(body.orderTopicConf, '');
  if (orderTopicConf !== '') route.orderTopicConf = orderTopicConf;
  return route;
}

/** One BrokerData, as it also stands in cluster information. */
export function decodeBroker(value: LooseValue): BrokerData {
  const broker = objectOf(value);
  const addresses: Record<number, string> = {};
  for (const [id, address] of Object.entries(objectOf(broker.brokerAddrs))) {
    if (!/^-?\d+$/.test(id)) throw frameError('badBody', { field: 'brokerAddrs' });
    addresses[Number(id)] = textOf(address);
  }
  return { cluster: textOf(broker.cluster, ''), brokerName: textOf(broker.brokerName), addresses };
}

function decodeQueue(value: LooseValue): QueueData {
  const queue = objectOf(value);
  return {
    brokerName: textOf(queue.brokerName),
    readQueueNums: numberOf(queue.readQueueNums, 0),
    writeQueueNums: numberOf(queue.writeQueueNums, 0),
    perm: numberOf(queue.perm, 0),
    // 4.x wrote topicSynFlag.
    topicSysFlag: numberOf(queue.topicSysFlag ?? queue.topicSynFlag, 0),
  };
}

/**
 * A route reply's body. Broker ids are quoted for peers that announce version 401 or acceptStandardJsonOnly; older
 * Go clients cut the text by hand and need them bare.
 */
export function encodeTopicRoute(route: TopicRoute, { quotedKeys }: { quotedKeys: boolean }): Buffer {
  const brokers = route.brokers.map((broker) => {
    const rest = JSON.stringify({
      brokerName: broker.brokerName,
      cluster: broker.cluster,
      enableActingMaster: false,
    });
    return `{"brokerAddrs":${idMap(broker.addresses, quotedKeys)},${rest.slice(1)}`;
  });
  const queues = route.queues.map((queue) =>
    JSON.stringify({
      brokerName: queue.brokerName,
      perm: queue.perm,
      readQueueNums: queue.readQueueNums,
      topicSysFlag: queue.topicSysFlag,
      writeQueueNums: queue.writeQueueNums,
    }),
  );
  const order =
    route.orderTopicConf === undefined ? '' : `"orderTopicConf":${JSON.stringify(route.orderTopicConf)},`;
  return Buffer.from(
    `{"brokerDatas":[${brokers.join(',')}],"filterServerTable":{},${order}"queueDatas":[${queues.join(',')}]}`,
  );
}

/** `{"0":"ip:port"}` or `{0:"ip:port"}`. */
export function idMap(addresses: Record<number, string>, quotedKeys: boolean): string {
  const entries = Object.entries(addresses).map(
    ([id, address]) => `${quotedKeys ? JSON.stringify(id) : id}:${JSON.stringify(address)}`,
  );
  return `{${entries.join(',')}}`;
}
