import { stateError } from '../model/error.ts';
import type { Command } from '../protocol/command.ts';
import type {
  ConsumeFromWhere,
  HeartbeatData,
  MessageModel,
  SubscriptionData,
} from '../protocol/heartbeat-json.ts';
import type { BrokerAnswer } from './broker-requests.ts';

/** A consumer as its client knows it. */
export interface ConsumerRegistration {
  group: string;
  /** Default: CLUSTERING. */
  messageModel?: MessageModel;
  /** Default: CONSUME_FROM_LAST_OFFSET. */
  consumeFromWhere?: ConsumeFromWhere;
  /** What the next heartbeat says. */
  subscriptions(): SubscriptionData[];
  /** The broker said so (code 40), or a heartbeat reached a broker for the first time since its connection opened. */
  onMembersChanged(): void;
  /** Any other request of a broker for this group; undefined when there is nothing to say. Throws FRAME. */
  onBrokerRequest?(request: Command): Promise<BrokerAnswer | undefined> | undefined;
}

/** The groups one client is in. */
export class Memberships {
  readonly #producers = new Set<string>();
  readonly #consumers = new Map<string, ConsumerRegistration>();

  get hasConsumers(): boolean {
    return this.#consumers.size > 0;
  }

  get producers(): string[] {
    return [...this.#producers];
  }

  get consumers(): string[] {
    return [...this.#consumers.keys()];
  }

  consumer(group: string): ConsumerRegistration | undefined {
    return this.#consumers.get(group);
  }

  addProducer(group: string): void {
    this.#producers.add(group);
  }

  removeProducer(group: string): boolean {
    return this.#producers.delete(group);
  }

  /** Throws STATE groupInUse. */
  addConsumer(registration: ConsumerRegistration): void {
    const { group } = registration;
    if (this.#consumers.has(group)) throw stateError('groupInUse', { group });
    this.#consumers.set(group, registration);
  }

  removeConsumer(group: string): boolean {
    return this.#consumers.delete(group);
  }

  /** Tells one group's consumer, or all. */
  membersChanged(group?: string): void {
    const all = [...this.#consumers.values()];
    for (const consumer of all) {
      if (group === undefined || consumer.group === group) consumer.onMembersChanged();
    }
  }

  heartbeat(clientId: string): HeartbeatData {
    return {
      clientID: clientId,
      producerDataSet: this.producers.map((groupName) => ({ groupName })),
      consumerDataSet: [...this.#consumers.values()].map((consumer) => ({
        groupName: consumer.group,
        consumeType: 'CONSUME_PASSIVELY',
        messageModel: consumer.messageModel ?? 'CLUSTERING',
        consumeFromWhere: consumer.consumeFromWhere ?? 'CONSUME_FROM_LAST_OFFSET',
        subscriptionDataSet: consumer.subscriptions(),
        unitMode: false,
      })),
    };
  }
}
