import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { objectOf, parseLooseBody } from '../protocol/loose-json.ts';
import { getBrokerClusterInfo, getBrokerConfig, getRouteInfoByTopic } from '../protocol/requests/admin.ts';
import { sendMessageV2 } from '../protocol/requests/send.ts';
import { decodeTopicRoute } from '../protocol/route-json.ts';
import { SandboxBroker } from './broker.ts';
import { RawPeer } from './raw-peer.ts';

const peers: RawPeer[] = [];
let sandbox: SandboxBroker;
let nameServer: RawPeer;

beforeEach(async () => {
  sandbox = await SandboxBroker.start({ host: systemClock, brokers: 2, topics: [{ name: 'T', queues: 2 }] });
  nameServer = dial(sandbox.nameServer);
});
afterEach(async () => {
  for (const peer of peers.splice(0)) peer.end();
  await sandbox.stop();
});

function dial(address: string): RawPeer {
  const peer = new RawPeer(address);
  peers.push(peer);
  return peer;
}

async function brokersOf(topic: string): Promise<string[]> {
  const answer = await nameServer.ask(getRouteInfoByTopic, { topic });
  return answer.code === 0 ? decodeTopicRoute(answer.body).brokers.map(({ brokerName }) => brokerName) : [];
}

const [A, B] = ['sandbox-a', 'sandbox-b'];
const addressOf = (name: string): string =>
  sandbox.states.find((state) => state.name === name)?.address ?? '';
const send = (peer: RawPeer, topic: string) =>
  peer.ask(
    sendMessageV2,
    {
      producerGroup: 'p',
      topic,
      defaultTopic: 'TBW102',
      defaultTopicQueueNums: 4,
      queueId: 0,
      sysFlag: 0,
      bornTimestamp: 1,
      flag: 0,
    },
    'x',
  );

describe('two brokers', () => {
  it('are one cluster with two names and addresses, and every topic asked for on both', async () => {
    expect(await brokersOf('T')).toEqual([A, B]);
    const info = objectOf(parseLooseBody((await nameServer.ask(getBrokerClusterInfo, {})).body));
    expect(info.clusterAddrTable).toEqual({ DefaultCluster: [A, B] });
    expect(addressOf(A)).not.toBe(addressOf(B));
    const config = await dial(addressOf(B)).ask(getBrokerConfig, {});
    expect(Buffer.from(config.body).toString()).toContain('brokerName=sandbox-b\n');
  });

  it('store apart: a topic made by a send is on that broker alone', async () => {
    expect((await send(dial(addressOf(B)), 'new')).code).toBe(0);
    expect(await brokersOf('new')).toEqual([B]);
    expect(sandbox.states.map(({ store }) => store.maxOffset('new', 0))).toEqual([0, 1]);
  });

  it('go down as if killed and come back on the same port with what they stored', async () => {
    const address = addressOf(B);
    const peer = dial(address);
    await send(peer, 'T');
    await sandbox.setUp(B, false);
    await peer.closed();
    expect(await brokersOf('T')).toEqual([A]);
    await dial(address).closed();
    await sandbox.setUp(B, true);
    await sandbox.setUp(B, true);
    expect(await brokersOf('T')).toEqual([A, B]);
    expect((await send(dial(address), 'T')).extFields.queueOffset).toBe('1');
  });
});
