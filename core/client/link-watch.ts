import type { HostClock, Timer } from '../clock.ts';
import type { ErrorData, GantryError } from '../model/error.ts';
import { isUnreachable } from '../route/name-servers.ts';

/** While something cannot be reached it is tried again after these pauses, the last one from then on. */
const RETRY_AFTER_MS = [1_000, 2_000, 3_000, 5_000];

interface LinkWatchOptions {
  clock: HostClock;
  /** Addresses of the masters known now. */
  masters: () => string[];
  /** Tries every link: its results come in through `brokerAnswered`, `brokerFailed` and `nameServerAsked`. Never throws. */
  check: () => Promise<void>;
  onChanged: () => void;
}

/**
 * Whether the cluster can be reached, by what became of requests to it. Lost: no name server answers, or of the brokers
 * that were tried none does. As long as one link is down all are tried again, so that a restarted broker is found within
 * seconds. A link nobody has tried is not down.
 */
export class LinkWatch {
  readonly #options: LinkWatchOptions;
  /** What the last request to each broker met; undefined = an answer. */
  readonly #brokers = new Map<string, GantryError | undefined>();
  #nameServerError: GantryError | undefined;
  #lostSinceMs: number | undefined;
  #nextCheckAtMs: number | undefined;
  #timer: Timer | undefined;
  #checking = false;
  #failedChecks = 0;
  #stopped = false;

  constructor(options: LinkWatchOptions) {
    this.#options = options;
  }

  get lostSinceMs(): number | undefined {
    return this.#lostSinceMs;
  }

  /** Only while lost. */
  get nextRetryAtMs(): number | undefined {
    return this.#lostSinceMs === undefined ? undefined : this.#nextCheckAtMs;
  }

  /** What is wrong now: with the name servers, else with the first broker that has trouble. */
  get lastError(): ErrorData | undefined {
    return (this.#nameServerError ?? this.#tried().find((error) => error !== undefined))?.data;
  }

  brokerAnswered(address: string): void {
    this.#brokers.set(address, undefined);
    this.#evaluate();
  }

  /** `error` may be a refusal: then the link itself is sound. */
  brokerFailed(address: string, error: GantryError): void {
    this.#brokers.set(address, error);
    this.#evaluate();
  }

  nameServerAsked(error?: GantryError): void {
    this.#nameServerError = error;
    this.#evaluate();
  }

  /** A connection ended by itself: tries all links at once. */
  connectionEnded(): void {
    if (!this.#checking && this.#timer === undefined) this.#checkAfter(0);
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  /** In the order of the masters, those never tried left out. */
  #tried(): (GantryError | undefined)[] {
    return this.#options
      .masters()
      .filter((address) => this.#brokers.has(address))
      .map((address) => this.#brokers.get(address));
  }

  #evaluate(): void {
    if (this.#stopped) return;
    const tried = this.#tried();
    const down = tried.filter(isUnreachable);
    const lost = this.#nameServerError !== undefined || (down.length > 0 && down.length === tried.length);
    if (lost) this.#lostSinceMs ??= this.#options.clock.now();
    else this.#lostSinceMs = undefined;
    if (!lost && down.length === 0) this.#sound();
    else if (!this.#checking && this.#timer === undefined) this.#checkAgainLater();
    this.#options.onChanged();
  }

  #sound(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#nextCheckAtMs = undefined;
    this.#failedChecks = 0;
  }

  #checkAgainLater(): void {
    const pause = RETRY_AFTER_MS[Math.min(this.#failedChecks, RETRY_AFTER_MS.length - 1)] ?? 0;
    this.#failedChecks++;
    this.#checkAfter(pause);
  }

  #checkAfter(ms: number): void {
    if (this.#stopped) return;
    const { clock } = this.#options;
    this.#nextCheckAtMs = clock.now() + ms;
    this.#timer = clock.setTimeout(() => void this.#check(), ms);
  }

  async #check(): Promise<void> {
    this.#timer = undefined;
    this.#checking = true;
    await this.#options.check();
    this.#checking = false;
    this.#evaluate();
  }
}
