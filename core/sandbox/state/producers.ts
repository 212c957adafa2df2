import { getOrAdd } from '../get-or-add.ts';
import type { Peer } from './groups.ts';

/** A producer that sent no heartbeat for this long is dropped. Source: ProducerManager.CHANNEL_EXPIRED_TIMEOUT. */
const PRODUCER_EXPIRES_MS = 120_000;

export interface Producer<C> extends Peer<C> {
  /** Host time. */
  lastSeenMs: number;
}

/** Producers that are online, by group and client id. On host time. Source: ProducerManager.java. */
export class Producers<C> {
  readonly #now: () => number;
  readonly #groups = new Map<string, Map<string, Producer<C>>>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Empty for a group of which nobody is online. */
  of(group: string): Producer<C>[] {
    return [...(this.#groups.get(group)?.values() ?? [])];
  }

  /** Whatever its group. */
  withClientId(clientId: string): Producer<C> | undefined {
    for (const producers of this.#groups.values()) {
      const found = producers.get(clientId);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  groups(): string[] {
    return [...this.#groups.keys()];
  }

  heartbeat(peer: Peer<C>, group: string): void {
    const producers = getOrAdd(this.#groups, group, () => new Map<string, Producer<C>>());
    producers.set(peer.clientId, { ...peer, lastSeenMs: this.#now() });
  }

  unregister(group: string, clientId: string): void {
    this.#remove((producer, name) => name === group && producer.clientId === clientId);
  }

  closed(connection: C): void {
    this.#remove((producer) => producer.connection === connection);
  }

  /** Drops those that have been silent for too long. */
  expire(): void {
    const oldestMs = this.#now() - PRODUCER_EXPIRES_MS;
    this.#remove(({ lastSeenMs }) => lastSeenMs <= oldestMs);
  }

  #remove(leaves: (producer: Producer<C>, group: string) => boolean): void {
    for (const [name, producers] of this.#groups) {
      for (const producer of producers.values())
        if (leaves(producer, name)) producers.delete(producer.clientId);
      if (producers.size === 0) this.#groups.delete(name);
    }
  }
}
