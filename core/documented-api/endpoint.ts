import { isNameServerDomain, parseNameServers } from '../model/address.ts';
import { inputError } from '../model/error.ts';
import { checkText } from '../model/outgoing.ts';
import type { NameServerOrigin } from '../route/name-server-source.ts';
import { nameServerUrl } from '../route/name-server-url.ts';
import type { ClientIdentity } from './shared-clients.ts';

/** Source: SessionCredentials.java, ALIYUN as the C++ library's default. */
const DEFAULT_CHANNEL = 'ALIYUN';

/** Where a producer or consumer connects, and as whom, as its setters said. */
export class Endpoint {
  #instanceName: string | undefined;
  #addresses: string[] | undefined;
  #domain: string | undefined;
  #credentials: ClientIdentity['credentials'];

  /** `host:port;host:port`. Throws as parseNameServers. */
  setAddress(namesrv: string): void {
    this.#addresses = parseNameServers(namesrv, 'namesrv');
  }

  /** The whole URL, which answers with the addresses. Throws INPUT (badAddress). */
  setDomain(domain: string): void {
    if (!isNameServerDomain(domain)) throw inputError('domain', 'badAddress', { value: domain });
    this.#domain = nameServerUrl(domain);
  }

  /** Throws INPUT (empty, control). */
  setInstanceName(name: string): void {
    checkFilled('name', name);
    this.#instanceName = name;
  }

  /** Throws INPUT (empty, control). */
  setCredentials(accessKey: string, secretKey: string, channel = DEFAULT_CHANNEL): void {
    for (const [field, value] of Object.entries({ accessKey, secretKey, channel })) checkFilled(field, value);
    this.#credentials = { accessKey, secretKey, channel };
  }

  /** An address wins over a domain; undefined without either. */
  get nameServers(): NameServerOrigin | undefined {
    return this.#addresses ?? (this.#domain === undefined ? undefined : { domain: this.#domain });
  }

  /** Throws INPUT namesrv (empty). */
  identity(): ClientIdentity {
    const { nameServers } = this;
    if (nameServers === undefined) throw inputError('namesrv', 'empty');
    return { nameServers, instanceName: this.#instanceName, credentials: this.#credentials };
  }
}

function checkFilled(field: string, value: string): void {
  if (value === '') throw inputError(field, 'empty');
  checkText(value, field);
}
