import type { ConsumerData, SubscriptionData } from '../../protocol/heartbeat-json.ts';

/** A member that sent no heartbeat for this long is dropped. Source: ConsumerManager.CHANNEL_EXPIRED_TIMEOUT. */
const MEMBER_EXPIRES_MS = 120_000;

/** Who is at the other end, as its heartbeat's frame says. `C` is the connection; only its identity counts here. */
export interface Peer<C> {
  connection: C;
  clientAddr: string;
  clientId: string;
  language: string;
  version: number;
}

interface Member<C> extends Peer<C> {
  lastSeenMs: number;
}

export interface OnlineGroup<C> {
  consumeType: ConsumerData['consumeType'];
  messageModel: ConsumerData['messageModel'];
  consumeFromWhere: ConsumerData['consumeFromWhere'];
  /** By topic; the last heartbeat wins. */
  subscriptions: Map<string, SubscriptionData>;
  members: Map<string, Member<C>>;
}

/**
 * Consumer groups that are online, and their members by client id. On host time. A change of members or subscriptions
 * is told to every member's connection unless the group broadcasts. Source: ConsumerManager.java, ConsumerGroupInfo.java.
 */
export class Groups<C> {
  readonly #now: () => number;
  readonly #notify: (group: string, connections: C[]) => void;
  readonly #groups = new Map<string, OnlineGroup<C>>();

  constructor(now: () => number, notify: (group: string, connections: C[]) => void) {
    this.#now = now;
    this.#notify = notify;
  }

  /** Undefined while it has no member. */
  get(group: string): OnlineGroup<C> | undefined {
    return this.#groups.get(group);
  }

  /** Groups online with a subscription to the topic. */
  readersOf(topic: string): string[] {
    return [...this.#groups].flatMap(([name, { subscriptions }]) => (subscriptions.has(topic) ? [name] : []));
  }

  /** One consumer of a heartbeat. A client id that comes by another connection has moved there. */
  heartbeat(peer: Peer<C>, data: ConsumerData): void {
    const { consumeType, messageModel, consumeFromWhere } = data;
    const known = this.#groups.get(data.groupName);
    const group = known ?? {
      consumeType,
      messageModel,
      consumeFromWhere,
      subscriptions: new Map(),
      members: new Map(),
    };
    Object.assign(group, { consumeType, messageModel, consumeFromWhere });
    this.#groups.set(data.groupName, group);
    const before = group.members.get(peer.clientId);
    group.members.set(peer.clientId, { ...peer, lastSeenMs: this.#now() });
    const subscriptionsChanged = takeSubscriptions(group.subscriptions, data.subscriptionDataSet);
    if (before?.connection !== peer.connection || subscriptionsChanged) this.#changed(data.groupName);
  }

  unregister(groupName: string, clientId: string): void {
    this.#remove(groupName, (member) => member.clientId === clientId);
  }

  closed(connection: C): void {
    for (const name of [...this.#groups.keys()])
      this.#remove(name, (member) => member.connection === connection);
  }

  /** Drops the members that have been silent for too long. */
  expire(): void {
    const oldestMs = this.#now() - MEMBER_EXPIRES_MS;
    for (const name of [...this.#groups.keys()])
      this.#remove(name, (member) => member.lastSeenMs <= oldestMs);
  }

  #remove(name: string, leaves: (member: Member<C>) => boolean): void {
    const group = this.#groups.get(name);
    if (group === undefined) return;
    const leaving = [...group.members.values()].filter(leaves);
    if (leaving.length === 0) return;
    for (const { clientId } of leaving) group.members.delete(clientId);
    if (group.members.size === 0) this.#groups.delete(name);
    else this.#changed(name);
  }

  #changed(name: string): void {
    const group = this.#groups.get(name);
    if (group === undefined || group.messageModel === 'BROADCASTING') return;
    this.#notify(
      name,
      [...group.members.values()].map(({ connection }) => connection),
    );
  }
}

/** True when a topic came or went. An older version of a known one is ignored. Source: ConsumerGroupInfo.updateSubscription. */
function takeSubscriptions(known: Map<string, SubscriptionData>, sent: readonly SubscriptionData[]): boolean {
  let changed = false;
  for (const subscription of sent) {
    const before = known.get(subscription.topic);
    changed ||= before === undefined;
    if (before === undefined || subscription.subVersion > before.subVersion)
      known.set(subscription.topic, subscription);
  }
  const topics = new Set(sent.map(({ topic }) => topic));
  for (const topic of known.keys()) {
    if (topics.has(topic)) continue;
    known.delete(topic);
    changed = true;
  }
  return changed;
}
