import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import type { TopicRoute } from '../model/route.ts';
import { recordedCommand } from './fixtures/recorded.ts';
import { frameRule } from './fixtures/thrown.ts';
import { objectOf, parseLooseBody } from './loose-json.ts';
import { decodeBroker, decodeTopicRoute, encodeTopicRoute, idMap } from './route-json.ts';

const bodyOf = (name: string) => recordedCommand('route', name).body;
const decode = (text: string) => decodeTopicRoute(Buffer.from(text));

const recordedRoute = (broker: string): TopicRoute => ({
  brokers: [{ cluster: 'DefaultCluster', brokerName: 'broker-a', addresses: { 0: broker } }],
  queues: [{ brokerName: 'broker-a', readQueueNums: 1, writeQueueNums: 1, perm: 6, topicSysFlag: 0 }],
});

describe('route replies', () => {
  it.each([
    ['quoted-5.3.3', '127.0.0.1:10911'],
    ['bare-5.3.3', '127.0.0.1:10911'],
    ['quoted-4.9.7', '127.0.0.1:30911'],
    ['bare-4.9.7', '127.0.0.1:30911'],
  ])('of a real name server are read: %s', (name, broker) => {
    expect(decodeTopicRoute(bodyOf(name))).toEqual(recordedRoute(broker));
  });

  it('are written as 5.3.3 writes them', () => {
    const route = recordedRoute('127.0.0.1:10911');
    expect(encodeTopicRoute(route, { quotedKeys: true }).toString()).toBe(
      Buffer.from(bodyOf('quoted-5.3.3')).toString(),
    );
    expect(encodeTopicRoute(route, { quotedKeys: false }).toString()).toBe(
      Buffer.from(bodyOf('bare-5.3.3')).toString(),
    );
  });

  it('come back as they were, order configuration, slaves and odd names included', () => {
    const route: TopicRoute = {
      brokers: [
        { cluster: 'c{0:1}', brokerName: 'b",1:"', addresses: { 0: '10.0.0.5:10911', 1: '[fd00::2]:10911' } },
        { cluster: 'c', brokerName: 'broker-b', addresses: {} },
      ],
      queues: [{ brokerName: 'broker-b', readQueueNums: 8, writeQueueNums: 4, perm: 4, topicSysFlag: 1 }],
      orderTopicConf: 'broker-a:8;broker-b:8',
    };
    for (const quotedKeys of [true, false])
      expect(decodeTopicRoute(encodeTopicRoute(route, { quotedKeys }))).toEqual(route);
  });

  it('may lack members, or have them under their old name', () => {
    expect(decode('{}')).toEqual({ brokers: [], queues: [] });
    expect(decode('{"brokerDatas":null,"orderTopicConf":""}')).toEqual({ brokers: [], queues: [] });
    const none = { readQueueNums: 0, writeQueueNums: 0, perm: 0, topicSysFlag: 0 };
    expect(decode('{"queueDatas":[{"brokerName":"a","topicSynFlag":2},{"brokerName":"b"}]}').queues).toEqual([
      { brokerName: 'a', ...none, topicSysFlag: 2 },
      { brokerName: 'b', ...none },
    ]);
  });

  it.each([
    ['badJson', '{"brokerDatas":['],
    ['badJson', 'no route'],
    ['badBody', '[]'],
    ['badBody', '{"brokerDatas":{}}'],
    ['badBody', '{"brokerDatas":[{"brokerAddrs":{"master":"a:1"},"brokerName":"a"}]}'],
    ['badBody', '{"brokerDatas":[{"brokerAddrs":{0:null},"brokerName":"a"}]}'],
    ['badBody', '{"queueDatas":[{"perm":6}]}'],
    ['badNumber', '{"queueDatas":[{"brokerName":"a","perm":9007199254740993}]}'],
  ])('are refused as %s: %s', (rule, text) => {
    expect(frameRule(() => decode(text))).toBe(rule);
  });
});

describe('broker tables', () => {
  it('of cluster information have the same shape, with bare ids', () => {
    const cluster = objectOf(parseLooseBody(bodyOf('clusterReply')));
    const table = objectOf(cluster.brokerAddrTable);
    expect(decodeBroker(table['broker-a'] ?? null)).toEqual(recordedRoute('127.0.0.1:10911').brokers[0]);
  });

  it('are written with and without quotes', () => {
    const addresses = { 0: 'a:1', 1: 'b:2' };
    expect(idMap(addresses, true)).toBe('{"0":"a:1","1":"b:2"}');
    expect(idMap(addresses, false)).toBe('{0:"a:1",1:"b:2"}');
  });
});
