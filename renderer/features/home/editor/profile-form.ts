import type { ProfileSettings, SavedProfile } from '../../../../core/contract/profiles.ts';
import { settingsOf } from '../connect.ts';

/** What stands in the editor: texts as typed, the address map as rows. The secret lives no longer than the dialog. */
export interface ProfileForm extends Omit<ProfileSettings, 'addressMap' | 'tls'> {
  tls: boolean;
  verify: boolean;
  ca: string;
  serverName: string;
  secretKey: string;
  addressMap: MapRow[];
}

export interface MapRow {
  /** For React and focus only. */
  id: number;
  announced: string;
  dialled: string;
}

/** Of a kept connection, or of a new one. */
export function formOf(saved: SavedProfile | undefined, colour: ProfileSettings['colour']): ProfileForm {
  const settings = saved === undefined ? undefined : settingsOf(saved);
  return {
    name: '',
    environment: 'dev',
    readOnly: false,
    nameServers: '',
    colour,
    ...settings,
    accessKey: settings?.accessKey ?? '',
    channel: settings?.channel ?? '',
    secretKey: '',
    tls: settings?.tls !== undefined,
    verify: settings?.tls?.verify ?? true,
    ca: settings?.tls?.ca ?? '',
    serverName: settings?.tls?.serverName ?? '',
    addressMap: Object.entries(settings?.addressMap ?? {}).map(([announced, dialled], id) => ({
      id,
      announced,
      dialled,
    })),
  };
}

/** What goes to the host; rows of the map that are wholly empty are left out. */
export function settingsOfForm(form: ProfileForm): ProfileSettings {
  const { tls, verify, ca, serverName, secretKey: _secret, addressMap, ...rest } = form;
  const rows = addressMap.filter(({ announced, dialled }) => announced !== '' || dialled !== '');
  return {
    ...rest,
    ...(tls ? { tls: { verify, ca, serverName } } : {}),
    addressMap: Object.fromEntries(rows.map(({ announced, dialled }) => [announced, dialled])),
  };
}
