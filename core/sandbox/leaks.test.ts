import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../clock.ts';
import { splitAddress } from '../model/address.ts';
import { RESPONSE } from '../protocol/codes.ts';
import { encodeFrame } from '../protocol/frame.ts';
import { encodeHeartbeat, tagSubscription } from '../protocol/heartbeat-json.ts';
import { getAllTopicList } from '../protocol/requests/admin.ts';
import { heartBeat } from '../protocol/requests/client.ts';
import { PULL_SUBSCRIPTION, PULL_SUSPEND, pullMessage } from '../protocol/requests/pull.ts';
import { SandboxBroker } from './broker.ts';
import { seededRandom } from './random.ts';
import { RawPeer } from './raw-peer.ts';

/** Opened and closed in each test, so many at a time. */
const CONNECTIONS = 2_000;
const AT_ONCE = 100;

vi.setConfig({ testTimeout: 60_000 });

let broker: SandboxBroker;
beforeEach(async () => {
  broker = await SandboxBroker.start({
    host: systemClock,
    topics: [{ name: 'T', queues: 1 }],
  });
});
afterEach(() => broker.stop());

/** Handles of the process for open sockets; those of the sandbox are in it. */
const openSockets = (): number =>
  process.getActiveResourcesInfo().filter((name) => /^TCPSocketWrap|^TCPWRAP/.test(name)).length;

async function inTurns(run: (number: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < CONNECTIONS; from += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => run(from + index)));
}

const noMoreThan = (before: number) => vi.waitFor(() => expect(openSockets()).toBeLessThanOrEqual(before));

/** The broker answers a well-behaved client as if nothing had been. */
async function isWell(): Promise<void> {
  const peer = new RawPeer(broker.broker);
  expect((await peer.ask(getAllTopicList, {})).code).toBe(0);
  peer.end();
}

/** A socket that writes this and waits until the other side closes, or closes itself. */
function raw(bytes: Uint8Array, closing: 'us' | 'them'): Promise<void> {
  const { host, port } = splitAddress(broker.broker);
  return new Promise((resolve) => {
    const socket: Socket = connect(port, host, () => {
      socket.write(bytes, () => {
        if (closing === 'us') socket.destroy();
      });
    });
    socket.on('error', () => {});
    socket.on('data', () => {});
    socket.on('close', () => resolve());
  });
}

describe(`${CONNECTIONS} connections opened and closed`, () => {
  it('leave no socket, no member, no producer and no held pull', async () => {
    const before = openSockets();
    await inTurns(async (number) => {
      const peer = new RawPeer(broker.broker);
      await peer.ask(heartBeat, {}, heartbeatOf(`client-${number}`));
      peer.tell({ code: pullMessage.code, extFields: heldPull() });
      peer.end();
      await peer.closed();
    });
    const [state] = broker.states;
    await vi.waitFor(() => expect(state?.groups.get('g')).toBeUndefined());
    expect(state?.producers.groups()).toEqual([]);
    expect(state?.held.size).toBe(0);
    await noMoreThan(before);
    await isWell();
  });

  it('that bring garbage are closed without an answer', async () => {
    const before = openSockets();
    const random = seededRandom(3);
    await inTurns(() =>
      raw(Buffer.concat([Buffer.from([0, 0, 0, 40, 0, 0, 0, 99]), noise(random, 40)]), 'them'),
    );
    await noMoreThan(before);
    await isWell();
  });

  it('that announce more than a frame may hold are closed at once, and cost nothing', async () => {
    const before = openSockets();
    const memory = process.memoryUsage().arrayBuffers;
    await inTurns(() => raw(Buffer.from([0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 1]), 'them'));
    await noMoreThan(before);
    // Each announced 2 GiB; what sockets read into is garbage that may still lie about.
    expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(512 * 1024 * 1024);
    await isWell();
  });

  it('with wrong signatures are refused, and leave nothing', async () => {
    const guarded = await SandboxBroker.start({
      host: systemClock,
      accounts: [{ accessKey: 'ak', secretKey: 'sk' }],
    });
    const before = openSockets();
    await inTurns(async () => {
      const peer = new RawPeer(guarded.broker);
      const extFields = { AccessKey: 'ak', Signature: 'wrong' };
      const answer = await peer.askRaw({ code: heartBeat.code, extFields, body: heartbeatOf('c') });
      expect(answer).toMatchObject({ code: RESPONSE.NO_PERMISSION, remark: 'check signature failed.' });
      peer.end();
      await peer.closed();
    });
    expect(guarded.states[0]?.groups.get('g')).toBeUndefined();
    await noMoreThan(before);
    await guarded.stop();
  });

  it('that end in the middle of a frame are forgotten', async () => {
    const before = openSockets();
    const frame = encodeFrame({
      code: 10,
      opaque: 1,
      flag: 0,
      language: 'OTHER',
      version: 409,
      extFields: { topic: 'T' },
      body: Buffer.alloc(2_000),
    });
    await inTurns((number) => raw(frame.subarray(0, 1 + (number % (frame.length - 1))), 'us'));
    await noMoreThan(before);
    await isWell();
  });
});

function noise(random: () => number, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
}

const heldPull = (): Record<string, string> => ({
  consumerGroup: 'g',
  topic: 'T',
  queueId: '0',
  queueOffset: '0',
  maxMsgNums: '1',
  sysFlag: String(PULL_SUSPEND | PULL_SUBSCRIPTION),
  commitOffset: '0',
  suspendTimeoutMillis: '30000',
  subscription: '*',
  subVersion: '0',
});

const heartbeatOf = (clientID: string) =>
  encodeHeartbeat({
    clientID,
    producerDataSet: [{ groupName: 'p' }],
    consumerDataSet: [
      {
        groupName: 'g',
        consumeType: 'CONSUME_PASSIVELY',
        messageModel: 'BROADCASTING',
        consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET',
        subscriptionDataSet: [tagSubscription('T', '*', 1)],
        unitMode: false,
      },
    ],
  });
