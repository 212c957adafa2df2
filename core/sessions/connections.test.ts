import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import type { SavedProfile } from '../contract/profiles.ts';
import { toErrorData } from '../model/error.ts';
import { openDataFolder } from '../owned-folder.ts';
import { SandboxBroker } from '../sandbox/broker.ts';
import { Profiles } from '../workspace/profiles.ts';
import { memoryOnly } from '../workspace/secret-box.ts';
import { Connections } from './connections.ts';
import { OpenProfiles } from './open-profiles.ts';

const WINDOW = 'window-of-a-test';
let dir: string;
let broker: SandboxBroker;
let open: OpenProfiles;
let stopped: string[];
let inUse: boolean;
let connections: Connections;
let saved: Profiles;

beforeEach(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gantry-connections-'));
  broker = await SandboxBroker.start({ host: systemClock, topics: [{ name: 'orders', queues: 2 }] });
  open = new OpenProfiles({
    clock: systemClock,
    sandboxWorkerFile: undefined,
    endWork: async () => {},
    onProfile: () => {},
    onClosed: () => {},
    onChanged: () => {},
  });
  stopped = [];
  inUse = false;
  saved = new Profiles(openDataFolder(dir), memoryOnly, () => {});
  connections = new Connections({
    clock: systemClock,
    saved,
    open,
    isInUse: () => inUse,
    stopConsumers: async (profileId) => void stopped.push(profileId),
    onProfile: () => {},
    onDoctor: () => {},
    onChanged: () => {},
  });
});
afterEach(async () => {
  await connections.close();
  for (const session of open.all) await session.close();
  await broker.stop();
  fs.rmSync(dir, { recursive: true, force: true });
});

const quick = async (nameServers: string, more: object = {}): Promise<SavedProfile> =>
  await connections.handlers['profile.quick']({ nameServers, ...more }, WINDOW);
const openSaved = async (profileId: string) =>
  await connections.handlers['profile.open']({ profileId }, WINDOW);
const settingsOf = ({ profileId: _id, secret: _secret, lastUsedMs: _used, ...settings }: SavedProfile) =>
  settings;

const draft = {
  topic: 'orders',
  tag: '',
  keys: [],
  properties: [],
  body: new Uint8Array([1]),
  bodyFormat: 'text' as const,
  delayLevel: 0,
  mode: 'sync' as const,
};

describe('a connection that is typed', () => {
  it('is kept once for each address and access key', async () => {
    const first = await quick(broker.nameServer);
    await openSaved(first.profileId);
    expect((await quick(` ${broker.nameServer} `)).profileId).toBe(first.profileId);
    const second = await quick(broker.nameServer, { accessKey: 'a', secretKey: 's' });
    expect(second.profileId).not.toBe(first.profileId);
    expect(second.colour).not.toBe(first.colour);
  });

  it('gives way to the next when it was a slip: never opened, never named', async () => {
    const slip = await quick('localhots:9876');
    expect((await quick('localhost:9876')).profileId).toBe(slip.profileId);
    expect(saved.list().map(({ nameServers }) => nameServers)).toEqual(['localhost:9876']);
  });

  it('keeps TLS and read only as they are kept unless they are chosen', async () => {
    const { profileId } = await quick(broker.nameServer, { tls: true, readOnly: true });
    const { tls, readOnly } = await quick(broker.nameServer);
    expect([tls, readOnly]).toEqual([{ verify: true }, true]);
    expect(saved.get(profileId).readOnly).toBe(true);
  });
});

describe('an open connection', () => {
  it('goes by the id it is kept under, and is the same one when it is opened again', async () => {
    const { profileId } = await quick(broker.nameServer);
    expect(await openSaved(profileId)).toMatchObject({ profileId, kind: 'nameServer', state: 'connected' });
    const session = open.get(profileId);
    await openSaved(profileId);
    expect(open.get(profileId)).toBe(session);
    expect(saved.get(profileId).lastUsedMs).toBeGreaterThan(0);
  });

  it('is opened anew once its address map changed, unless something runs on it', async () => {
    const kept = await quick(broker.nameServer);
    await openSaved(kept.profileId);
    const session = open.get(kept.profileId);
    await connections.handlers['profile.map'](
      { profileId: kept.profileId, addressMap: { 'a:1': 'b:1' } },
      WINDOW,
    );
    inUse = true;
    await openSaved(kept.profileId);
    expect(open.get(kept.profileId)).toBe(session);
    inUse = false;
    await openSaved(kept.profileId);
    expect(open.get(kept.profileId)).not.toBe(session);
  });

  it('refuses to send from the moment it is read only, and stops what runs on it', async () => {
    const kept = await quick(broker.nameServer);
    await openSaved(kept.profileId);
    const session = open.get(kept.profileId);
    expect((await session?.send(1, draft, 1_024))?.outcome.kind).toBe('stored');
    const settings = { ...settingsOf(kept), readOnly: true, name: 'looked at' };
    await connections.handlers['profile.save']({ profileId: kept.profileId, settings }, WINDOW);
    expect(stopped).toEqual([kept.profileId]);
    expect(session?.view()).toMatchObject({ readOnly: true, name: 'looked at' });
    const refused = await session?.send(2, draft, 1_024).catch(toErrorData);
    expect(refused).toMatchObject({ code: 'STATE', params: { rule: 'readOnly' } });
  });
});

it('imports under new ids, so that a file cannot lead a kept secret to another address', async () => {
  const kept = await quick('a:9876', { accessKey: 'reader', secretKey: 'planted-secret' });
  const { text } = await connections.handlers['profile.export']({}, WINDOW);
  expect(text).not.toContain('planted-secret');
  const forged = text
    .replace('"a:9876"', '"evil:9876"')
    .replace('"name"', `"profileId":"${kept.profileId}","name"`);
  expect(await connections.handlers['profile.import']({ text: forged }, WINDOW)).toEqual({ added: 1 });
  const evil = saved.list().find(({ nameServers }) => nameServers === 'evil:9876');
  expect(evil).toMatchObject({ secret: 'missing' });
  expect(saved.get(kept.profileId).nameServers).toBe('a:9876');
});

it('says which secret is missing', async () => {
  const { profileId } = await quick('a:9876', { accessKey: 'reader' });
  const error = await openSaved(profileId).catch(toErrorData);
  expect(error).toMatchObject({ code: 'INPUT', params: { field: 'secretKey', rule: 'pair' } });
});
