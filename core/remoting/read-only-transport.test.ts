import { expect, it } from 'vitest';
import * as requests from '../protocol/requests/admin.ts';
import * as client from '../protocol/requests/client.ts';
import * as config from '../protocol/requests/config.ts';
import * as inspect from '../protocol/requests/inspect.ts';
import * as lock from '../protocol/requests/lock.ts';
import * as nameServer from '../protocol/requests/name-server.ts';
import * as offset from '../protocol/requests/offset.ts';
import * as pull from '../protocol/requests/pull.ts';
import * as query from '../protocol/requests/query.ts';
import * as send from '../protocol/requests/send.ts';
import * as stats from '../protocol/requests/stats.ts';
import * as tools from '../protocol/requests/tools.ts';
import { ReadOnlyTransport } from './read-only-transport.ts';
import type { Transport } from './transport.ts';

const files = [requests, client, config, inspect, lock, nameServer, offset, pull, query, send, stats, tools];
const names = files.flatMap((file) =>
  Object.values(file).flatMap((spec) => (typeof spec === 'object' && 'name' in spec ? [spec.name] : [])),
);

/** Everything that changes something at a broker or name server. */
const WRITES = [
  'CLEAN_EXPIRED_CONSUMEQUEUE',
  'CLEAN_UNUSED_TOPIC',
  'CLONE_GROUP_OFFSET',
  'CONSUMER_SEND_MSG_BACK',
  'CONSUME_MESSAGE_DIRECTLY',
  'DELETE_KV_CONFIG',
  'DELETE_SUBSCRIPTIONGROUP',
  'DELETE_TOPIC_IN_BROKER',
  'DELETE_TOPIC_IN_NAMESRV',
  'INVOKE_BROKER_TO_RESET_OFFSET',
  'LOCK_BATCH_MQ',
  'NOTIFY_CONSUMER_IDS_CHANGED',
  'PUT_KV_CONFIG',
  'SEND_BATCH_MESSAGE',
  'SEND_MESSAGE',
  'SEND_MESSAGE_V2',
  'UNLOCK_BATCH_MQ',
  'UPDATE_AND_CREATE_SUBSCRIPTIONGROUP',
  'UPDATE_AND_CREATE_TOPIC',
  'UPDATE_BROKER_CONFIG',
  'UPDATE_CONSUMER_OFFSET',
];

async function passing(isReadOnly: boolean): Promise<{ passed: string[]; refused: string[] }> {
  const passed: string[] = [];
  const inner: Pick<Transport, 'invoke' | 'oneway'> = {
    invoke: async (_address, { name }) => {
      passed.push(name);
      throw new Error('not asked for an answer');
    },
    oneway: async (_address, { name }) => void passed.push(name),
  };
  const transport = new ReadOnlyTransport(inner as Transport, () => isReadOnly);
  for (const name of names) {
    const request = { name, code: 0, to: 'broker' as const, extFields: {}, body: Buffer.alloc(0), ok: [0] };
    await transport.invoke('a:1', request, 1).catch(() => {});
    await transport.oneway('a:1', request, 1).catch(() => {});
  }
  return { passed, refused: names.filter((name) => !passed.includes(name)).sort() };
}

it('lets nothing through that changes anything', async () => {
  expect((await passing(true)).refused).toEqual(WRITES);
});

it('lets everything through on a connection that is not read only', async () => {
  expect((await passing(false)).refused).toEqual([]);
});
