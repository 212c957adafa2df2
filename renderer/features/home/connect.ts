import type { ProfileView } from '../../../core/contract/views.ts';
import { nameServerSource } from '../../../core/model/address.ts';
import { call } from '../../bridge/call.ts';
import { useHost } from '../../store/host-store.ts';
import { type ConnectForm, useUi } from '../../store/ui-store.ts';

/**
 * Connects as the form says, or looks up the route again where that connection is already open. Throws WindowError, and
 * GantryError INPUT for an address that is none.
 */
export async function connectAsTyped(form: ConnectForm, secretKey: string): Promise<ProfileView> {
  const nameServers = nameServerSource(form.nameServers);
  const accessKey = form.accessKeyShown ? form.accessKey.trim() : '';
  const open = Object.values(useHost.getState().profiles).find(
    (profile) =>
      profile.kind === 'nameServer' &&
      profile.nameServerSource === nameServers &&
      (profile.accessKey ?? '') === accessKey,
  );
  const profile =
    open === undefined || secretKey !== ''
      ? await call('profile.connect', {
          nameServers,
          ...(accessKey === '' ? {} : { accessKey }),
          ...(secretKey === '' || !form.accessKeyShown ? {} : { secretKey }),
          ...(form.channel.trim() === '' || accessKey === '' ? {} : { channel: form.channel.trim() }),
        })
      : await call('profile.retry', { profileId: open.profileId });
  useHost.getState().profileReceived(profile);
  useUi.getState().profileChosen(profile.profileId);
  useUi.getState().secretEdited('');
  return profile;
}

/** The typed list with the address that lacked its port completed. */
export function withPort(typed: string, value: string, suggestion: string): string {
  return typed
    .split(/([;,\s]+)/)
    .map((part) => (part === value ? suggestion : part))
    .join('');
}
