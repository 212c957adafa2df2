import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';
import { ConnectionPool } from './connection-pool.ts';
import { FakePeer, reply } from './fake-peer.ts';

const ANNOUNCED = '172.17.0.2:10911';
const request: EncodedRequest = {
  name: 'TEST',
  code: 999,
  to: 'broker',
  extFields: {},
  body: new Uint8Array(),
  ok: [0],
};

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function peer(script?: Parameters<typeof FakePeer.listen>[0]): Promise<FakePeer> {
  const listening = await FakePeer.listen(script);
  opened.push(listening);
  return listening;
}

function pool(addressMap: Record<string, string>): ConnectionPool {
  const made = new ConnectionPool({ clock: systemClock, addressMap });
  opened.push(made);
  return made;
}

it('leads the dial elsewhere, while everything else goes by the announced address', async () => {
  const listening = await peer();
  const client = pool({ [ANNOUNCED]: listening.address });
  const seen: string[] = [];
  client.onStatus((address, status) => seen.push(`${address} ${status}`));
  await client.invoke(ANNOUNCED, request, 3_000);
  await client.oneway(ANNOUNCED, request, 3_000);
  expect(seen).toEqual([`${ANNOUNCED} connecting`, `${ANNOUNCED} open`]);
  expect([client.roundTripMs(ANNOUNCED) === undefined, listening.sockets.length]).toEqual([false, 1]);
});

it('leaves addresses alone that it does not name', async () => {
  const listening = await peer();
  await pool({ [ANNOUNCED]: '127.0.0.1:1', constructor: '127.0.0.1:1' }).invoke(
    listening.address,
    request,
    3_000,
  );
  expect(listening.requests.length).toBe(1);
});

it('is named in what goes wrong at the dial', async () => {
  const dialledAddress = '127.0.0.1:1';
  await expect(pool({ [ANNOUNCED]: dialledAddress }).invoke(ANNOUNCED, request, 3_000)).rejects.toMatchObject(
    {
      data: {
        code: 'CONNECT',
        brokerAddr: ANNOUNCED,
        params: { address: ANNOUNCED, dialledAddress, reason: 'refused' },
      },
    },
  );
});

it('may hold nonsense, which is not dialled', async () => {
  await expect(pool({ [ANNOUNCED]: 'nowhere' }).invoke(ANNOUNCED, request, 3_000)).rejects.toMatchObject({
    data: { params: { address: ANNOUNCED, dialledAddress: 'nowhere', reason: 'badAddress' } },
  });
});

it('is named in what goes wrong later: a refusal, a lost connection', async () => {
  const refusing = await peer((command, socket) => socket.write(reply(command, { code: 2, remark: 'busy' })));
  const closing = await peer((_command, socket) => socket.destroy());
  const client = pool({ [ANNOUNCED]: refusing.address, '172.17.0.3:10911': closing.address });
  await expect(client.invoke(ANNOUNCED, request, 3_000)).rejects.toMatchObject({
    data: { code: 'RESPONSE', params: { address: ANNOUNCED, dialledAddress: refusing.address } },
  });
  await expect(client.invoke('172.17.0.3:10911', request, 3_000)).rejects.toMatchObject({
    data: { code: 'CLOSED', params: { address: '172.17.0.3:10911', dialledAddress: closing.address } },
  });
});
