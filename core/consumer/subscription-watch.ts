import { brokersOf } from '../admin/each-broker.ts';
import { readMembers } from '../admin/group/members.ts';
import type { ClientInstance } from '../client/client-instance.ts';
import type { Timer } from '../clock.ts';
import type { SubscriptionConflict } from '../model/consume.ts';
import { RETRY_PREFIX } from '../model/names.ts';
import { compareText } from '../model/queue.ts';
import type { SubscriptionData } from '../protocol/heartbeat-json.ts';

const LOOK_EVERY_MS = 30_000;

/**
 * Looks whether the group's other members subscribe to something else. Brokers keep one subscription for a whole group,
 * the newest: whoever came last sees only its own there, and so looks once before it joins, and remembers what it saw
 * for as long as one of those members is still there.
 */
export class SubscriptionWatch {
  readonly #client: ClientInstance;
  readonly #group: string;
  readonly #ours: ReadonlyMap<string, SubscriptionData>;
  readonly #onChanged: () => void;
  #timer: Timer | undefined;
  #lookedAtMs = Number.NEGATIVE_INFINITY;
  #conflict: SubscriptionConflict | undefined;

  constructor(
    client: ClientInstance,
    group: string,
    ours: ReadonlyMap<string, SubscriptionData>,
    onChanged: () => void,
  ) {
    this.#client = client;
    this.#group = group;
    this.#ours = ours;
    this.#onChanged = onChanged;
  }

  get conflict(): SubscriptionConflict | undefined {
    return this.#conflict;
  }

  /** Members may have changed: looks now, or as soon as the last look is 30 s ago. Whoever is alone agrees with itself. */
  membersAre(members: readonly string[]): void {
    const alone = members.length === 1 && members[0] === this.#client.clientId;
    if (alone) this.#is(undefined);
    if (alone || this.#timer !== undefined) return;
    const waitMs = this.#lookedAtMs + LOOK_EVERY_MS - this.#client.clock.now();
    if (waitMs <= 0) void this.#lookAgain();
    else this.#timer = this.#client.clock.setTimeout(() => void this.#lookAgain(), waitMs);
  }

  stop(): void {
    this.#timer?.cancel();
  }

  /** Never throws: who may consume need not be allowed to ask this. */
  async look(): Promise<void> {
    const [topic = ''] = this.#ours.keys();
    try {
      const brokers = await brokersOf(this.#client, topic);
      const { members, subscriptions } = await readMembers(this.#client, this.#group, brokers);
      const others = members.flatMap(({ clientId }) => (clientId === this.#client.clientId ? [] : clientId));
      this.#saw(others, subscriptions);
    } catch {
      // What was seen before stays.
    }
  }

  #saw(others: string[], theirs: readonly SubscriptionData[]): void {
    const before = this.#conflict;
    const seen = others.length === 0 ? undefined : conflictOf(this.#ours, theirs);
    const stillThere = before?.clientIds?.some((clientId) => others.includes(clientId)) ?? false;
    if (seen !== undefined) this.#is({ ...seen, clientIds: others });
    else if (!stillThere) this.#is(undefined);
  }

  async #lookAgain(): Promise<void> {
    this.#timer = undefined;
    this.#lookedAtMs = this.#client.clock.now();
    await this.look();
  }

  #is(conflict: SubscriptionConflict | undefined): void {
    const before = this.#conflict;
    this.#conflict = conflict;
    if (JSON.stringify(before) !== JSON.stringify(conflict)) this.#onChanged();
  }
}

/** The first topic about which the two differ; retry topics are everybody's own business. */
function conflictOf(
  ours: ReadonlyMap<string, SubscriptionData>,
  theirs: readonly SubscriptionData[],
): SubscriptionConflict | undefined {
  const others = new Map(theirs.map((subscription) => [subscription.topic, subscription]));
  for (const topic of new Set([...ours.keys(), ...others.keys()])) {
    if (topic.startsWith(RETRY_PREFIX)) continue;
    const [our, their] = [ours.get(topic), others.get(topic)];
    if (normal(our) !== normal(their))
      return { topic, theirs: their?.subString ?? '', ours: our?.subString ?? '' };
  }
  return undefined;
}

/** Tags in any order are the same subscription. */
function normal(subscription: SubscriptionData | undefined): string {
  if (subscription === undefined) return '';
  const { expressionType, subString, tagsSet } = subscription;
  return expressionType === 'TAG' && tagsSet.length > 0
    ? [...tagsSet].sort(compareText).join(' || ')
    : subString;
}
