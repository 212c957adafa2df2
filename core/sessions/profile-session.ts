import { readDelayLevels } from '../admin/delay-levels.ts';
import { clusterInfo } from '../admin/topics.ts';
import { ClientInstance } from '../client/client-instance.ts';
import type { HostClock } from '../clock.ts';
import type { ProfileSettings } from '../contract/profiles.ts';
import type { GroupView, ProfileView, SendDraft, SentRecord, TopicRouteView } from '../contract/views.ts';
import { brokerTimeAt } from '../model/clock.ts';
import { DELAY_LEVELS, delayMs } from '../model/delay.ts';
import { type ErrorData, GantryError, stateError, toErrorData } from '../model/error.ts';
import { retryTopic } from '../model/names.ts';
import type { BatchOutcome } from '../model/send.ts';
import { Producer } from '../producer/producer.ts';
import { ConnectionPool } from '../remoting/connection-pool.ts';
import type { Credentials } from '../remoting/credentials.ts';
import { ReadOnlyTransport } from '../remoting/read-only-transport.ts';
import type { NameServerOrigin } from '../route/name-server-source.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { sendDraft } from './send-draft.ts';
import { Throttle } from './throttle.ts';

const COMPOSE_GROUP = 'gantry-compose';
const CHANGE_EVERY_MS = 100;
const SAMPLE_TOPICS = [
  { name: 'order-events', queues: 8 },
  { name: 'payment-callback', queues: 4 },
  { name: 'inventory-sync', queues: 4 },
];

interface ProfileOptions {
  profileId: string;
  clock: HostClock;
  onChanged: (view: ProfileView) => void;
}

/** Where a profile leads. */
interface Endpoint {
  settings: ProfileSettings;
  nameServers: NameServerOrigin;
  credentials: Credentials | undefined;
}

/** The sandbox cannot be set up: it is what it is. */
const SANDBOX: Omit<ProfileSettings, 'nameServers'> = {
  name: 'Sandbox',
  colour: 'k2',
  environment: 'demo',
  readOnly: false,
  addressMap: {},
};

/** One open connection: the engine's client, its producer, and what the window shows of it. */
export class ProfileSession {
  readonly profileId: string;
  readonly client: ClientInstance;
  readonly #options: ProfileOptions;
  readonly #credentials: Credentials | undefined;
  readonly #sandbox: Sandbox | undefined;
  readonly #changed: Throttle;
  #settings: ProfileSettings;
  #producer: { maxBodyBytes: number; producer: Producer } | undefined;
  #clusters: string[] = [];
  #delayLevels: ProfileView['delayLevels'] = [...DELAY_LEVELS];
  #delayLevelsSource: ProfileView['delayLevelsSource'] = 'assumed';
  #lastError: ErrorData | undefined;

  /** The built-in broker, on free ports, with sample topics. Throws CONNECT portTaken and what starting a worker throws. */
  static async startSandbox(
    options: ProfileOptions & { clockRate: number; workerFile: string | undefined },
  ): Promise<ProfileSession> {
    const sandbox = await startSandbox({
      clockRate: options.clockRate,
      topics: SAMPLE_TOPICS,
      ...(options.workerFile === undefined ? {} : { workerFile: options.workerFile }),
    });
    const { nameServer } = sandbox;
    const profile = new ProfileSession(
      {
        ...options,
        settings: { ...SANDBOX, nameServers: nameServer },
        nameServers: [nameServer],
        credentials: undefined,
      },
      sandbox,
    );
    await profile.#open();
    return profile;
  }

  /**
   * A real name server: looks up its cluster before it says connected. Throws CONNECT (nothing answers), AUTH, RESPONSE.
   * A name server without a reachable broker connects, with that as its last error. Throws INPUT for a CA that is none.
   */
  static async connect(options: ProfileOptions & Endpoint): Promise<ProfileSession> {
    const profile = new ProfileSession(options, undefined);
    await profile.#open();
    return profile;
  }

  private constructor(options: ProfileOptions & Endpoint, sandbox: Sandbox | undefined) {
    const { profileId, clock, nameServers, settings, credentials } = options;
    const { tls, addressMap } = settings;
    this.profileId = profileId;
    this.#options = options;
    this.#settings = settings;
    this.#credentials = credentials;
    this.#sandbox = sandbox;
    const pool = new ConnectionPool({
      clock,
      addressMap,
      ...(tls === undefined ? {} : { tls }),
      ...(credentials === undefined ? {} : { credentials }),
    });
    const transport = new ReadOnlyTransport(pool, () => this.#settings.readOnly);
    this.client = new ClientInstance({ nameServers, transport, clock });
    this.#changed = new Throttle(clock, CHANGE_EVERY_MS, () => options.onChanged(this.view()));
    this.client.onChange(() => this.#changed.mark());
    sandbox?.onClockChanged(() => this.#changed.mark());
  }

  async #open(): Promise<void> {
    this.client.start();
    try {
      await this.#look();
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Asks the name server for the cluster, then a broker for its delay levels. */
  async #look(): Promise<void> {
    const info = await clusterInfo(this.client);
    this.#clusters = info.clusters;
    this.#lastError = undefined;
    try {
      const { levels, source } = await readDelayLevels(this.client);
      this.#delayLevels = levels;
      this.#delayLevelsSource = source;
    } catch (error) {
      // The name server answered: that is a connection. The broker's trouble is told beside it.
      this.#lastError = toErrorData(error);
    }
    this.#changed.mark();
  }

  /** What it is called and what is allowed on it, from now on; where it leads stays until it is opened anew. */
  describe(settings: ProfileSettings): void {
    const { nameServers, tls, addressMap } = this.#settings;
    this.#settings = { ...settings, nameServers, tls, addressMap };
    this.#changed.mark();
  }

  /** Whether opening it anew would lead to the same place, by the same keys. */
  isAsIn(settings: ProfileSettings, credentials: Credentials | undefined): boolean {
    const placeOf = ({ nameServers, tls, addressMap }: ProfileSettings): string =>
      JSON.stringify([nameServers, tls, addressMap]);
    const isSameKey = this.#credentials?.equals(credentials) ?? credentials === undefined;
    return isSameKey && placeOf(settings) === placeOf(this.#settings);
  }

  /** Throws STATE readOnly: called before anything is sent, joined, decided, made or moved. */
  requireWritable(): void {
    if (this.#settings.readOnly) throw stateError('readOnly');
  }

  async retry(): Promise<void> {
    await this.#look();
    await this.client.heartbeat();
  }

  /** Throws BUG for a real broker, and as Sandbox.setClockRate. */
  async setClockRate(rate: number): Promise<void> {
    await this.#sandboxWithClock().setClockRate(rate);
    this.#changed.mark();
  }

  /** Ahead by so many milliseconds of broker time. Throws as setClockRate. */
  async stepClock(ms: number): Promise<void> {
    await this.#sandboxWithClock().stepClock(ms);
    this.#changed.mark();
  }

  #sandboxWithClock(): Sandbox {
    if (this.#sandbox === undefined)
      throw new GantryError('BUG', { params: { message: 'only the sandbox has a clock to set' } });
    return this.#sandbox;
  }

  view(): ProfileView {
    const { clock } = this.#options;
    const { nameServers } = this.client;
    const status = this.client.status();
    const sandbox = this.#sandbox;
    const settings = this.#settings;
    return {
      profileId: this.profileId,
      kind: sandbox === undefined ? 'nameServer' : 'sandbox',
      name: settings.name === '' ? (nameServers.all[0] ?? '') : settings.name,
      environment: settings.environment,
      colour: settings.colour,
      readOnly: settings.readOnly,
      tls: settings.tls !== undefined,
      nameServers: [...nameServers.all],
      nameServerSource: settings.nameServers,
      nameServerState: nameServers.source,
      ...(sandbox === undefined ? {} : { brokerAddress: sandbox.broker }),
      ...(this.#credentials === undefined ? {} : { accessKey: this.#credentials.accessKey }),
      state: status.lostSinceMs === undefined ? 'connected' : 'lost',
      clusters: this.#clusters,
      brokers: status.brokers,
      clock: sandbox?.clock() ?? { brokerMs: clock.now(), hostMs: clock.now(), rate: 1, source: 'assumed' },
      delayLevels: this.#delayLevels,
      delayLevelsSource: this.#delayLevelsSource,
      roundTripMs: status.roundTripMs,
      lostSinceMs: status.lostSinceMs,
      nextRetryAtMs: status.nextRetryAtMs,
      lastError: status.lastError ?? this.#lastError,
    };
  }

  async topicRoute(topic: string): Promise<TopicRouteView> {
    const { queues, exists } = await this.client.routes.forPublish(topic);
    return { queues: queues.length, exists, publishQueues: queues };
  }

  async groupMembers(group: string): Promise<GroupView> {
    try {
      return { group, members: await this.client.members(group, retryTopic(group)) };
    } catch (error) {
      // A group nobody ever joined has no retry topic, hence no route: it has no members.
      if (error instanceof GantryError && error.data.code === 'NO_ROUTE') return { group, members: [] };
      throw error;
    }
  }

  /** Sends one message and says what became of it; the outcome is data, only bad input and STATE readOnly throw. */
  async send(sendId: number, draft: SendDraft, maxBodyBytes: number): Promise<SentRecord> {
    this.requireWritable();
    const sentAtMs = this.#options.clock.now();
    const outcome = await sendDraft(this.#producerFor(maxBodyBytes), draft);
    if (outcome.kind === 'notSent' && outcome.error.code === 'INPUT')
      throw new GantryError('INPUT', outcome.error);
    const record: SentRecord = {
      sendId,
      profileId: this.profileId,
      sentAtMs,
      topic: draft.topic,
      tag: draft.tag,
      keys: draft.keys,
      delayLevel: draft.delayLevel,
      bodyBytes: draft.body.length,
      outcome,
    };
    if (outcome.kind === 'stored' && draft.delayLevel > 0) {
      const now = brokerTimeAt(this.view().clock, this.#options.clock.now());
      record.dueAtBrokerMs = now + delayMs(draft.delayLevel, this.#delayLevels);
    }
    return record;
  }

  /** Sends all in one request to one queue. The outcome is data, bad input as well. */
  async sendBatch(drafts: readonly SendDraft[], maxBodyBytes: number): Promise<BatchOutcome> {
    this.requireWritable();
    return await this.#producerFor(maxBodyBytes).sendBatch(drafts);
  }

  async close(): Promise<void> {
    this.#changed.stop();
    await this.#producer?.producer.close();
    await this.client.close();
    await this.#sandbox?.stop();
  }

  #producerFor(maxBodyBytes: number): Producer {
    if (this.#producer?.maxBodyBytes !== maxBodyBytes) {
      void this.#producer?.producer.close();
      this.#producer = {
        maxBodyBytes,
        producer: new Producer(this.client, { group: COMPOSE_GROUP, maxBodyBytes, avoidSlowBrokers: true }),
      };
    }
    return this.#producer.producer;
  }
}
