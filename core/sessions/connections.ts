import type { HostClock } from '../clock.ts';
import type { Handlers } from '../contract/contract.ts';
import type { ProfileSettings, SavedProfile } from '../contract/profiles.ts';
import type { ProfileView } from '../contract/views.ts';
import { isNameServerDomain, nameServerSource, parseNameServers } from '../model/address.ts';
import type { DoctorView } from '../model/doctor.ts';
import { inputError } from '../model/error.ts';
import { Credentials } from '../remoting/credentials.ts';
import { checkSettings } from '../workspace/check-settings.ts';
import { colourAt, type Profiles } from '../workspace/profiles.ts';
import { decodeProfiles, encodeProfiles } from '../workspace/profiles-file.ts';
import { Doctors } from './doctor/doctors.ts';
import type { OpenProfiles } from './open-profiles.ts';
import { ProfileSession } from './profile-session.ts';

/** Source: SessionCredentials of the documented API. */
const DEFAULT_CHANNEL = 'ALIYUN';

type ConnectionCall =
  | 'profile.quick'
  | 'profile.save'
  | 'profile.map'
  | 'profile.forget'
  | 'profile.open'
  | 'profile.export'
  | 'profile.import'
  | 'doctor.run'
  | 'doctor.cancel';

interface ConnectionsOptions {
  clock: HostClock;
  saved: Profiles;
  open: OpenProfiles;
  /** Whether consumers run on it, which a new connection would stop. */
  isInUse: (profileId: string) => boolean;
  stopConsumers: (profileId: string) => Promise<void>;
  onProfile: (view: ProfileView) => void;
  onDoctor: (view: DoctorView) => void;
  /** The list of kept or open ones changed. */
  onChanged: () => void;
}

/** The kept connections: made, changed, examined, opened. An open one goes by the id it is kept under. */
export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #doctors: Doctors;

  constructor(options: ConnectionsOptions) {
    const { clock, saved, onDoctor } = options;
    this.#options = options;
    this.#doctors = new Doctors({
      clock,
      saved,
      credentialsOf: (profileId) => this.#credentialsOf(saved.get(profileId)),
      onChanged: onDoctor,
    });
  }

  get handlers(): Pick<Handlers, ConnectionCall> {
    const { saved, onChanged } = this.#options;
    return {
      'profile.quick': (input) => this.#quick(input),
      'profile.save': ({ profileId, settings, secretKey }) => this.#save(profileId, settings, secretKey),
      'profile.map': async ({ profileId, addressMap }) => {
        const { profileId: _id, secret: _secret, lastUsedMs: _used, ...settings } = saved.get(profileId);
        return await this.#save(profileId, {
          ...settings,
          addressMap: { ...settings.addressMap, ...addressMap },
        });
      },
      'profile.forget': async ({ profileId }) => {
        await this.#doctors.cancel(profileId);
        await this.#closeIfOpen(profileId);
        saved.forget(profileId);
        onChanged();
        return null;
      },
      'profile.open': ({ profileId }) => this.#open(profileId),
      'profile.export': () => ({ text: encodeProfiles(saved.list()) }),
      'profile.import': async ({ text }) => {
        const imported = decodeProfiles(text).map((settings) => checkSettings(settings));
        // Under new ids: a file must not give an address to a secret that is kept here.
        for (const settings of imported) await saved.save(undefined, settings);
        onChanged();
        return { added: imported.length };
      },
      ...this.#doctors.handlers,
    };
  }

  async close(): Promise<void> {
    await this.#doctors.close();
  }

  /** One that was typed before and never opened gives way: it was a slip. */
  async #quick({
    nameServers,
    accessKey,
    secretKey,
    channel,
    tls,
    readOnly,
  }: Parameters<Handlers['profile.quick']>[0]): Promise<SavedProfile> {
    const source = nameServerSource(nameServers);
    const key = accessKey?.trim() || undefined;
    const kept = this.#options.saved.list();
    const known =
      kept.find((profile) => profile.nameServers === source && profile.accessKey === key) ??
      kept.find(({ name, lastUsedMs }) => name === '' && lastUsedMs === undefined);
    const same = known?.nameServers === source ? known : undefined;
    const withTls = tls ?? same?.tls !== undefined;
    return await this.#save(
      known?.profileId,
      {
        name: known?.name ?? '',
        colour: known?.colour ?? colourAt(kept.length),
        environment: known?.environment ?? 'dev',
        readOnly: readOnly ?? same?.readOnly ?? false,
        nameServers: source,
        ...(withTls ? { tls: same?.tls ?? { verify: true } } : {}),
        accessKey: key,
        channel: channel ?? same?.channel,
        addressMap: same?.addressMap ?? {},
      },
      secretKey,
    );
  }

  async #save(
    profileId: string | undefined,
    settings: ProfileSettings,
    secretKey?: string,
  ): Promise<SavedProfile> {
    const { saved, open, stopConsumers, onChanged } = this.#options;
    const checked = checkSettings(settings, secretKey);
    const profile = await saved.save(profileId, checked, secretKey);
    const session = open.get(profile.profileId);
    if (session !== undefined) {
      if (checked.readOnly) await stopConsumers(profile.profileId);
      session.describe(checked);
    }
    onChanged();
    return profile;
  }

  /** An open one is looked up again; when its address or keys changed since, and nothing runs on it, it is opened anew. */
  async #open(profileId: string): Promise<ProfileView> {
    const { clock, saved, open, isInUse, onProfile } = this.#options;
    const settings = saved.get(profileId);
    const credentials = await this.#credentialsOf(settings);
    const current = open.get(profileId);
    if (current !== undefined && (current.isAsIn(settings, credentials) || isInUse(profileId))) {
      await current.retry();
      return current.view();
    }
    const { nameServers } = settings;
    const session = await ProfileSession.connect({
      profileId,
      clock,
      settings,
      nameServers: isNameServerDomain(nameServers) ? { domain: nameServers } : parseNameServers(nameServers),
      credentials,
      onChanged: onProfile,
    });
    await this.#closeIfOpen(profileId);
    saved.opened(profileId, clock.now());
    return open.add(session);
  }

  async #closeIfOpen(profileId: string): Promise<void> {
    const { open } = this.#options;
    const session = open.get(profileId);
    if (session !== undefined) await open.close(session);
  }

  /** Throws INPUT (secretKey, pair) for an access key whose secret is not known. */
  async #credentialsOf({ profileId, accessKey, channel }: SavedProfile): Promise<Credentials | undefined> {
    if (accessKey === undefined) return undefined;
    const secretKey = await this.#options.saved.secretOf(profileId);
    if (secretKey === undefined) throw inputError('secretKey', 'pair', { other: 'accessKey' });
    return new Credentials({ accessKey, secretKey, channel: channel ?? DEFAULT_CHANNEL });
  }
}
