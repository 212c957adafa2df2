import type { ProfileSettings } from '../contract/profiles.ts';
import { nameServerSource, parseNameServers } from '../model/address.ts';
import { GantryError, inputError } from '../model/error.ts';
import { tlsDialler } from '../remoting/dial-tls.ts';

/**
 * The settings in one way of writing: trimmed, empty texts absent. Throws INPUT: nameServer, accessKey (pair), tls.ca
 * (pem), addressMap (params.value: the entry).
 */
export function checkSettings(settings: ProfileSettings, secretKey?: string): ProfileSettings {
  const { accessKey, channel, tls, ...rest } = settings;
  const key = filled(accessKey);
  if (key === undefined && secretKey !== undefined)
    throw inputError('accessKey', 'pair', { other: 'secretKey' });
  const checkedTls = tls && { verify: tls.verify, ...optional({ ca: tls.ca, serverName: tls.serverName }) };
  if (checkedTls !== undefined) tlsDialler(checkedTls);
  return {
    ...rest,
    ...optional({ accessKey: key, channel: key === undefined ? undefined : channel }),
    ...(checkedTls === undefined ? {} : { tls: checkedTls }),
    name: settings.name.trim(),
    nameServers: nameServerSource(settings.nameServers),
    addressMap: checkMap(settings.addressMap),
  };
}

function checkMap(map: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(map).map(([announced, dialled]) => [oneAddress(announced), oneAddress(dialled)]),
  );
}

function oneAddress(text: string): string {
  try {
    const [address, ...more] = parseNameServers(text, 'addressMap');
    if (address !== undefined && more.length === 0) return address;
  } catch (error) {
    if (!(error instanceof GantryError) || error.data.params.rule !== 'empty') throw error;
  }
  throw inputError('addressMap', 'badAddress', { value: text });
}

const filled = (text = ''): string | undefined => (text.trim() === '' ? undefined : text.trim());

function optional<K extends string>(texts: Record<K, string | undefined>): { [N in K]?: string } {
  const entries = Object.entries<string | undefined>(texts).flatMap(([name, text]) => {
    const value = filled(text);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries) as { [N in K]?: string };
}
