import { Buffer } from 'node:buffer';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { TcpProxy } from './proxy.ts';
import { until } from './until.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** What a peer got, on one connection. */
interface Got {
  text: string;
  chunks: number;
  ended: boolean;
}

function record(socket: Socket): Got {
  const got: Got = { text: '', chunks: 0, ended: false };
  socket.setNoDelay(true);
  socket.on('error', () => {});
  socket.on('close', () => {
    got.ended = true;
  });
  socket.on('data', (chunk) => {
    got.text += chunk.toString();
    got.chunks++;
  });
  return got;
}

/** A server that answers everything with the same, behind a proxy. */
async function rig() {
  const accepted: { socket: Socket; got: Got }[] = [];
  const server = createServer((socket) => {
    accepted.push({ socket, got: record(socket) });
    socket.on('data', (chunk) => socket.write(chunk));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  const proxy = await TcpProxy.listen(`127.0.0.1:${bound.port}`);
  endings.push(
    () => server.close(),
    () => proxy.close(),
  );
  const dial = () => {
    const socket = connect(Number(proxy.address.split(':')[1]), '127.0.0.1');
    endings.push(() => socket.destroy());
    return { socket, got: record(socket) };
  };
  return { accepted, proxy, dial };
}

const says = (got: Got, text: string) => until(`"${text}" arrives`, 3_000, () => got.text === text);

it('passes bytes both ways, and the end', async () => {
  const { accepted, dial, proxy } = await rig();
  const { socket, got } = dial();
  socket.write('hello');
  await says(got, 'hello');
  accepted[0]?.socket.destroy();
  await until('the end arrives', 3_000, () => got.ended);
  expect(proxy.connections).toBe(0);
});

it('delays, and keeps the order when the delay shrinks', async () => {
  const { dial, proxy } = await rig();
  const { socket, got } = dial();
  proxy.become({ delayMs: 100 });
  const startedAtMs = performance.now();
  socket.write('first ');
  await sleep(20);
  proxy.become({});
  socket.write('second');
  await says(got, 'first second');
  expect(performance.now() - startedAtMs).toBeGreaterThan(95);
});

it('splits', async () => {
  const { accepted, dial, proxy } = await rig();
  proxy.become({ pieceBytes: 10 });
  const { socket, got } = dial();
  const text = 'x'.repeat(1_000);
  socket.write(text);
  await says(got, text);
  expect(accepted[0]?.got.chunks).toBeGreaterThan(10);
});

it('drops what there is and takes new connections; refuses; is fair again', async () => {
  const { dial, proxy } = await rig();
  const first = dial();
  first.socket.write('a');
  await says(first.got, 'a');
  proxy.dropAll();
  await until('it ends', 3_000, () => first.got.ended);
  const second = dial();
  second.socket.write('b');
  await says(second.got, 'b');
  proxy.become({ refuses: true });
  const refused = dial();
  await until('it is refused', 3_000, () => refused.got.ended);
  expect(second.got.ended).toBe(false);
  proxy.become({});
  const third = dial();
  third.socket.write('c');
  await says(third.got, 'c');
});

it('leaves a connection open that is dead both ways, and tells neither side', async () => {
  const { accepted, dial, proxy } = await rig();
  const dead = dial();
  dead.socket.write('a');
  await says(dead.got, 'a');
  proxy.muteAll();
  dead.socket.write('b');
  accepted[0]?.socket.write('c');
  const sound = dial();
  sound.socket.write('d');
  await says(sound.got, 'd');
  accepted[0]?.socket.destroy();
  await sleep(20);
  expect([dead.got.text, dead.got.ended, accepted[0]?.got.text]).toEqual(['a', false, 'a']);
});

it('says everything twice to the target, and only one answer comes back', async () => {
  const { accepted, dial, proxy } = await rig();
  proxy.become({ twins: true });
  const { socket, got } = dial();
  socket.write(Buffer.from('once'));
  await says(got, 'once');
  await until(
    'both have it',
    3_000,
    () => accepted.length === 2 && accepted.every((one) => one.got.text === 'once'),
  );
  await sleep(20);
  expect(got.text).toBe('once');
  socket.destroy();
  await until('both end', 3_000, () => accepted.every((one) => one.got.ended));
});
