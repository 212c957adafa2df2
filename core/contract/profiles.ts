import { z } from 'zod';
import type { DoctorView } from '../model/doctor.ts';
import { call } from './call-spec.ts';
import { nothing, ofProfile } from './inputs.ts';
import type { ProfileView } from './views.ts';

/** What a connection is for; production asks before it sends. */
export const ENVIRONMENTS = ['demo', 'dev', 'staging', 'production'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** By the names of the window's tokens. */
export const PROFILE_COLOURS = ['k1', 'k2', 'k3', 'k4', 'k5', 'k6'] as const;
export type ProfileColour = (typeof PROFILE_COLOURS)[number];

/** Connections that are kept at most. */
export const MAX_PROFILES = 500;
/** A file of connections has at most so many bytes. */
export const MAX_PROFILES_FILE_BYTES = 4 * 1024 * 1024;

const profileId = z.string().min(1).max(100);
const text = (max: number) => z.string().max(max);
const nameServers = text(4_096);
const secretKey = text(256).optional();
const tls = z
  .object({
    verify: z.boolean(),
    /** Certificates of authorities, PEM. Default: those of the system. */
    ca: text(65_536).optional(),
    /** The name that certificates must carry. Default: the host that is dialled. */
    serverName: text(256).optional(),
  })
  .strict();

/** A connection as a person sets it up, without its secret key. */
export const profileSettings = z
  .object({
    /** '' = called by its address. */
    name: text(100),
    colour: z.enum(PROFILE_COLOURS),
    environment: z.enum(ENVIRONMENTS),
    readOnly: z.boolean(),
    /** As typed: addresses, or the URL of a name server domain. */
    nameServers,
    /** Absent: plain TCP. */
    tls: tls.optional(),
    accessKey: text(256).optional(),
    channel: text(64).optional(),
    /** Where to dial instead of an announced address, `host:port` by `host:port`. */
    addressMap: z.record(text(256), text(256)),
  })
  .strict();
export type ProfileSettings = z.output<typeof profileSettings>;

/** A kept connection, open or not. Its secret key never comes back. */
export interface SavedProfile extends ProfileSettings {
  profileId: string;
  /** none: no access key. missing: it has to be typed again. */
  secret: 'none' | 'keychain' | 'untilQuit' | 'missing';
  /** When it was last opened; absent: never. */
  lastUsedMs?: number;
}

/** The connection to the sandbox, which is built in and not kept. */
export const SANDBOX_PROFILE_ID = 'sandbox';

export const profileCalls = {
  /** The kept connection with this address and access key, made when there is none. */
  'profile.quick': call<SavedProfile>()(
    z
      .object({
        nameServers,
        accessKey: text(256).optional(),
        secretKey,
        channel: text(64).optional(),
        /** Absent: as it is kept. */
        tls: z.boolean().optional(),
        readOnly: z.boolean().optional(),
      })
      .strict(),
  ),
  /** Without a profileId a new one. Without a secretKey the one it has is kept, as long as its access key stays. */
  'profile.save': call<SavedProfile>()(
    z.object({ profileId: profileId.optional(), settings: profileSettings, secretKey }).strict(),
  ),
  'profile.map': call<SavedProfile>()(
    z.object({ profileId, addressMap: z.record(text(256), text(256)) }).strict(),
  ),
  'profile.forget': call<null>()(ofProfile),
  'profile.open': call<ProfileView>()(ofProfile),
  /** Every kept connection as the text of a file, without secrets. */
  'profile.export': call<{ text: string }>()(nothing),
  'profile.import': call<{ added: number }>()(z.object({ text: text(MAX_PROFILES_FILE_BYTES) }).strict()),
  /**
   * Examines a kept connection and ends with what was found; `doctor.changed` tells of each step. With `topic` its flags
   * are looked at; with `roundTrip` a message is sent to it. A second one on the same connection cancels the first.
   */
  'doctor.run': call<DoctorView>()(
    z.object({ profileId, topic: text(512).optional(), roundTrip: z.boolean() }).strict(),
  ),
  'doctor.cancel': call<null>()(ofProfile),
};
