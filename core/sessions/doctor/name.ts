import { promises as dns } from 'node:dns';
import { isIP } from 'node:net';
import { isNameServerDomain, parseNameServers, splitAddress } from '../../model/address.ts';
import { toErrorData } from '../../model/error.ts';
import { fetchNameServers } from '../../route/name-server-domain.ts';
import { bounded } from './bounded.ts';
import { type Examination, failed, passed, type StepResult } from './examination.ts';

const TIMEOUT_MS = 3_000;

/** Names are looked up; a domain is asked for the addresses it names. */
export async function checkName(examination: Examination): Promise<StepResult> {
  const { nameServers } = examination.options.settings;
  if (isNameServerDomain(nameServers)) return await askDomain(examination, nameServers);
  examination.nameServers = parseNameServers(nameServers);
  const names = examination.nameServers.map((address) => splitAddress(examination.dialled(address)).host);
  const found = await Promise.all(names.map((name) => lookUp(examination, name)));
  const known = found.flatMap((ip, index) => (ip === undefined ? [] : [{ name: names[index] ?? '', ip }]));
  if (known.length === 0)
    return failed(
      examination.connectError('nameServer', examination.nameServers[0] ?? '', 'dns', 'checkAddress'),
    );
  examination.nameServers = examination.nameServers.filter((_, index) => found[index] !== undefined);
  const resolved = known.filter(({ name, ip }) => name !== ip);
  if (resolved.length === 0) return passed('isAddress', { text: known.map(({ ip }) => ip).join(', ') });
  return passed('resolved', {
    name: resolved.map(({ name }) => name).join(', '),
    ip: resolved.map(({ ip }) => ip).join(', '),
  });
}

async function askDomain(examination: Examination, domain: string): Promise<StepResult> {
  const { clock, signal } = examination.options;
  try {
    const asking = fetchNameServers(domain, TIMEOUT_MS);
    // The look-up has a deadline of its own, which names the address.
    examination.nameServers = await bounded(asking, { clock, signal });
  } catch (error) {
    const data = toErrorData(error);
    if (data.code === 'CANCELLED') throw error;
    return failed(data);
  }
  return passed('domainNames', { domain, addresses: examination.nameServers.join(', ') });
}

/** Undefined when nobody knows the name. */
async function lookUp(
  { options: { clock, signal } }: Examination,
  name: string,
): Promise<string | undefined> {
  if (isIP(name) !== 0) return name;
  const looking = dns.lookup(name).then(
    ({ address }) => address,
    () => undefined,
  );
  return await bounded(looking, { clock, signal, timeoutMs: TIMEOUT_MS });
}
