import type { ClientInstance } from '../client/client-instance.ts';
import type { Timer } from '../clock.ts';

const AGAIN_AFTER_MS = 1_000;

/**
 * Finds the route of a group's retry topic. A broker makes the topic when it first hears of the group, so that there is
 * often no route yet at the start; who asks again only every 30 s sees the first Later of a new group come back after
 * 20 s instead of 10.
 */
export class RetryRoute {
  readonly #client: Pick<ClientInstance, 'clock' | 'routes'>;
  readonly #topic: string;
  #timer: Timer | undefined;
  /** A message is to come back by it. */
  #needed = false;
  #stopped = false;

  constructor(client: Pick<ClientInstance, 'clock' | 'routes'>, topic: string) {
    this.#client = client;
    this.#topic = topic;
  }

  /** Asks the name server unless the route is known; its RouteTable tells of a new one. Never throws. */
  async look(): Promise<void> {
    const { routes, clock } = this.#client;
    if (this.#stopped || routes.forSubscribe(this.#topic).length > 0) return;
    this.#timer?.cancel();
    await routes.refresh(this.#topic).catch(() => undefined);
    if (this.#stopped || !this.#needed || routes.forSubscribe(this.#topic).length > 0) return;
    this.#timer?.cancel();
    this.#timer = clock.setTimeout(() => void this.look(), AGAIN_AFTER_MS);
  }

  /** A message was sent back: from now on it is asked every second until the route is there. */
  need(): void {
    if (this.#needed) return;
    this.#needed = true;
    void this.look();
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }
}
