import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { splitAddress } from '../model/address.ts';
import { GantryError } from '../model/error.ts';
import { FLAG_RESPONSE } from '../protocol/codes.ts';
import type { Command } from '../protocol/command.ts';
import { encodeFrame } from '../protocol/frame.ts';
import { FrameDecoder } from '../protocol/frame-decoder.ts';
import { FrameServer, type FrameServerOptions, type ServedConnection } from './frame-server.ts';

const command = (opaque: number, body = ''): Command => ({
  code: 1,
  opaque,
  flag: 0,
  language: 'OTHER',
  version: 409,
  extFields: {},
  body: Buffer.from(body),
});

const servers: FrameServer[] = [];
const sockets: Socket[] = [];
let received: Command[];
let closed: ServedConnection[];
let echo: FrameServerOptions['onCommand'];

beforeEach(() => {
  received = [];
  closed = [];
  echo = (connection, request) => {
    received.push(request);
    connection.send({ ...request, flag: FLAG_RESPONSE });
  };
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function listen(patch: Partial<FrameServerOptions> = {}): Promise<FrameServer> {
  // This test's list: the sockets of the test before may still be closing.
  const closedHere = closed;
  const server = await FrameServer.listen({
    host: '127.0.0.1',
    port: 0,
    role: 'tester',
    onCommand: (connection, request) => echo(connection, request),
    onClosed: (connection) => closedHere.push(connection),
    ...patch,
  });
  servers.push(server);
  return server;
}

function dial(server: FrameServer) {
  const { host, port } = splitAddress(server.address);
  const socket = connect({ host, port });
  socket.on('error', () => {});
  sockets.push(socket);
  const decoder = new FrameDecoder();
  const answers: Command[] = [];
  socket.on('data', (chunk: Uint8Array) => answers.push(...decoder.push(chunk)));
  return { socket, answers };
}

const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 3_000, interval: 5 });

describe('FrameServer', () => {
  it('hands out commands however their bytes are cut, and writes what is sent', async () => {
    const { socket, answers } = dial(await listen());
    const bytes = Buffer.concat([1, 2, 3].map((opaque) => encodeFrame(command(opaque, `body ${opaque}`))));
    for (const byte of bytes) socket.write(Uint8Array.of(byte));
    socket.write(bytes);
    await eventually(() => expect(answers).toHaveLength(6));
    expect(answers.map(({ opaque, body }) => `${opaque} ${Buffer.from(body)}`)).toEqual(
      [1, 2, 3, 1, 2, 3].map((opaque) => `${opaque} body ${opaque}`),
    );
  });

  it('answers the commands before unreadable bytes, then closes; others are served on', async () => {
    const server = await listen();
    const [bad, good] = [dial(server), dial(server)];
    bad.socket.write(Buffer.concat([encodeFrame(command(1)), Buffer.from('GET / HTTP/1.1\r\n\r\n')]));
    await eventually(() => expect(closed).toHaveLength(1));
    expect(received.map(({ opaque }) => opaque)).toEqual([1]);
    good.socket.write(encodeFrame(command(2)));
    await eventually(() => expect(good.answers).toHaveLength(1));
  });

  it('refuses a frame beyond its limit', async () => {
    const { socket } = dial(await listen({ maxFrameBytes: 1_000 }));
    socket.write(encodeFrame(command(1, 'x'.repeat(1_000))));
    await eventually(() => expect(closed).toHaveLength(1));
    expect(received).toEqual([]);
  });

  it('tells once that a connection closed; sending to it then does nothing', async () => {
    const { socket } = dial(await listen());
    let served: ServedConnection | undefined;
    echo = (connection) => {
      served = connection;
    };
    socket.write(encodeFrame(command(1)));
    await eventually(() => expect(served).toBeDefined());
    socket.destroy();
    await eventually(() => expect(closed).toEqual([served]));
    expect(served?.isOpen).toBe(false);
    served?.send(command(2));
  });

  it('writes what was sent before it closes', async () => {
    const server = await listen();
    const { socket, answers } = dial(server);
    echo = (connection, request) => {
      connection.send({ ...request, flag: FLAG_RESPONSE });
      void server.close();
    };
    socket.write(encodeFrame(command(1, 'x'.repeat(100_000))));
    await eventually(() => expect(answers).toHaveLength(1));
    await eventually(() => expect(closed).toHaveLength(1));
  });

  it('reads no further requests of a peer that does not take its answers', async () => {
    const { socket, answers } = dial(await listen());
    socket.pause();
    const count = 40;
    for (let opaque = 0; opaque < count; opaque++)
      socket.write(encodeFrame(command(opaque, 'x'.repeat(500_000))));
    await eventually(() => expect(received.length).toBeGreaterThan(0));
    let before = -1;
    await eventually(() => {
      const now = received.length;
      const still = now === before;
      before = now;
      expect(still).toBe(true);
    });
    expect(received.length).toBeLessThan(count);
    socket.resume();
    await eventually(() => expect(answers).toHaveLength(count));
  });

  it('says that its port is taken', async () => {
    const { address } = await listen();
    const error = await listen({ port: splitAddress(address).port }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(GantryError);
    expect((error as GantryError).data).toMatchObject({
      code: 'CONNECT',
      outcome: 'notSent',
      params: { address, role: 'tester', reason: 'portTaken' },
    });
  });
});
