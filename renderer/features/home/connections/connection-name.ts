import { SANDBOX_PROFILE_ID } from '../../../../core/contract/profiles.ts';
import type { Translate } from '../../../i18n/i18n.ts';
import type { HostState } from '../../../store/host-store.ts';
import { savedName } from './saved-name.ts';

type Saved = NonNullable<HostState['app']>['saved'];

/** What a connection is called, open or not; undefined of one that was removed. */
export function connectionName(
  profileId: string,
  saved: Saved | undefined,
  t: Translate,
): string | undefined {
  if (profileId === SANDBOX_PROFILE_ID) return t('connections.sandbox');
  const connection = saved?.find((one) => one.profileId === profileId);
  return connection && savedName(connection);
}
