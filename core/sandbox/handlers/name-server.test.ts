import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../clock.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import { objectOf, parseLooseBody } from '../../protocol/loose-json.ts';
import * as nameServer from '../../protocol/requests/name-server.ts';
import { SandboxBroker } from '../broker.ts';
import { RawPeer } from '../raw-peer.ts';

const KEY = { namespace: 'space', key: 'k' };
let broker: SandboxBroker;
let peer: RawPeer;

beforeEach(async () => {
  broker = await SandboxBroker.start({ host: systemClock, brokers: 2, topics: [{ name: 'T', queues: 1 }] });
  peer = new RawPeer(broker.nameServer);
});
afterEach(async () => {
  peer.end();
  await broker.stop();
});

describe('the table of values', () => {
  it('gives what was put, alone and with its namespace, until it is deleted', async () => {
    await peer.ask(nameServer.putKvConfig, { ...KEY, value: '值' });
    expect((await peer.ask(nameServer.getKvConfig, KEY)).extFields.value).toBe('值');
    const list = await peer.ask(nameServer.getKvListByNamespace, { namespace: 'space' });
    expect(objectOf(parseLooseBody(list.body)).table).toEqual({ k: '值' });
    await peer.ask(nameServer.deleteKvConfig, KEY);
    expect((await peer.ask(nameServer.getKvConfig, KEY)).code).toBe(RESPONSE.QUERY_NOT_FOUND);
  });

  it('says 22 for a namespace that nobody used', async () => {
    const list = await peer.ask(nameServer.getKvListByNamespace, { namespace: 'none' });
    expect(list.code).toBe(RESPONSE.QUERY_NOT_FOUND);
  });
});

it('names the topics of its cluster once, and none of another', async () => {
  const topics = async (cluster: string) =>
    objectOf(parseLooseBody((await peer.ask(nameServer.getTopicsByCluster, { cluster })).body)).topicList;
  const names = await topics('DefaultCluster');
  expect(names).toContain('T');
  expect(new Set(names as string[]).size).toBe((names as string[]).length);
  expect(await topics('other')).toEqual([]);
});

it('tells the port it is dialled at', async () => {
  const { body } = await peer.ask(nameServer.getNamesrvConfig, {});
  expect(Buffer.from(body).toString()).toBe(`listenPort=${broker.nameServer.split(':')[1]}\n`);
});
