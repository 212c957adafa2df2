import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ClientInstance } from '../client/client-instance.ts';
import { systemClock } from '../clock.ts';
import type { StoreOutcome } from '../model/send.ts';
import { ConnectionPool } from '../remoting/connection-pool.ts';
import { SandboxBroker } from '../sandbox/broker.ts';
import type { Fault } from '../sandbox/faults/fault.ts';
import { message } from './fake-client.ts';
import { Producer } from './producer.ts';

const TOPIC = 'orders';
let sandbox: SandboxBroker;
let client: ClientInstance;
let producer: Producer;

async function start(brokers = 1): Promise<void> {
  sandbox = await SandboxBroker.start({
    host: systemClock,
    brokers,
    topics: [{ name: TOPIC, queues: 1 }],
  });
  const transport = new ConnectionPool({ clock: systemClock });
  client = new ClientInstance({ nameServers: [sandbox.nameServer], transport, clock: systemClock });
  client.start();
  producer = new Producer(client, { group: 'faults' });
}

beforeEach(() => start());
afterEach(stop);

async function stop(): Promise<void> {
  await producer.close();
  await client.close();
  await sandbox.stop();
}

function send(...faults: Omit<Fault, 'topic'>[]): Promise<StoreOutcome> {
  sandbox.faults.set(faults.map((fault) => ({ ...fault, topic: TOPIC })));
  return producer.send(message({ topic: TOPIC }));
}
/** Copies the brokers have. */
const stored = (): number => sandbox.states.reduce((sum, { store }) => sum + store.maxOffset(TOPIC, 0), 0);

describe('a send to a broker in trouble', () => {
  it.each([
    ['flush-disk-timeout', 'FLUSH_DISK_TIMEOUT'],
    ['flush-slave-timeout', 'FLUSH_SLAVE_TIMEOUT'],
    ['slave-not-available', 'SLAVE_NOT_AVAILABLE'],
  ] as const)('with %s is stored, not confirmed, and not sent again', async (kind, status) => {
    expect(await send({ kind })).toMatchObject({ kind: 'stored', receipt: { status, attempts: 1 } });
    expect(stored()).toBe(1);
  });

  it('is stored when the answer comes late but within 3 s', async () => {
    const outcome = await send({ kind: 'slow', delayMs: 1_000 });
    expect(outcome).toMatchObject({ kind: 'stored', receipt: { status: 'SEND_OK' } });
    expect(outcome.kind === 'stored' && outcome.receipt.elapsedMs).toBeGreaterThanOrEqual(900);
  });

  it.each(['silent', 'closed'] as const)(
    'is unknown when the broker is %s, though it was stored',
    async (kind) => {
      expect((await send({ kind })).kind).toBe('unknown');
      expect(stored()).toBeGreaterThanOrEqual(1);
    },
  );

  it('that is not answered once is stored by the next attempt, which says so', async () => {
    expect(await send({ kind: 'closed', count: 1 })).toMatchObject({
      kind: 'stored',
      receipt: { attempts: 2, unansweredAttempts: 1 },
    });
    expect(stored()).toBe(2);
  });

  it('is refused without permission, and nothing is stored', async () => {
    expect(await send({ kind: 'forbidden' })).toMatchObject({ kind: 'refused', error: { responseCode: 16 } });
    expect(stored()).toBe(0);
  });

  it('is not sent when the route names an address where nobody listens', async () => {
    expect(await send({ kind: 'unreachable' })).toMatchObject({
      kind: 'notSent',
      error: { code: 'CONNECT', params: { address: '127.0.0.1:1', role: 'broker' } },
    });
  });
});

it('goes to the other broker while one of two is down, and to both again later', async () => {
  await stop();
  await start(2);
  const brokersOf = async (count: number): Promise<string[]> => {
    const names = new Set<string>();
    for (let n = 0; n < count; n++) {
      const outcome = await send();
      if (outcome.kind === 'stored') names.add(outcome.receipt.queue.brokerName);
      else names.add(outcome.kind);
    }
    return [...names].sort();
  };
  expect(await brokersOf(4)).toEqual(['sandbox-a', 'sandbox-b']);
  await sandbox.setUp('sandbox-b', false);
  expect(await brokersOf(4)).toEqual(['sandbox-a']);
  await sandbox.setUp('sandbox-b', true);
  // The client tries a broker that refused again only after a while.
  await vi.waitFor(
    async () => {
      await client.routes.refresh(TOPIC);
      expect(await brokersOf(4)).toEqual(['sandbox-a', 'sandbox-b']);
    },
    { timeout: 15_000, interval: 50 },
  );
}, 20_000);
