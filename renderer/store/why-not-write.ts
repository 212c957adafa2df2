import type { ProfileView } from '../../core/contract/views.ts';
import type { TextKey } from '../i18n/catalogue.ts';
import { useHost } from './host-store.ts';

/** Why nothing can be sent, joined or changed on a connection now; undefined when it can. */
export function whyNotWrite(profile: ProfileView | undefined, linkUp: boolean): TextKey | undefined {
  if (profile === undefined || !linkUp) return 'common.notConnected';
  return profile.readOnly ? 'connections.isReadOnly' : undefined;
}

/** The same of one that is known by its id. */
export function useWhyNotWrite(profileId: string): TextKey | undefined {
  return useHost(({ profiles, linkUp }) => whyNotWrite(profiles[profileId], linkUp));
}
