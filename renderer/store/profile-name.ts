import type { ProfileView } from '../../core/contract/views.ts';
import type { Translate } from '../i18n/i18n.ts';

/** What a connection is called. The sandbox has no name of its own. */
export function profileName({ kind, name }: Pick<ProfileView, 'kind' | 'name'>, t: Translate): string {
  return kind === 'sandbox' ? t('connections.sandbox') : name;
}
