import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../clock.ts';
import type { ProfileSettings } from '../../contract/profiles.ts';
import { type DoctorStep, type DoctorView, isHealthy, isOpenable } from '../../model/doctor.ts';
import { getAllTopicList, getBrokerClusterInfo } from '../../protocol/requests/admin.ts';
import { Credentials } from '../../remoting/credentials.ts';
import { FakePeer, reply } from '../../remoting/fake-peer.ts';
import { TestAuthority } from '../../remoting/test-certificates.ts';
import { type BrokerOptions, SandboxBroker } from '../../sandbox/broker.ts';
import { runDoctor } from './doctor.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

async function sandbox(options: Partial<BrokerOptions> = {}): Promise<SandboxBroker> {
  const broker = await SandboxBroker.start({
    host: systemClock,
    topics: [{ name: 'orders', queues: 2 }],
    ...options,
  });
  endings.push(() => broker.stop());
  return broker;
}

/** Knows one broker, at an address of the test's choice. */
async function nameServerWith(announced: string, tls?: { cert: string; key: string }): Promise<FakePeer> {
  const bodies: Record<number, unknown> = {
    [getBrokerClusterInfo.code]: {
      brokerAddrTable: { a: { brokerAddrs: { 0: announced }, brokerName: 'a', cluster: 'C' } },
      clusterAddrTable: { C: ['a'] },
    },
    [getAllTopicList.code]: { topicList: ['orders'] },
  };
  const peer = await FakePeer.listen((request, socket) => {
    socket.write(reply(request, { body: Buffer.from(JSON.stringify(bodies[request.code] ?? {})) }));
  }, tls);
  endings.push(() => peer.close());
  return peer;
}

async function listener(onSocket: (socket: Socket) => void): Promise<string> {
  const server = createServer(onSocket);
  endings.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  return typeof bound === 'object' && bound !== null ? `127.0.0.1:${bound.port}` : '';
}

interface Wanted {
  settings?: Partial<ProfileSettings>;
  keys?: [accessKey: string, secretKey: string];
  topic?: string;
  roundTrip?: boolean;
  abort?: AbortController;
  onChanged?: (view: DoctorView) => void;
}

async function examine(nameServers: string, wanted: Wanted = {}): Promise<DoctorView> {
  const { settings, keys, topic, roundTrip = false, abort = new AbortController() } = wanted;
  return await runDoctor({
    profileId: 'p',
    runId: 1,
    settings: {
      name: '',
      colour: 'k1',
      environment: 'dev',
      readOnly: false,
      nameServers,
      addressMap: {},
      ...settings,
    },
    credentials: keys && new Credentials({ accessKey: keys[0], secretKey: keys[1], channel: 'ALIYUN' }),
    topic,
    roundTrip,
    clock: systemClock,
    signal: abort.signal,
    onChanged: wanted.onChanged ?? (() => {}),
  });
}

const step = ({ steps }: DoctorView, name: DoctorStep) => steps.find((known) => known.step === name);
const statuses = ({ steps }: DoctorView) => steps.map(({ status }) => status);

describe('the doctor', () => {
  it('finds a healthy connection healthy, and sends nothing unasked', async () => {
    const { nameServer } = await sandbox();
    const view = await examine(nameServer);
    expect(statuses(view)).toEqual([
      'passed',
      'passed',
      'skipped',
      'passed',
      'passed',
      'passed',
      'skipped',
      'notRun',
    ]);
    expect(view.steps.map(({ finding }) => finding?.key)).toEqual([
      'isAddress',
      'answers',
      'tlsOff',
      'cluster',
      'brokersAnswer',
      'noKeysNeeded',
      'noTopic',
      undefined,
    ]);
    expect([isHealthy(view), isOpenable(view)]).toEqual([true, true]);
  });

  it('sends one message when it is asked to, and reads that one back without a group', async () => {
    const { nameServer } = await sandbox();
    const first = await examine(nameServer, { topic: 'orders', roundTrip: true });
    expect(step(first, 'topic')?.finding).toEqual({
      key: 'topicOpen',
      params: { topic: 'orders', queues: 2 },
    });
    expect(step(first, 'roundTrip')).toMatchObject({
      status: 'passed',
      finding: { key: 'roundTrip', params: { topic: 'orders', offset: 0 } },
    });
  });

  it('sends nothing on a read-only connection', async () => {
    const { nameServer } = await sandbox();
    const settings = { readOnly: true };
    const view = await examine(nameServer, { settings, topic: 'orders', roundTrip: true });
    expect(step(view, 'roundTrip')).toMatchObject({ status: 'skipped', finding: { key: 'readOnly' } });
  });

  it('stops at a name nobody knows and at a port where nobody listens', async () => {
    const unknown = await examine('name.invalid:9876');
    expect(statuses(unknown)).toEqual(['failed', ...Array(7).fill('notRun')]);
    expect(step(unknown, 'name')).toMatchObject({
      error: { params: { reason: 'dns' } },
      remedyKey: 'checkAddress',
    });
    const nobody = await examine('127.0.0.1:1');
    expect(step(nobody, 'nameServer')).toMatchObject({
      status: 'failed',
      error: { params: { address: '127.0.0.1:1', role: 'nameServer', reason: 'refused' } },
    });
    expect(isOpenable(nobody)).toBe(false);
  });

  it('goes on with the name servers that answer', async () => {
    const { nameServer } = await sandbox();
    const view = await examine(`127.0.0.1:1;${nameServer}`);
    expect(step(view, 'nameServer')?.finding).toEqual({
      key: 'someAnswer',
      params: { addresses: nameServer, silent: '127.0.0.1:1' },
    });
    expect(isHealthy(view)).toBe(true);
  });

  it('names the private address of a broker and finds where it answers instead', async () => {
    const { broker } = await sandbox();
    const announced = broker.replace('127.0.0.1', '127.9.9.9');
    const { address } = await nameServerWith(announced);
    const view = await examine(address);
    expect(step(view, 'brokerAddress')).toMatchObject({
      status: 'failed',
      remedyKey: 'mapAddress',
      silentBrokers: [{ announced, isPrivate: true, suggested: broker, suggestedAnswers: true }],
    });
    expect([isHealthy(view), isOpenable(view)]).toEqual([false, true]);
    const mapped = await examine(address, { settings: { addressMap: { [announced]: broker } } });
    expect(step(mapped, 'brokerAddress')?.status).toBe('passed');
  });

  it('tells wrong keys from right ones, and missing ones', async () => {
    const accounts = [{ accessKey: 'reader', secretKey: 'secret', rights: { topics: {}, groups: {} } }];
    const { nameServer } = await sandbox({ accounts });
    const wrong = await examine(nameServer, { keys: ['reader', 'guess'] });
    expect(step(wrong, 'credentials')).toMatchObject({
      status: 'failed',
      error: { code: 'AUTH' },
      remedyKey: 'checkCredentials',
    });
    const right = await examine(nameServer, { keys: ['reader', 'secret'] });
    expect(step(right, 'credentials')?.finding?.key).toBe('signedAccepted');
    const none = await examine(nameServer);
    expect(step(none, 'credentials')).toMatchObject({ status: 'failed', finding: { key: 'keysWanted' } });
    expect(JSON.stringify([wrong, right, none])).not.toMatch(/guess|"secret"/);
  });

  it('takes a refusal for want of permission as proof of the keys', async () => {
    const broker = await FakePeer.listen((request, socket) => {
      socket.write(reply(request, { code: 1, remark: 'Need admin permission for request code=26' }));
    });
    endings.push(() => broker.close());
    const { address } = await nameServerWith(broker.address);
    const view = await examine(address, { keys: ['reader', 'secret'] });
    expect(step(view, 'credentials')).toMatchObject({ status: 'passed', finding: { key: 'keysKnown' } });
  });

  it('blames neither keys nor topic when an account may not read as the group of the tools', async () => {
    const rights = {
      topics: { orders: ['PUB' as const, 'SUB' as const] },
      groups: { billing: ['SUB' as const] },
    };
    const { nameServer } = await sandbox({
      accounts: [{ accessKey: 'reader', secretKey: 'secret', rights }],
    });
    const view = await examine(nameServer, { keys: ['reader', 'secret'], topic: 'orders', roundTrip: true });
    expect(step(view, 'roundTrip')).toMatchObject({
      status: 'failed',
      finding: { key: 'toolsGroupRefused', params: { topic: 'orders', offset: 0 } },
      remedyKey: 'retry',
    });
  });

  it('only the round trip shows what an account may not do', async () => {
    const rights = { topics: { orders: ['SUB' as const] }, groups: {} };
    const { nameServer } = await sandbox({
      accounts: [{ accessKey: 'reader', secretKey: 'secret', rights }],
    });
    const view = await examine(nameServer, { keys: ['reader', 'secret'], topic: 'orders', roundTrip: true });
    expect(step(view, 'topic')?.status).toBe('passed');
    expect(step(view, 'roundTrip')).toMatchObject({
      status: 'failed',
      error: { code: 'AUTH' },
      // The keys are right.
      remedyKey: 'createTopic',
    });
  });

  it('says which side of a TLS mismatch is which', async () => {
    const { nameServer } = await sandbox();
    const toPlain = await examine(nameServer, { settings: { tls: { verify: true } } });
    expect(step(toPlain, 'tls')).toMatchObject({ status: 'failed', remedyKey: 'tlsOff' });
    const authority = new TestAuthority();
    const certificate = authority.issue(['127.0.0.1']);
    const { address } = await nameServerWith('127.0.0.1:1', certificate);
    const toTls = await examine(address);
    expect(step(toTls, 'cluster')).toMatchObject({
      status: 'failed',
      finding: { key: 'wantsTls' },
      remedyKey: 'tlsOn',
    });
    const stranger = await examine(address, { settings: { tls: { verify: true } } });
    expect(step(stranger, 'tls')).toMatchObject({ status: 'failed', remedyKey: 'addCa' });
    const trusted = await examine(address, { settings: { tls: { verify: true, ca: authority.ca } } });
    expect(step(trusted, 'tls')?.finding?.key).toBe('tlsProven');
    const named = { verify: true, ca: authority.ca, serverName: 'broker.example' };
    expect(step(await examine(address, { settings: { tls: named } }), 'tls')).toMatchObject({
      error: { params: { reason: 'certificateName' } },
      remedyKey: 'serverName',
    });
  });

  it('tells a broker that fails in TLS from one that is silent', async () => {
    const authority = new TestAuthority();
    const { address: broker } = await nameServerWith('', new TestAuthority('another').issue(['127.0.0.1']));
    const plain = await nameServerWith(broker);
    expect(step(await examine(plain.address), 'credentials')).toMatchObject({
      status: 'failed',
      finding: { key: 'wantsTls', params: { address: broker } },
      remedyKey: 'tlsOn',
    });
    const secure = await nameServerWith(broker, authority.issue(['127.0.0.1']));
    const view = await examine(secure.address, { settings: { tls: { verify: true, ca: authority.ca } } });
    const { error, finding, remedyKey } = step(view, 'brokerAddress') ?? {};
    expect([error?.params.reason, finding, remedyKey]).toEqual(['certificate', undefined, 'addCa']);
  });

  it('says that somebody else listens there', async () => {
    const address = await listener((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
    });
    const view = await examine(address);
    expect(step(view, 'cluster')).toMatchObject({ status: 'failed', error: { code: 'FRAME' } });
  });

  it('ends at once when it is cancelled, and leaves nothing open', async () => {
    const sockets: Socket[] = [];
    const address = await listener((socket) => {
      socket.on('error', () => {});
      sockets.push(socket);
    });
    const abort = new AbortController();
    const view = await examine(address, {
      abort,
      onChanged: ({ steps }) => {
        if (steps.some(({ step: name, status }) => name === 'cluster' && status === 'running')) abort.abort();
      },
    });
    expect(view.state).toBe('cancelled');
    expect(statuses(view)).not.toContain('running');
    expect(step(view, 'cluster')?.status).toBe('notRun');
    await expect.poll(() => sockets.every((socket) => socket.destroyed || socket.readableEnded)).toBe(true);
  });
});
