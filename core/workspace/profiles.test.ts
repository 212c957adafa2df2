import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ENVIRONMENTS, PROFILE_COLOURS, type ProfileSettings } from '../contract/profiles.ts';
import { GantryError } from '../model/error.ts';
import { openDataFolder } from '../owned-folder.ts';
import { TestAuthority } from '../remoting/test-certificates.ts';
import { checkSettings } from './check-settings.ts';
import { Profiles } from './profiles.ts';
import { decodeProfiles, encodeProfiles } from './profiles-file.ts';
import { memoryOnly, type SecretBox } from './secret-box.ts';

let dir: string;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gantry-profiles-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

const unexpected = (fileName: string): void => {
  throw new Error(`set aside ${fileName}`);
};
/** Reverses the text: enough to tell stored from sealed. */
const keychain: SecretBox = {
  kind: 'keychain',
  encrypt: async (text) => Buffer.from([...text].reverse().join('')),
  decrypt: async (bytes) => [...Buffer.from(bytes).toString()].reverse().join(''),
};
const settings: ProfileSettings = {
  name: 'orders-prod',
  colour: 'k3',
  environment: 'production',
  readOnly: true,
  nameServers: 'a:9876',
  accessKey: 'reader',
  channel: 'ALIYUN',
  addressMap: { '172.18.0.4:10911': 'localhost:10911' },
};
const profiles = (secrets: SecretBox = keychain): Profiles =>
  new Profiles(openDataFolder(dir), secrets, unexpected);
const onDisk = (): string => fs.readFileSync(path.join(dir, 'profiles.json'), 'utf8');
const ruleOf = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    if (error instanceof GantryError) return [error.data.params.field, error.data.params.rule];
  }
  return undefined;
};

describe('kept connections', () => {
  it('come back after a restart under their ids, their secret sealed and shown to nobody', async () => {
    const { profileId } = await profiles().save(undefined, settings, 'planted-secret');
    expect(onDisk()).not.toContain('planted-secret');
    const later = profiles();
    expect(later.list()).toEqual([{ ...settings, profileId, secret: 'keychain' }]);
    expect(await later.secretOf(profileId)).toBe('planted-secret');
  });

  it('keep a secret until quit where there is no keychain, and say that it is missing afterwards', async () => {
    const first = profiles(memoryOnly);
    const { profileId, secret } = await first.save(undefined, settings, 'planted-secret');
    expect(secret).toBe('untilQuit');
    expect(await first.secretOf(profileId)).toBe('planted-secret');
    expect(onDisk()).not.toContain('planted-secret');
    expect(profiles(memoryOnly).get(profileId).secret).toBe('missing');
  });

  it('keep the secret over other changes, and lose it with its access key', async () => {
    const kept = profiles();
    const { profileId } = await kept.save(undefined, settings, 'planted-secret');
    await kept.save(profileId, { ...settings, name: 'renamed', readOnly: false });
    expect(await kept.secretOf(profileId)).toBe('planted-secret');
    await kept.save(profileId, { ...settings, accessKey: 'writer' });
    expect(await kept.secretOf(profileId)).toBeUndefined();
    expect(kept.get(profileId).secret).toBe('missing');
    expect(onDisk()).not.toContain('sealedSecret');
  });

  it('are forgotten with their secret', async () => {
    const kept = profiles();
    const { profileId } = await kept.save(undefined, settings, 'planted-secret');
    kept.forget(profileId);
    expect(profiles().list()).toEqual([]);
    expect(() => kept.get(profileId)).toThrow('unknownId');
  });

  it('take over the addresses of the first schema, each under an id that stays', () => {
    const sealedSecret = Buffer.from('terces').toString('base64');
    const recent = { nameServers: 'a:9876', accessKey: 'reader', channel: 'X', lastUsedMs: 7, sealedSecret };
    const old = { schema: 1, recents: [recent, { nameServers: 'b:9876', lastUsedMs: 5 }] };
    fs.writeFileSync(path.join(dir, 'profiles.json'), JSON.stringify(old));
    const [first, second] = profiles().list();
    expect(first).toMatchObject({ nameServers: 'a:9876', name: '', lastUsedMs: 7, secret: 'keychain' });
    expect(second).toMatchObject({ nameServers: 'b:9876', environment: 'dev', secret: 'none' });
    expect(
      profiles()
        .list()
        .map(({ profileId }) => profileId),
    ).toEqual([first?.profileId, second?.profileId]);
  });

  it('set a damaged file aside', () => {
    const folder = openDataFolder(dir);
    for (const damaged of ['{"schema":2,', '{"schema":3,"profiles":[]}', '{"schema":2,"profiles":[{}]}']) {
      fs.writeFileSync(path.join(dir, 'profiles.json'), damaged);
      const aside: string[] = [];
      const kept = new Profiles(folder, keychain, (fileName) => aside.push(fileName));
      expect(kept.list()).toEqual([]);
      expect(fs.readFileSync(path.join(dir, aside[0] ?? ''), 'utf8')).toBe(damaged);
    }
  });
});

describe('a file of connections', () => {
  const anySettings = fc.record({
    name: fc.string({ maxLength: 100 }),
    colour: fc.constantFrom(...PROFILE_COLOURS),
    environment: fc.constantFrom(...ENVIRONMENTS),
    readOnly: fc.boolean(),
    nameServers: fc.string({ maxLength: 200 }),
    addressMap: fc.dictionary(
      fc.stringMatching(/^[a-z]{1,9}:[1-9]\d{0,3}$/),
      fc.stringMatching(/^[a-z]{1,9}:[1-9]\d{0,3}$/),
    ),
  });

  it('gives back the settings that went into it', () => {
    fc.assert(
      fc.property(fc.array(anySettings, { maxLength: 5 }), (list) => {
        const saved = list.map((one) => ({ ...one, profileId: 'p', secret: 'none' as const, lastUsedMs: 1 }));
        expect(decodeProfiles(encodeProfiles(saved))).toEqual(list);
      }),
      { numRuns: 50 },
    );
  });

  it('has no secret, no id, no time of use', async () => {
    const saved = await profiles().save(undefined, settings, 'planted-secret');
    const text = encodeProfiles([{ ...saved, lastUsedMs: 5 }]);
    expect(text).not.toMatch(/planted-secret|terces|profileId|lastUsedMs|"secret"/);
    expect(decodeProfiles(text)).toEqual([settings]);
  });

  it('is refused with the place that is wrong', () => {
    expect(ruleOf(() => decodeProfiles('{'))).toEqual(['file', 'profilesFile']);
    const wrong = JSON.stringify({ gantryConnections: 1, connections: [{ ...settings, colour: 'red' }] });
    expect(() => decodeProfiles(wrong)).toThrow('connections.0.colour');
  });
});

describe('settings that are typed', () => {
  it('are kept in one way of writing', () => {
    const { channel: _none, ...without } = settings;
    expect(
      checkSettings({
        ...settings,
        name: ' orders ',
        nameServers: ' a:9876 , b:9876',
        accessKey: ' ',
        tls: { verify: true, ca: '' },
        addressMap: { ' 172.18.0.4:10911 ': 'localhost:10911' },
      }),
    ).toEqual({
      ...without,
      name: 'orders',
      nameServers: 'a:9876;b:9876',
      accessKey: undefined,
      tls: { verify: true },
      addressMap: { '172.18.0.4:10911': 'localhost:10911' },
    });
  });

  it('are refused at the field that is wrong', () => {
    const { accessKey: _none, ...without } = settings;
    expect(ruleOf(() => checkSettings({ ...settings, nameServers: 'a' }))).toEqual(['nameServer', 'noPort']);
    expect(ruleOf(() => checkSettings(without, 'secret'))).toEqual(['accessKey', 'pair']);
    expect(ruleOf(() => checkSettings({ ...settings, tls: { verify: true, ca: 'no' } }))).toEqual([
      'tls.ca',
      'pem',
    ]);
    for (const [announced, dialled] of [
      ['a', 'b:1'],
      ['a:1', ''],
      ['a:1', 'b:1;c:1'],
    ] as const)
      expect(
        ruleOf(() => checkSettings({ ...settings, addressMap: { [announced]: dialled } }))?.toString(),
      ).toMatch(/^addressMap,/);
  });

  it('take a certificate that is one', () => {
    const { ca } = new TestAuthority();
    expect(checkSettings({ ...settings, tls: { verify: false, ca } }).tls).toEqual({
      verify: false,
      ca: ca.trim(),
    });
  });
});
