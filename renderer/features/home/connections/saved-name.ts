import type { SavedProfile } from '../../../../core/contract/profiles.ts';

/** What a kept connection is called: its name, else its first address. */
export function savedName({ name, nameServers }: Pick<SavedProfile, 'name' | 'nameServers'>): string {
  return name === '' ? (nameServers.split(';')[0] ?? nameServers) : name;
}
