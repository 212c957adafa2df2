import { afterEach, describe, expect, it } from 'vitest';
import { splitAddress } from '../model/address.ts';
import { brokerTimeAt } from '../model/clock.ts';
import { GantryError } from '../model/error.ts';
import { getRouteInfoByTopic } from '../protocol/requests/admin.ts';
import { RawPeer } from './raw-peer.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.ts';

const started: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((sandbox) => sandbox.stop()));
});

async function start(options?: SandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  started.push(sandbox);
  return sandbox;
}

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
