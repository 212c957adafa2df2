import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import {
  MAX_PROFILES,
  PROFILE_COLOURS,
  type ProfileSettings,
  profileSettings,
  type SavedProfile,
} from '../contract/profiles.ts';
import { inputError, stateError } from '../model/error.ts';
import type { DataFolder } from '../owned-folder.ts';
import { JsonFile } from './json-file.ts';
import type { SecretBox } from './secret-box.ts';

const stored = profileSettings.strip().extend({
  profileId: z.string().min(1).max(100),
  lastUsedMs: z.number().optional(),
  /** The secret key, encrypted by the keychain, in base64. */
  sealedSecret: z.string().optional(),
});
type StoredProfile = z.output<typeof stored>;

/** The list of addresses that the file was before connections had names. */
const firstSchema = z.object({
  schema: z.literal(1),
  recents: z.array(
    z.object({
      nameServers: z.string(),
      accessKey: z.string().optional(),
      channel: z.string().optional(),
      lastUsedMs: z.number(),
      sealedSecret: z.string().optional(),
    }),
  ),
});
const secondSchema = z.object({ schema: z.literal(2), profiles: z.array(stored).max(MAX_PROFILES) });
const file = z.union([secondSchema, firstSchema.transform(migrated)]);

/** `profiles.json`: every connection there is. A secret is stored only by a keychain, else kept until quit. */
export class Profiles {
  readonly #file: JsonFile<z.output<typeof file>>;
  readonly #secrets: SecretBox;
  /** By profileId. */
  readonly #secretsInMemory = new Map<string, string>();
  #profiles: StoredProfile[];

  constructor(folder: DataFolder, secrets: SecretBox, onSetAside: (fileName: string) => void) {
    this.#file = new JsonFile(folder, 'profiles.json', file);
    this.#secrets = secrets;
    this.#profiles = this.#file.read(onSetAside)?.profiles ?? [];
  }

  /** In the order they were made. */
  list(): SavedProfile[] {
    return this.#profiles.map((profile) => this.#view(profile));
  }

  /** Throws STATE unknownId. */
  get(profileId: string): SavedProfile {
    return this.#view(this.#find(profileId));
  }

  /**
   * Without `profileId` a new one. Without `secretKey` the one there is stays, unless the access key changed.
   * Throws STATE unknownId, INPUT (profile, tooLarge). The settings are taken as they are: see checkSettings.
   */
  async save(
    profileId: string | undefined,
    settings: ProfileSettings,
    secretKey?: string,
  ): Promise<SavedProfile> {
    const before = profileId === undefined ? undefined : this.#find(profileId);
    if (before === undefined && this.#profiles.length >= MAX_PROFILES)
      throw inputError('profile', 'range', { min: 0, max: MAX_PROFILES });
    const next: StoredProfile = { ...settings, profileId: profileId ?? newId() };
    if (before?.lastUsedMs !== undefined) next.lastUsedMs = before.lastUsedMs;
    if (settings.accessKey !== undefined && secretKey !== undefined) {
      this.#secretsInMemory.set(next.profileId, secretKey);
      if (this.#secrets.kind === 'keychain') next.sealedSecret = await this.#seal(secretKey);
    } else if (settings.accessKey !== undefined && settings.accessKey === before?.accessKey) {
      if (before.sealedSecret !== undefined) next.sealedSecret = before.sealedSecret;
    } else {
      this.#secretsInMemory.delete(next.profileId);
    }
    this.#profiles =
      before === undefined
        ? [...this.#profiles, next]
        : this.#profiles.map((other) => (other.profileId === next.profileId ? next : other));
    this.#write();
    return this.#view(next);
  }

  /** Throws STATE unknownId. */
  opened(profileId: string, nowMs: number): void {
    this.#find(profileId).lastUsedMs = nowMs;
    this.#write();
  }

  /** With its secret. */
  forget(profileId: string): void {
    this.#secretsInMemory.delete(profileId);
    this.#profiles = this.#profiles.filter((profile) => profile.profileId !== profileId);
    this.#write();
  }

  /** The secret key, if it is known. Throws STATE unknownId, and what the keychain throws. */
  async secretOf(profileId: string): Promise<string | undefined> {
    const { sealedSecret, accessKey } = this.#find(profileId);
    if (accessKey === undefined) return undefined;
    const kept = this.#secretsInMemory.get(profileId);
    if (kept !== undefined || sealedSecret === undefined || this.#secrets.kind !== 'keychain') return kept;
    return await this.#secrets.decrypt(Buffer.from(sealedSecret, 'base64'));
  }

  #find(profileId: string): StoredProfile {
    const profile = this.#profiles.find((other) => other.profileId === profileId);
    if (profile === undefined) throw stateError('unknownId', { what: 'profile', id: profileId });
    return profile;
  }

  #view({ sealedSecret, ...profile }: StoredProfile): SavedProfile {
    return { ...profile, secret: this.#secretState(profile, sealedSecret) };
  }

  #secretState(
    { profileId, accessKey }: Pick<StoredProfile, 'profileId' | 'accessKey'>,
    sealedSecret: string | undefined,
  ): SavedProfile['secret'] {
    if (accessKey === undefined) return 'none';
    if (sealedSecret !== undefined && this.#secrets.kind === 'keychain') return 'keychain';
    return this.#secretsInMemory.has(profileId) ? 'untilQuit' : 'missing';
  }

  async #seal(secretKey: string): Promise<string> {
    return Buffer.from(await this.#secrets.encrypt(secretKey)).toString('base64');
  }

  #write(): void {
    this.#file.write({ schema: 2, profiles: this.#profiles });
  }
}

const newId = (): string => `profile-${randomBytes(6).toString('hex')}`;

/** Their ids follow from what they are: the same before the file is written anew. */
function migrated({ recents }: z.output<typeof firstSchema>): z.output<typeof secondSchema> {
  const profiles = recents.map((recent, index): StoredProfile => {
    const digest = createHash('sha256').update(`${recent.nameServers}\u0000${recent.accessKey ?? ''}`);
    return {
      ...recent,
      profileId: `profile-${digest.digest('hex').slice(0, 12)}`,
      name: '',
      colour: colourAt(index),
      environment: 'dev',
      readOnly: false,
      addressMap: {},
    };
  });
  return { schema: 2, profiles };
}

/** One after the other. */
export function colourAt(index: number): ProfileSettings['colour'] {
  return PROFILE_COLOURS[index % PROFILE_COLOURS.length] ?? 'k1';
}
