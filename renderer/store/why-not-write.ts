import type { ProfileView } from '../../core/contract/views.ts';
import type { TextKey } from '../i18n/catalogue.ts';

/** Why nothing can be sent, joined or changed on a connection now; undefined when it can. */
export function whyNotWrite(profile: ProfileView | undefined, linkUp: boolean): TextKey | undefined {
  if (profile === undefined || !linkUp) return 'common.notConnected';
  return profile.readOnly ? 'connections.isReadOnly' : undefined;
}
