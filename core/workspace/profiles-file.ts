import { z } from 'zod';
import {
  MAX_PROFILES,
  type ProfileSettings,
  profileSettings,
  type SavedProfile,
} from '../contract/profiles.ts';
import { inputError } from '../model/error.ts';

const exported = z.object({
  gantryConnections: z.literal(1),
  connections: z.array(profileSettings.strip()).max(MAX_PROFILES),
});

/** The text of a file that another Gantry reads: no secret keys, no ids. */
export function encodeProfiles(profiles: readonly SavedProfile[]): string {
  const connections = profiles.map(
    ({ profileId: _id, secret: _secret, lastUsedMs: _used, ...settings }): ProfileSettings => settings,
  );
  return `${JSON.stringify({ gantryConnections: 1, connections }, null, 2)}\n`;
}

/** Throws INPUT (file, profilesFile; params.value says where). */
export function decodeProfiles(text: string): ProfileSettings[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw inputError('file', 'profilesFile', { value: 'JSON' });
  }
  const parsed = exported.safeParse(json);
  if (parsed.success) return parsed.data.connections;
  throw inputError('file', 'profilesFile', { value: parsed.error.issues[0]?.path.join('.') ?? '' });
}
