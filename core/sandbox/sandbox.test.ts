import { afterEach, describe, expect, it, vi } from 'vitest';
import { splitAddress } from '../model/address.ts';
import { brokerTimeAt } from '../model/clock.ts';
import { GantryError } from '../model/error.ts';
import { getRouteInfoByTopic } from '../protocol/requests/admin.ts';
import { getMaxOffset } from '../protocol/requests/offset.ts';
import { sendMessageV2 } from '../protocol/requests/send.ts';
import { RawPeer } from './raw-peer.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.ts';

// Each starts a worker from its sources, which a busy machine does slowly.
vi.setConfig({ testTimeout: 20_000 });

const started: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((sandbox) => sandbox.stop()));
});

async function start(options?: SandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  started.push(sandbox);
  return sandbox;
}

const sendHeader = (properties = '') => ({
  producerGroup: 'p',
  topic: 'T',
  defaultTopic: 'TBW102',
  defaultTopicQueueNums: 4,
  queueId: 0,
  sysFlag: 0,
  bornTimestamp: 1,
  flag: 0,
  properties,
});

describe('startSandbox', () => {
  it('serves over TCP from a thread of its own, with the topics asked for', async () => {
    const sandbox = await start({ topics: [{ name: 'order-events', queues: 8 }] });
    expect(sandbox.nameServer).not.toBe(sandbox.broker);
    const peer = new RawPeer(sandbox.nameServer);
    const answer = await peer.ask(getRouteInfoByTopic, { topic: 'order-events' });
    expect(Buffer.from(answer.body).toString()).toContain(`{"0":"${sandbox.broker}"}`);
    await sandbox.stop();
    await sandbox.stop();
    await peer.closed();
  });

  it('has a clock that can be seen and set from here', async () => {
    const sandbox = await start({ clockRate: 10 });
    expect(sandbox.clock()).toMatchObject({ rate: 10, source: 'sandbox' });
    const before = brokerTimeAt(sandbox.clock(), Date.now());
    let told = 0;
    sandbox.onClockChanged(() => told++);
    await sandbox.setClockRate(60);
    expect(told).toBe(1);
    expect(sandbox.clock().rate).toBe(60);
    expect(brokerTimeAt(sandbox.clock(), Date.now())).toBeGreaterThanOrEqual(before);
  });

  it('can be paused and stepped: a delayed message lands by steps alone', async () => {
    const sandbox = await start({ clockRate: 0, topics: [{ name: 'T', queues: 1 }] });
    const peer = new RawPeer(sandbox.broker);
    const { brokerMs } = sandbox.clock();
    await peer.ask(sendMessageV2, sendHeader('DELAY\u00012\u0002'), 'x');
    const maxOffset = async () => (await peer.ask(getMaxOffset, { topic: 'T', queueId: 0 })).extFields.offset;
    await sandbox.stepClock(4_999);
    expect([sandbox.clock().brokerMs, sandbox.clock().rate]).toEqual([brokerMs + 4_999, 0]);
    expect(await maxOffset()).toBe('0');
    await sandbox.stepClock(1);
    await vi.waitFor(async () => expect(await maxOffset()).toBe('1'), { timeout: 3_000, interval: 5 });
    peer.end();
  });

  it('takes faults, and others instead of them', async () => {
    const sandbox = await start({ topics: [{ name: 'T', queues: 1 }] });
    const peer = new RawPeer(sandbox.broker);
    const send = async () => (await peer.ask(sendMessageV2, sendHeader(), 'x')).code;
    await sandbox.setFaults([{ topic: 'T', kind: 'flush-disk-timeout', count: 1 }]);
    expect([await send(), await send()]).toEqual([10, 0]);
    await Promise.all([
      sandbox.setFaults([{ topic: 'T', kind: 'silent' }]),
      sandbox.setFaults([{ topic: 'T', kind: 'forbidden' }]),
    ]);
    expect(await send()).toBe(16);
    peer.end();
  });

  it('refuses to set the clock once it has stopped', async () => {
    const sandbox = await start();
    await sandbox.stop();
    await expect(sandbox.setClockRate(1)).rejects.toMatchObject({ data: { code: 'CLOSED' } });
  });

  it.each(['nameServerPort', 'brokerPort'] as const)('says that the %s is taken', async (port) => {
    const { nameServer } = await start();
    const error = await start({ [port]: splitAddress(nameServer).port }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(GantryError);
    expect((error as GantryError).data).toMatchObject({
      code: 'CONNECT',
      params: { address: nameServer, role: 'sandbox', reason: 'portTaken' },
    });
  });

  it('says when the worker cannot be started', async () => {
    await expect(start({ workerFile: '/nowhere/worker.cjs' })).rejects.toMatchObject({
      data: { code: 'BUG' },
    });
  });
});
