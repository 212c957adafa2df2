import { inspect } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { encodeRequest } from '../protocol/define-request.ts';
import { getMaxOffset } from '../protocol/requests/offset.ts';
import { ConnectionPool } from '../remoting/connection-pool.ts';
import { Credentials } from '../remoting/credentials.ts';
import { FakePeer, reply } from '../remoting/fake-peer.ts';
import { ClientInstance } from './client-instance.ts';

const SECRET = 'sk-never-to-be-seen';
const request = encodeRequest(getMaxOffset, { topic: 'orders', queueId: 0 });

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

/** As a log or a report would show it; a loop makes JSON impossible, which shows nothing either. */
function shown(value: unknown): string {
  let json = '';
  try {
    json = JSON.stringify(value);
  } catch {}
  return inspect(value, { depth: 10, showHidden: true }) + json;
}

it('stand in no dump of a client, its connections, its credentials or its errors', async () => {
  const refusing = await FakePeer.listen((command, socket) => {
    const remark = `Check signature failed for accessKey=${command.extFields.AccessKey}`;
    socket.write(reply(command, { code: 16, remark }));
  });
  const silent = await FakePeer.listen((_command, socket) => socket.destroy());
  const credentials = new Credentials({ accessKey: 'ak-of-kim', secretKey: SECRET, channel: 'ALIYUN' });
  const transport = new ConnectionPool({ clock: systemClock, credentials });
  const client = new ClientInstance({ nameServers: [refusing.address], transport, clock: systemClock });
  opened.push(client, refusing, silent);
  const ask = (address: string) => transport.invoke(address, request, 3_000).catch((error: unknown) => error);
  const errors = await Promise.all([refusing.address, silent.address, '127.0.0.1:1'].map(ask));
  expect(errors.map((error) => Object(error).data.code)).toEqual(['AUTH', 'CLOSED', 'CONNECT']);
  // The signature was made with it, so the transport holds it.
  expect(refusing.requests[0]?.extFields.Signature).toMatch(/^[\w+/]+=*$/);
  for (const value of [credentials, transport, client, client.status(), ...errors])
    expect(shown(value)).not.toContain(SECRET);
  expect(shown(credentials)).toContain('ak-of-kim');
});
