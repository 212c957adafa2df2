import { ClientInstance } from '../client/client-instance.ts';
import type { HostClock } from '../clock.ts';
import { stateError } from '../model/error.ts';
import { Credentials } from '../remoting/credentials.ts';
import type { Transport } from '../remoting/transport.ts';
import type { NameServerOrigin } from '../route/name-server-source.ts';

/** Whoever has the same shares one client. */
export interface ClientIdentity {
  nameServers: NameServerOrigin;
  instanceName: string | undefined;
  credentials: { accessKey: string; secretKey: string; channel: string } | undefined;
}

interface SharedClient {
  client: ClientInstance;
  users: number;
  producerGroups: Set<string>;
  /** What its former users still do; none rejects. */
  leaving: Set<Promise<void>>;
}

/**
 * The client instances of producers and consumers: one for each instance name, unless name servers or credentials differ.
 * Native ones of one name share the first one's name servers whatever they were told.
 */
export class SharedClients {
  readonly #clock: HostClock;
  readonly #newTransport: (credentials: Credentials | undefined) => Transport;
  readonly #mayWrite: (nameServers: NameServerOrigin) => void;
  readonly #clients = new Map<string, SharedClient>();
  readonly #ending = new Set<Promise<void>>();

  constructor(
    clock: HostClock,
    newTransport: (credentials: Credentials | undefined) => Transport,
    mayWrite: (nameServers: NameServerOrigin) => void,
  ) {
    this.#clock = clock;
    this.#newTransport = newTransport;
    this.#mayWrite = mayWrite;
  }

  /** Throws what `mayWrite` throws. */
  take(identity: ClientIdentity): ClientLease {
    const mayWrite = (): void => this.#mayWrite(identity.nameServers);
    mayWrite();
    const key = JSON.stringify([identity.instanceName, identity.nameServers, identity.credentials]);
    const shared = this.#clients.get(key) ?? this.#open(identity);
    this.#clients.set(key, shared);
    shared.users++;
    return new ClientLease(shared, mayWrite, (work) => this.#giveBack(key, shared, work));
  }

  /** Ends when no client is on its way out any more. */
  async settle(): Promise<void> {
    await Promise.all(this.#ending);
  }

  #open({ nameServers, instanceName, credentials }: ClientIdentity): SharedClient {
    const client = new ClientInstance({
      nameServers,
      transport: this.#newTransport(credentials && new Credentials(credentials)),
      clock: this.#clock,
      ...(instanceName === undefined ? {} : { instanceName }),
    });
    client.start();
    return { client, users: 0, producerGroups: new Set(), leaving: new Set() };
  }

  #giveBack(key: string, shared: SharedClient, work: Promise<void>): Promise<void> {
    shared.leaving.add(work);
    const ended = this.#afterWork(key, shared, work);
    this.#ending.add(ended);
    return ended.finally(() => this.#ending.delete(ended));
  }

  async #afterWork(key: string, shared: SharedClient, work: Promise<void>): Promise<void> {
    await work;
    shared.leaving.delete(work);
    if (--shared.users > 0) return;
    this.#clients.delete(key);
    await shared.client.close();
  }
}

/** One user's part in a client. */
export class ClientLease {
  readonly client: ClientInstance;
  /** Throws when nothing may be sent through its name servers now. */
  readonly mayWrite: () => void;
  readonly #shared: SharedClient;
  readonly #giveBack: (work: Promise<void>) => Promise<void>;
  #producerGroup: string | undefined;
  #ended: Promise<void> | undefined;

  constructor(shared: SharedClient, mayWrite: () => void, giveBack: (work: Promise<void>) => Promise<void>) {
    this.client = shared.client;
    this.mayWrite = mayWrite;
    this.#shared = shared;
    this.#giveBack = giveBack;
  }

  /** Those who left the client before may still be in their groups. */
  async othersLeft(): Promise<void> {
    await Promise.all(this.#shared.leaving);
  }

  /** Throws STATE groupInUse: the first producer of a group to stop would take the other one out of it. */
  claimProducerGroup(group: string): void {
    const { producerGroups } = this.#shared;
    if (producerGroups.has(group)) throw stateError('groupInUse', { group });
    producerGroups.add(group);
    this.#producerGroup = group;
  }

  /** After `work` (which does not reject); the last user closes the client. Idempotent. */
  end(work: Promise<void>): Promise<void> {
    this.#ended ??= this.#giveBack(
      work.then(() => {
        if (this.#producerGroup !== undefined) this.#shared.producerGroups.delete(this.#producerGroup);
      }),
    );
    return this.#ended;
  }
}
