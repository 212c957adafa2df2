import { GantryError } from '../model/error.ts';
import type { MessageQueue } from '../model/queue.ts';
import { AUTO_CREATE_TOPIC, type BrokerData, MASTER_ID, type TopicRoute } from '../model/route.ts';
import { RESPONSE } from '../protocol/codes.ts';
import { encodeRequest } from '../protocol/define-request.ts';
import { getRouteInfoByTopic } from '../protocol/requests/admin.ts';
import { decodeTopicRoute } from '../protocol/route-json.ts';
import { indexBrokers, readAddressOf } from './broker-index.ts';
import { askClusterInfo } from './cluster-info.ts';
import type { NameServers } from './name-servers.ts';
import { publishQueues, queuesToBe } from './publish-queues.ts';
import { subscribeQueues } from './subscribe-queues.ts';

/** Queues of a topic that the first send creates. Source: DefaultMQProducer.defaultTopicQueueNums. */
export const DEFAULT_TOPIC_QUEUES = 4;

/**
 * What the name server said about topics and brokers, kept until it says otherwise. Knows no timer: its owner refreshes
 * it. Source: MQClientInstance.updateTopicRouteInfoFromNameServer.
 */
export class RouteTable {
  readonly #nameServers: NameServers;
  /** In the order of their last change. */
  readonly #routes = new Map<string, TopicRoute>();
  /** Of existing topics, made once for each route: every send asks. */
  readonly #publishQueues = new Map<string, MessageQueue[]>();
  readonly #underWay = new Map<string, Promise<TopicRoute>>();
  readonly #listeners = new Set<(topic: string) => void>();
  #learned: readonly BrokerData[] = [];
  #brokers: Map<string, BrokerData> | undefined;

  constructor(nameServers: NameServers) {
    this.#nameServers = nameServers;
  }

  /** The cached route, else the name server's. Throws NO_ROUTE (params.topic) and what NameServers.invoke throws. */
  async get(topic: string): Promise<TopicRoute> {
    return this.#routes.get(topic) ?? (await this.refresh(topic));
  }

  /**
   * Asks the name server, or joins whoever is asking already. A topic that does not exist is forgotten; when no name
   * server answers, or it has lost sight of the topic's brokers, the old route stays. Throws as `get`.
   */
  refresh(topic: string): Promise<TopicRoute> {
    const underWay = this.#underWay.get(topic);
    if (underWay !== undefined) return underWay;
    const asked = this.#ask(topic).finally(() => this.#underWay.delete(topic));
    this.#underWay.set(topic, asked);
    return asked;
  }

  /**
   * Everything anew: each cached topic, and the learned brokers. What goes wrong with one changes nothing for the others.
   * Never throws. At least one request is made, so that the name server is heard of and its connection stays alive.
   */
  async refreshAll(): Promise<void> {
    const topics = [...this.#routes.keys()].map((topic) => this.refresh(topic));
    await Promise.allSettled([this.#relearnBrokers(), ...topics]);
  }

  cached(topic: string): TopicRoute | undefined {
    return this.#routes.get(topic);
  }

  /**
   * The queues a send may choose from. When the topic does not exist but brokers create topics by themselves: those it
   * will get, and `exists` false. Throws NO_ROUTE (also for a topic that nobody may write to) and as `get`.
   */
  async forPublish(topic: string): Promise<{ queues: MessageQueue[]; exists: boolean }> {
    const known = this.#publishQueues.get(topic);
    if (known !== undefined) return { queues: known, exists: true };
    const route = await this.#find(topic);
    const standIn = route === undefined ? await this.#find(AUTO_CREATE_TOPIC) : undefined;
    const queues =
      route === undefined
        ? queuesToBe(topic, standIn ?? NO_BROKER, DEFAULT_TOPIC_QUEUES)
        : publishQueues(topic, route);
    if (queues.length === 0) throw noRoute(topic);
    if (route !== undefined && route === this.#routes.get(topic)) this.#publishQueues.set(topic, queues);
    return { queues, exists: route !== undefined };
  }

  /** The readable queues of the cached route, sorted by compareQueues; none without a route. */
  forSubscribe(topic: string): MessageQueue[] {
    return subscribeQueues(topic, this.#routes.get(topic) ?? NO_BROKER);
  }

  masterAddress(brokerName: string): string | undefined {
    return this.#index().get(brokerName)?.addresses[MASTER_ID];
  }

  /** The address to read from when the broker suggested `brokerId`; default: the master, else any. */
  readAddress(brokerName: string, brokerId = MASTER_ID): string | undefined {
    const broker = this.#index().get(brokerName);
    return broker === undefined ? undefined : readAddressOf(broker, brokerId);
  }

  /** Every known broker, of the cached routes and learned. */
  brokers(): BrokerData[] {
    return [...this.#index().values()];
  }

  /** Brokers known from elsewhere than a topic's route; replaces those learned before. */
  learnBrokers(brokers: readonly BrokerData[]): void {
    this.#learned = brokers;
    this.#brokers = undefined;
  }

  /** Called with the topic whose route changed, came or went. Returns the way to end it. */
  onChange(listener: (topic: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #relearnBrokers(): Promise<void> {
    const { brokers } = await askClusterInfo(this.#nameServers);
    if (this.#learned.length > 0 && brokers.length > 0) this.learnBrokers(brokers);
  }

  async #ask(topic: string): Promise<TopicRoute> {
    const request = encodeRequest(getRouteInfoByTopic, { topic, acceptStandardJsonOnly: true });
    try {
      const { body } = await this.#nameServers.invoke(request);
      const route = decodeTopicRoute(body);
      this.#store(topic, route);
      return route;
    } catch (error) {
      if (!isTopicUnknown(error)) throw error;
      if (!(await this.#brokersAreGone(topic)) && this.#routes.delete(topic)) this.#changed(topic);
      throw noRoute(topic, error);
    }
  }

  /**
   * A name server strikes off a broker it has not heard of for two minutes, and with it the topics that only that one
   * has. Such a topic still exists; its old route leads to the broker once it is back.
   */
  async #brokersAreGone(topic: string): Promise<boolean> {
    const old = this.#routes.get(topic);
    if (old === undefined) return false;
    const { brokers } = await askClusterInfo(this.#nameServers).catch(() => NO_BROKER);
    const registered = new Set(brokers.map(({ brokerName }) => brokerName));
    return !old.brokers.some(({ brokerName }) => registered.has(brokerName));
  }

  /** Undefined when the topic does not exist. */
  async #find(topic: string): Promise<TopicRoute | undefined> {
    try {
      return await this.get(topic);
    } catch (error) {
      if (error instanceof GantryError && error.data.code === 'NO_ROUTE') return undefined;
      throw error;
    }
  }

  #store(topic: string, route: TopicRoute): void {
    const old = this.#routes.get(topic);
    if (old !== undefined && JSON.stringify(old) === JSON.stringify(route)) return;
    this.#routes.delete(topic);
    this.#routes.set(topic, route);
    this.#changed(topic);
  }

  #changed(topic: string): void {
    this.#brokers = undefined;
    this.#publishQueues.delete(topic);
    for (const listener of this.#listeners) listener(topic);
  }

  #index(): Map<string, BrokerData> {
    this.#brokers ??= indexBrokers([
      this.#learned,
      ...[...this.#routes.values()].map((route) => route.brokers),
    ]);
    return this.#brokers;
  }
}

const NO_BROKER: TopicRoute = { brokers: [], queues: [] };

function isTopicUnknown(error: unknown): boolean {
  return error instanceof GantryError && error.data.responseCode === RESPONSE.TOPIC_NOT_EXIST;
}

/** The name server knows no broker that has the topic, or none of its queues is open for this. */
export function noRoute(topic: string, cause?: unknown): GantryError {
  return new GantryError(
    'NO_ROUTE',
    { outcome: 'notSent', params: { topic }, remedyKey: 'createTopic' },
    cause,
  );
}
