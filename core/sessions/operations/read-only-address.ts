import type { SavedProfile } from '../../contract/profiles.ts';
import { stateError } from '../../model/error.ts';
import { ownersOf } from '../../model/name-server-owner.ts';
import { type NameServerOrigin, nameServerText } from '../../route/name-server-source.ts';

/**
 * Documented calls go by address, not by connection: what is read only under one name is so under every other. `named` as
 * of ownersOf. Throws STATE readOnlyAddress (nameServer, connection).
 */
export function refuseReadOnly(
  origin: NameServerOrigin,
  saved: readonly SavedProfile[],
  named: (profileId: string) => readonly string[],
): void {
  const nameServer = nameServerText(origin);
  const owner = ownersOf(saved, nameServer, named).find(({ readOnly }) => readOnly);
  if (owner === undefined) return;
  throw stateError('readOnlyAddress', { nameServer, connection: owner.name || owner.nameServers });
}
