import { isNameServerDomain, parseNameServers } from './address.ts';

/** A connection that is kept; `nameServers` as it is kept: addresses, or the URL of a domain. */
interface Kept {
  profileId: string;
  nameServers: string;
}

/**
 * The kept connections that share a name server with `nameServers`, which is written as theirs. `named` gives the addresses
 * that the domain of a connection named, as far as they are known; those behind `nameServers` are not looked up.
 */
export function ownersOf<K extends Kept>(
  kept: readonly K[],
  nameServers: string,
  named: (profileId: string) => readonly string[],
): K[] {
  const wanted = new Set(places(nameServers));
  return kept.filter((profile) =>
    [profile.nameServers, ...named(profile.profileId)].flatMap(places).some((place) => wanted.has(place)),
  );
}

/** In one way of writing. This computer has three names, and all of them are one place. */
function places(nameServers: string): string[] {
  if (isNameServerDomain(nameServers)) return [urlInOneWay(nameServers.trim())];
  return parseNameServers(nameServers).map((address) =>
    address.toLowerCase().replace(/^(?:localhost|\[::1\]):/, '127.0.0.1:'),
  );
}

/** Letters of a host have no case, and an empty path is `/`. */
function urlInOneWay(url: string): string {
  return url.replace(/^[^/]+\/\/[^/]+/, (origin) => origin.toLowerCase()).replace(/\/$/, '');
}
