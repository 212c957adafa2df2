import { createServer } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ManualClock, systemClock } from '../clock.ts';
import { nextTurn } from '../in-turns.ts';
import { type ErrorData, GantryError } from '../model/error.ts';
import { FLAG_ONEWAY } from '../protocol/codes.ts';
import type { Command } from '../protocol/command.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';
import { encodeFrame } from '../protocol/frame.ts';
import { Connection } from './connection.ts';
import { ConnectionPool, type ConnectionPoolOptions } from './connection-pool.ts';
import { Credentials } from './credentials.ts';
import { FakePeer, reply, replyCommand } from './fake-peer.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function peer(script?: Parameters<typeof FakePeer.listen>[0]): Promise<FakePeer> {
  const listening = await FakePeer.listen(script);
  opened.push(listening);
  return listening;
}

function pool(options: Partial<ConnectionPoolOptions> = {}): ConnectionPool {
  const made = new ConnectionPool({ clock: systemClock, ...options });
  opened.push(made);
  return made;
}

function request(text = 'hello', patch: Partial<EncodedRequest> = {}): EncodedRequest {
  const body = Buffer.from(text);
  return { name: 'TEST', code: 999, to: 'broker', extFields: { text }, body, ok: [0], ...patch };
}

async function openConnection(address: string, firstOpaque = 1): Promise<Connection> {
  const connection = new Connection({
    peer: { address },
    clock: systemClock,
    connectTimeoutMs: 3_000,
    firstOpaque,
    onRequest: () => undefined,
    onStatus: () => {},
  });
  expect(await connection.dialled).toBeUndefined();
  return connection;
}

/** Answers with the request's own body, so that a mix-up shows. */
const echo = (command: Command): Buffer => reply(command, { body: command.body });
const textOf = (command: Command): string => Buffer.from(command.body).toString();

async function errorOf(promise: Promise<unknown>): Promise<ErrorData> {
  const error = await promise.then(
    () => new Error('it resolved'),
    (reason: unknown) => reason,
  );
  if (error instanceof GantryError) return error.data;
  throw error;
}

describe('answers', () => {
  it('arrive one byte at a time', async () => {
    const { address } = await peer((command, socket) => {
      for (const byte of echo(command)) socket.write(Uint8Array.of(byte));
    });
    expect(textOf(await pool().invoke(address, request('slow'), 3_000))).toBe('slow');
  });

  it('arrive with the header over three reads', async () => {
    const { address } = await peer((command, socket) => {
      const frame = echo(command);
      socket.write(frame.subarray(0, 6));
      setImmediate(() => {
        socket.write(frame.subarray(6, 30));
        setImmediate(() => socket.write(frame.subarray(30)));
      });
    });
    expect(textOf(await pool().invoke(address, request('split'), 3_000))).toBe('split');
  });

  it('arrive many in one chunk and out of order', async () => {
    const waiting: Command[] = [];
    const { address } = await peer((command, socket) => {
      waiting.push(command);
      if (waiting.length === 50) socket.write(Buffer.concat(waiting.reverse().map(echo)));
    });
    const client = pool();
    const texts = Array.from({ length: 50 }, (_, n) => `m${n}`);
    const answers = await Promise.all(texts.map((text) => client.invoke(address, request(text), 3_000)));
    expect(answers.map(textOf)).toEqual(texts);
  });

  it('come with bodies large enough to be split and to be written uncopied', async () => {
    const { address } = await peer((command, socket) => socket.write(echo(command)));
    const client = pool();
    const large = 'x'.repeat(3_000_000);
    const [a, b] = await Promise.all([
      client.invoke(address, request(large), 3_000),
      client.invoke(address, request('small'), 3_000),
    ]);
    expect([a.body.length, textOf(b)]).toEqual([3_000_000, 'small']);
  });

  it('with another code are refusals with remark and address', async () => {
    const { address } = await peer((command, socket) =>
      socket.write(reply(command, { code: 2, remark: 'busy' })),
    );
    const client = pool();
    expect(await errorOf(client.invoke(address, request(), 3_000))).toMatchObject({
      code: 'RESPONSE',
      outcome: 'refused',
      responseCode: 2,
      remark: 'busy',
      brokerAddr: address,
      requestName: 'TEST',
      retry: 'otherBroker',
    });
    expect((await client.invoke(address, request('', { ok: [0, 2] }), 3_000)).code).toBe(2);
  });

  it('after the timeout are dropped, and the next request works on the same connection', async () => {
    const clock = new ManualClock();
    let first: Command | undefined;
    const listening = await peer((command, socket) => {
      if (textOf(command) === 'first') first = command;
      else socket.write(echo(command));
    });
    const client = pool({ clock });
    await client.invoke(listening.address, request('warm up'), 3_000);
    const late = errorOf(client.invoke(listening.address, request('first'), 1_000));
    await vi.waitFor(() => expect(first).toBeDefined());
    // Something was received meanwhile: the link is sound, only the answer is missing.
    await client.invoke(listening.address, request('between'), 3_000);
    await clock.advance(1_100);
    expect(await late).toMatchObject({ code: 'TIMEOUT', outcome: 'unknown', params: { timeoutMs: 1_000 } });
    if (first === undefined) throw new Error('not received');
    listening.sockets[0]?.write(reply(first, { body: Buffer.from('too late') }));
    expect(textOf(await client.invoke(listening.address, request('next'), 3_000))).toBe('next');
    expect(listening.sockets.length).toBe(1);
  });
});

describe('a connection', () => {
  it('that is silent through a deadline is given up, and the next request dials anew', async () => {
    const clock = new ManualClock();
    const listening = await peer((command, socket) => {
      if (listening.sockets.length > 1) socket.write(echo(command));
    });
    const client = pool({ clock });
    const short = errorOf(client.invoke(listening.address, request(), 3_000));
    const long = errorOf(client.invoke(listening.address, request(), 30_000));
    await vi.waitFor(() => expect(listening.requests.length).toBe(2));
    await clock.advance(3_100);
    expect((await short).code).toBe('TIMEOUT');
    expect(await long).toMatchObject({ code: 'CLOSED', outcome: 'unknown' });
    expect(textOf(await client.invoke(listening.address, request('again'), 3_000))).toBe('again');
    expect(listening.sockets.length).toBe(2);
  });

  it.each([
    ['a long poll', 30_000],
    ['a hasty request', 500],
  ])('survives the deadline of %s', async (_what, timeoutMs) => {
    const clock = new ManualClock();
    const listening = await peer((command, socket) => {
      if (textOf(command) !== 'pull') socket.write(echo(command));
    });
    const client = pool({ clock });
    const pull = errorOf(client.invoke(listening.address, request('pull'), timeoutMs));
    await vi.waitFor(() => expect(listening.requests.length).toBe(1));
    await clock.advance(timeoutMs + 100);
    expect((await pull).code).toBe('TIMEOUT');
    await client.invoke(listening.address, request('next'), 3_000);
    expect(listening.sockets.length).toBe(1);
  });

  it('reads first what came in while the process itself stood still', async () => {
    const clock = new ManualClock();
    const stopped = { now: 0 };
    const listening = await peer((command, socket) => socket.write(echo(command)));
    const client = pool({
      clock: {
        now: () => clock.now(),
        monotonic: () => clock.monotonic() + stopped.now,
        setTimeout: (run, ms) => clock.setTimeout(run, ms),
        setInterval: (run, ms) => clock.setInterval(run, ms),
      },
    });
    await client.invoke(listening.address, request('warm up'), 3_000);
    const asked = client.invoke(listening.address, request('asleep'), 3_000);
    stopped.now = 60_000;
    // The sweep runs before the socket is read, as it does after SIGCONT.
    await clock.advance(100);
    expect(textOf(await asked)).toBe('asleep');
  });

  it('rejects each request once when it ends: unknown when written', async () => {
    const listening = await peer((_command, socket) => {
      if (listening.requests.length === 3) socket.destroy();
    });
    const client = pool();
    const settled: string[] = [];
    const all = ['a', 'b', 'c'].map((text) =>
      client.invoke(listening.address, request(text), 3_000).catch((error: unknown) => {
        settled.push(text);
        return error instanceof GantryError ? [error.data.code, error.data.outcome] : error;
      }),
    );
    expect(await Promise.all(all)).toEqual(Array(3).fill(['CLOSED', 'unknown']));
    expect(settled.sort()).toEqual(['a', 'b', 'c']);
  });

  it('ends a one-way send once the system took it, and as unknown when the connection goes before', async () => {
    const listening = await peer();
    const client = pool();
    await client.invoke(listening.address, request(), 3_000);
    const [socket] = listening.sockets;
    socket?.pause();
    const big = request('', { body: Buffer.alloc(1024 * 1024) });
    const ends: string[] = [];
    const sendAll = (): void => {
      for (let sent = 0; sent < 32; sent++)
        client.oneway(listening.address, big, 3_000).then(
          () => ends.push('taken'),
          ({ data }: GantryError) => ends.push(`${data.code} ${data.outcome}`),
        );
    };
    sendAll();
    await nextTurn();
    expect(ends.length).toBeLessThan(32);
    socket?.resume();
    await vi.waitFor(() => expect(ends).toEqual(Array(32).fill('taken')));
    socket?.pause();
    sendAll();
    await nextTurn();
    socket?.destroy();
    await vi.waitFor(() => expect(ends).toHaveLength(64));
    expect(ends.at(-1)).toBe('CLOSED unknown');
  });

  it('lets what was accepted leave when the pool is closed, and nothing more', async () => {
    const listening = await peer();
    const client = pool();
    await client.invoke(listening.address, request(), 3_000);
    const accepted = errorOf(client.invoke(listening.address, request('last'), 3_000));
    const dialling = errorOf(client.oneway('127.0.0.1:1', request(), 3_000));
    await client.close();
    const after = errorOf(client.invoke(listening.address, request(), 3_000));
    expect(await accepted).toMatchObject({ code: 'CLOSED', outcome: 'unknown' });
    expect(await dialling).toMatchObject({ code: 'CLOSED', outcome: 'notSent' });
    expect(await after).toMatchObject({ code: 'CLOSED', outcome: 'notSent' });
    await vi.waitFor(() => expect(listening.requests.map(textOf)).toEqual(['hello', 'last']));
  });

  it.each([
    ['garbage', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['a length of 100 MiB', Buffer.from([0x06, 0x40, 0, 0, 0, 0, 0, 100, 0x7b])],
    ['a length below a header', Buffer.from([0, 0, 0, 1, 0, 0, 0, 0, 0])],
    ['a header that is no JSON', Buffer.concat([Buffer.from([0, 0, 0, 7, 0, 0, 0, 3]), Buffer.from('{a}')])],
  ])('is closed after %s, and the next request dials anew', async (_what, bytes) => {
    const listening = await peer((command, socket) => {
      socket.write(listening.sockets.length === 1 ? bytes : echo(command));
    });
    const client = pool();
    const errors = [1, 2].map(() => errorOf(client.invoke(listening.address, request(), 3_000)));
    for (const error of await Promise.all(errors))
      expect(error).toMatchObject({
        code: 'FRAME',
        outcome: 'unknown',
        params: { address: listening.address },
      });
    expect(textOf(await client.invoke(listening.address, request('fine'), 3_000))).toBe('fine');
    expect(listening.sockets.length).toBe(2);
  });

  it('says not sent of what it had not written when it ended', async () => {
    const { address } = await peer();
    const connection = await openConnection(address);
    const written = errorOf(connection.invoke(request(), 3_000));
    await new Promise(setImmediate);
    const unwritten = [connection.invoke(request(), 3_000), connection.oneway(request())].map(errorOf);
    connection.destroy();
    expect((await written).outcome).toBe('unknown');
    for (const error of await Promise.all(unwritten))
      expect(error).toMatchObject({ code: 'CLOSED', outcome: 'notSent' });
  });

  it('keeps opaques positive', async () => {
    const listening = await peer((command, socket) => socket.write(echo(command)));
    const connection = await openConnection(listening.address, 0x7ffffffe);
    const texts = ['a', 'b', 'c'];
    const answers = await Promise.all(texts.map((text) => connection.invoke(request(text), 3_000)));
    expect(answers.map(textOf)).toEqual(texts);
    expect(listening.requests.map(({ opaque }) => opaque)).toEqual([0x7ffffffe, 0x7fffffff, 1]);
    connection.destroy();
  });

  it('refuses a request over the frame limit and goes on', async () => {
    const { address } = await peer((command, socket) => socket.write(echo(command)));
    const client = pool();
    const huge = request('', { body: new Uint8Array(16 * 1024 * 1024) });
    expect(await errorOf(client.invoke(address, huge, 3_000))).toMatchObject({
      code: 'FRAME',
      outcome: 'notSent',
      params: { rule: 'tooLong' },
    });
    expect(textOf(await client.invoke(address, request('fits'), 3_000))).toBe('fits');
  });

  it('tells its statuses in order', async () => {
    const listening = await peer();
    const client = pool();
    const seen: string[] = [];
    client.onStatus((_address, status) => seen.push(status));
    await client.invoke(listening.address, request(), 3_000);
    listening.sockets[0]?.end();
    await vi.waitFor(() => expect(seen).toEqual(['connecting', 'open', 'closed']));
  });

  it('measures its round trip', async () => {
    const { address } = await peer();
    const client = pool();
    expect(client.roundTripMs(address)).toBeUndefined();
    await client.invoke(address, request(), 3_000);
    expect(client.roundTripMs(address)).toBeGreaterThan(0);
  });
});

describe('dialling', () => {
  it.each([
    ['refused', '127.0.0.1:1'],
    ['dns', 'no-such-host.invalid:9876'],
    ['badAddress', 'nowhere'],
    ['badAddress', 'nowhere:99999'],
    ['badAddress', ':9876'],
  ])('fails with the reason %s', async (reason, address) => {
    expect(await errorOf(pool().invoke(address, request(), 3_000))).toMatchObject({
      code: 'CONNECT',
      outcome: 'notSent',
      params: { address, role: 'broker', reason },
    });
  });

  it('fails with timeout when nothing answers', async () => {
    const clock = new ManualClock();
    // TEST-NET-1 leads nowhere; where a network says so at once that is an answer too.
    const error = errorOf(pool({ clock }).invoke('192.0.2.1:9', request('', { to: 'nameServer' }), 60_000));
    await clock.advance(3_000);
    const { code, params } = await error;
    expect([code, params.role]).toEqual(['CONNECT', 'nameServer']);
    expect(['timeout', 'unreachable', 'refused']).toContain(params.reason);
  });

  it('is shared by the requests that wait for it, and a failure stands for a moment', async () => {
    const clock = new ManualClock();
    const client = pool({ clock });
    const seen: string[] = [];
    client.onStatus((_address, status) => seen.push(status));
    const errors = [1, 2, 3].map(() => errorOf(client.invoke('127.0.0.1:1', request(), 3_000)));
    await Promise.all(errors);
    expect((await errorOf(client.invoke('127.0.0.1:1', request(), 3_000))).params.reason).toBe('refused');
    expect(seen).toEqual(['connecting', 'closed']);
    await clock.advance(1_000);
    await errorOf(client.invoke('127.0.0.1:1', request(), 3_000));
    expect(seen.length).toBe(4);
  });

  it('reaches an IPv6 address', async () => {
    const server = createServer((socket) => socket.on('data', () => socket.destroy()));
    const listens = await new Promise<boolean>((resolve) => {
      server.on('error', () => resolve(false));
      server.listen(0, '::1', () => resolve(true));
    });
    if (!listens) return;
    const bound = server.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    expect((await errorOf(pool().invoke(`[::1]:${port}`, request(), 3_000))).code).toBe('CLOSED');
    server.close();
  });
});

describe('requests of the broker', () => {
  it('are told from answers by their flag, not by their opaque', async () => {
    const listening = await peer((command, socket) => {
      if (command.code === 999) {
        const theirs = { ...replyCommand(command.opaque), code: 307, flag: 0 };
        socket.write(Buffer.concat([encodeFrame(theirs), echo(command)]));
      }
    });
    const client = pool();
    client.onRequest((_address, { opaque }) => replyCommand(opaque, { remark: 'running' }));
    expect(textOf(await client.invoke(listening.address, request('ours'), 3_000))).toBe('ours');
    await vi.waitFor(() => expect(listening.requests.length).toBe(2));
    const [ours, answer] = listening.requests;
    expect(answer).toMatchObject({
      code: 0,
      flag: 1,
      remark: 'running',
      opaque: ours?.opaque,
      language: 'OTHER',
    });
  });

  it('get code 3 when nobody serves them, code 1 when that fails or is too large, and silence when one-way', async () => {
    const listening = await peer((command, socket) => {
      if (command.code !== 999) return;
      const from = (code: number, flag: number): Buffer =>
        encodeFrame({ ...replyCommand(70 + code), code, flag });
      socket.write(Buffer.concat([from(40, FLAG_ONEWAY), from(221, 0), from(307, 0), from(309, 0)]));
      socket.write(reply(command));
    });
    const client = pool();
    client.onRequest((_address, { code }) => {
      if (code === 309) throw new Error('broken');
      if (code === 307) return replyCommand(0, { body: new Uint8Array(16 * 1024 * 1024) });
      return undefined;
    });
    await client.invoke(listening.address, request(), 3_000);
    await vi.waitFor(() => expect(listening.requests.length).toBe(4));
    const answers = listening.requests.slice(1).map(({ code, opaque }) => [opaque, code]);
    expect(answers.sort()).toEqual([
      [70 + 221, 3],
      [70 + 307, 1],
      [70 + 309, 1],
    ]);
  });
});

describe('writing', () => {
  it('announces who we are and marks one-way requests', async () => {
    const listening = await peer();
    const client = pool();
    await client.oneway(listening.address, request('gone'), 3_000);
    await client.oneway(listening.address, request('gone too'), 3_000);
    await vi.waitFor(() => expect(listening.requests.length).toBe(2));
    expect(listening.requests[1]).toMatchObject({
      code: 999,
      flag: FLAG_ONEWAY,
      language: 'OTHER',
      version: 409,
      extFields: { text: 'gone too' },
    });
  });

  it('signs every request, one-way ones too', async () => {
    const listening = await peer();
    const client = pool({ credentials: new Credentials({ accessKey: 'ak', secretKey: 'sk12345678' }) });
    const extFields = Object.fromEntries(
      [
        'a=pg',
        'b=T',
        'c=TBW102',
        'd=4',
        'e=0',
        'f=0',
        'g=1700000000000',
        'h=0',
        'i=',
        'j=0',
        'k=false',
        'm=false',
      ]
        .map((field) => field.split('='))
        .map(([name, value = '']) => [name, value]),
    );
    const signed = request('hi', { extFields });
    await client.invoke(listening.address, signed, 3_000);
    await client.oneway(listening.address, signed, 3_000);
    await vi.waitFor(() => expect(listening.requests.length).toBe(2));
    for (const received of listening.requests)
      expect(received.extFields).toMatchObject({
        AccessKey: 'ak',
        Signature: 'FWTGnvxGKlz79bSRlHQBqBF+L5A=',
      });
  });
});
