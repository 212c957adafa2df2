import { SANDBOX_PROFILE_ID } from '../../../../core/contract/profiles.ts';
import type { RecordedEvent } from '../../../../core/model/recording/event.ts';
import type { Translate } from '../../../i18n/i18n.ts';

/** As the connection was called then; the sandbox has no name of its own. */
export function connectionName(
  { profileId, connection }: Pick<RecordedEvent, 'profileId' | 'connection'>,
  t: Translate,
): string {
  return profileId === SANDBOX_PROFILE_ID ? t('connections.sandbox') : connection;
}
