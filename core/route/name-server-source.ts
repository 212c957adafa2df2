import type { HostClock } from '../clock.ts';
import type { NameServerSourceView } from '../contract/views.ts';
import { GantryError } from '../model/error.ts';
import { fetchNameServers } from './name-server-domain.ts';
import { nameServerUrl } from './name-server-url.ts';

/** Addresses, or the domain that names them: a URL or a bare host (see nameServerUrl). */
export type NameServerOrigin = readonly string[] | { domain: string };

/** As a person would type it. */
export function nameServerText(origin: NameServerOrigin): string {
  return 'domain' in origin ? origin.domain : origin.join(';');
}

/**
 * The addresses of a cluster's name servers. Those of a domain are empty until the first `refresh`, and stay as they
 * were when one fails. Knows no timer: its owner refreshes it. Source: MQClientAPIImpl.fetchNameServerAddr.
 */
export class NameServerSource {
  readonly #clock: HostClock;
  readonly #fetch: (url: string) => Promise<string[]>;
  readonly #url: string | undefined;
  #addresses: readonly string[] = [];
  #fetchedAtMs: number | undefined;
  #lastError: GantryError | undefined;
  #underWay: Promise<void> | undefined;

  /** Throws INPUT (domain). */
  constructor(origin: NameServerOrigin, clock: HostClock, fetch = fetchNameServers) {
    this.#clock = clock;
    this.#fetch = fetch;
    if ('domain' in origin) this.#url = nameServerUrl(origin.domain);
    else if (origin.length > 0) this.#addresses = origin;
    else throw new GantryError('BUG', { params: { message: 'no name server' } });
  }

  get addresses(): readonly string[] {
    return this.#addresses;
  }

  /** Why the last look-up of the domain failed, if it did. */
  get lastError(): GantryError | undefined {
    return this.#lastError;
  }

  /** Asks the domain, or joins whoever is asking; addresses that were given stay. Never throws: see lastError. */
  async refresh(): Promise<void> {
    if (this.#url === undefined) return;
    this.#underWay ??= this.#look(this.#url).finally(() => {
      this.#underWay = undefined;
    });
    await this.#underWay;
  }

  view(): NameServerSourceView {
    if (this.#url === undefined) return { source: 'addresses' };
    return {
      source: 'domain',
      domain: this.#url,
      ...(this.#fetchedAtMs === undefined ? {} : { fetchedAtMs: this.#fetchedAtMs }),
      ...(this.#lastError === undefined ? {} : { lastError: this.#lastError.data }),
    };
  }

  async #look(url: string): Promise<void> {
    try {
      this.#addresses = await this.#fetch(url);
      this.#fetchedAtMs = this.#clock.now();
      this.#lastError = undefined;
    } catch (error) {
      if (!(error instanceof GantryError)) throw error;
      this.#lastError = error;
    }
  }
}
