import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ManualClock, systemClock } from '../clock.ts';
import { type ErrorData, GantryError } from '../model/error.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';
import { ConnectionPool, type ConnectionPoolOptions } from './connection-pool.ts';
import type { TlsOptions } from './dial-tls.ts';
import { FakePeer, reply } from './fake-peer.ts';
import { TestAuthority } from './test-certificates.ts';

const authority = new TestAuthority();
const { ca } = authority;

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

/** Answers with the request's own body, in TLS. */
async function tlsPeer(certificate = authority.issue(['127.0.0.1', 'broker.example'])): Promise<FakePeer> {
  const listening = await FakePeer.listen(
    (command, socket) => socket.write(reply(command, { body: command.body })),
    certificate,
  );
  opened.push(listening);
  return listening;
}

/** Something that is no TLS server. */
async function server(onConnection: (socket: Socket) => void): Promise<string> {
  const listening = createServer(onConnection);
  opened.push(listening);
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const bound = listening.address();
  return typeof bound === 'object' && bound !== null ? `127.0.0.1:${bound.port}` : '';
}

function pool(tls: TlsOptions, options: Partial<ConnectionPoolOptions> = {}): ConnectionPool {
  const made = new ConnectionPool({ clock: systemClock, tls, ...options });
  opened.push(made);
  return made;
}

function request(body = Buffer.from('hello'), to: EncodedRequest['to'] = 'broker'): EncodedRequest {
  return { name: 'TEST', code: 999, to, extFields: {}, body, ok: [0] };
}

async function errorOf(promise: Promise<unknown>): Promise<ErrorData> {
  const error = await promise.catch((reason: unknown) => reason);
  if (error instanceof GantryError) return error.data;
  throw new Error(`no such error: ${String(error)}`);
}

describe('TLS', () => {
  it('carries requests to a server with a certificate of a trusted authority, small and large at once', async () => {
    const { address, sockets } = await tlsPeer();
    const client = pool({ ca });
    const bodies = Array.from({ length: 40 }, (_, n) => Buffer.alloc(n === 7 ? 3_000_000 : 1_000 * n, n));
    const answers = await Promise.all(bodies.map((body) => client.invoke(address, request(body), 10_000)));
    expect(answers.map(({ body }, n) => Buffer.compare(body, bodies[n] ?? Buffer.alloc(0)))).toEqual(
      Array(40).fill(0),
    );
    await client.oneway(address, request(), 3_000);
    expect(sockets.length).toBe(1);
  });

  it('is open once the handshake is done', async () => {
    const { address, requests } = await tlsPeer();
    const client = pool({ ca });
    const seen: string[] = [];
    client.onStatus((_address, status) => seen.push(status));
    await client.invoke(address, request(), 3_000);
    expect([seen, requests.length]).toEqual([['connecting', 'open'], 1]);
  });

  it('takes any certificate when told not to verify', async () => {
    const { address } = await tlsPeer(new TestAuthority('another').issue(['elsewhere'], -1_000));
    const { body } = await pool({ verify: false }).invoke(address, request(), 3_000);
    expect(Buffer.from(body).toString()).toBe('hello');
  });

  it('checks the name it is told to instead of the host', async () => {
    const { address } = await tlsPeer(authority.issue(['broker.example']));
    await pool({ ca, serverName: 'broker.example' }).invoke(address, request(), 3_000);
    const error = await errorOf(pool({ ca, serverName: 'other.example' }).invoke(address, request(), 3_000));
    expect(error.params.reason).toBe('certificateName');
  });

  it('ends its requests when the connection does, and dials anew', async () => {
    const { address, sockets } = await tlsPeer();
    const client = pool({ ca });
    await client.invoke(address, request(), 3_000);
    sockets[0]?.destroy();
    await vi.waitFor(() => expect(client.roundTripMs(address)).toBeUndefined());
    await client.invoke(address, request(), 3_000);
    expect(sockets.length).toBe(2);
  });
});

describe('a certificate', () => {
  it.each([
    ['of an authority nobody trusts', 'certificate', new TestAuthority('another').issue(['127.0.0.1'])],
    ['that has expired', 'certificateExpired', authority.issue(['127.0.0.1'], -60_000)],
    ['for another host', 'certificateName', authority.issue(['elsewhere'])],
    ['for another address', 'certificateName', authority.issue(['127.0.0.2'])],
  ])('%s is refused, and no request leaves', async (_what, reason, certificate) => {
    const { address, requests } = await tlsPeer(certificate);
    const error = await errorOf(pool({ ca }).invoke(address, request(), 3_000));
    expect(error).toMatchObject({
      code: 'CONNECT',
      outcome: 'notSent',
      params: { address, role: 'broker', reason },
    });
    expect([error.remedyKey, requests.length]).toEqual([undefined, 0]);
  });

  it('is verified by default', async () => {
    const { address } = await tlsPeer();
    expect((await errorOf(pool({}).invoke(address, request(), 3_000))).params.reason).toBe('certificate');
  });

  it.each(['', 'no certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])(
    'to trust must be one: %j',
    (pem) => {
      expect(() => pool({ ca: pem })).toThrow(/INPUT field=tls.ca rule=pem/);
    },
  );
});

describe('what does not answer in TLS', () => {
  it.each([
    ['a plain peer that closes', (socket: Socket) => socket.on('data', () => socket.end())],
    ['a plain peer that resets', (socket: Socket) => socket.on('data', () => socket.resetAndDestroy())],
    [
      'another protocol',
      (socket: Socket) => socket.on('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    ],
  ])('is named so: %s', async (_what, script) => {
    const address = await server((socket: Socket) => {
      socket.on('error', () => {});
      script(socket);
    });
    expect(
      await errorOf(pool({ ca }).invoke(address, request(Buffer.from('a'), 'nameServer'), 3_000)),
    ).toMatchObject({
      code: 'CONNECT',
      outcome: 'notSent',
      params: { address, role: 'nameServer', reason: 'tls' },
    });
  });

  it('fails with timeout when it says nothing', async () => {
    const clock = new ManualClock();
    let accepted = false;
    const address = await server(() => {
      accepted = true;
    });
    const error = errorOf(pool({ ca }, { clock }).invoke(address, request(), 60_000));
    await vi.waitFor(() => expect(accepted).toBe(true));
    await clock.advance(3_000);
    expect((await error).params.reason).toBe('timeout');
  });

  it('is not the reason when nobody listens', async () => {
    expect((await errorOf(pool({ ca }).invoke('127.0.0.1:1', request(), 3_000))).params.reason).toBe(
      'refused',
    );
    expect(
      (await errorOf(pool({ ca }).invoke('no-such-host.invalid:1', request(), 3_000))).params.reason,
    ).toBe('dns');
  });
});

it('a plain client of a TLS server is told that the connection was lost', async () => {
  const { address } = await tlsPeer();
  const client = new ConnectionPool({ clock: systemClock });
  opened.push(client);
  expect(await errorOf(client.invoke(address, request(), 3_000))).toMatchObject({ code: 'CLOSED' });
});
