import type { ClientInstance } from '../client/client-instance.ts';
import type { MessageQueue } from '../model/queue.ts';
import { allocateQueues } from './allocate-queues.ts';

/** Our part of a topic's queues among the group's members. */
export class MemberShare {
  readonly #client: Pick<ClientInstance, 'clientId' | 'members'>;
  readonly #group: string;
  #members: string[] = [];

  constructor(client: Pick<ClientInstance, 'clientId' | 'members'>, group: string) {
    this.#client = client;
    this.#group = group;
  }

  /** As a broker last told. */
  get members(): string[] {
    return this.#members;
  }

  /**
   * null when brokers know no member: one that just started knows nobody until the next heartbeat. Throws as
   * ClientInstance.members.
   */
  async of(topic: string, queues: readonly MessageQueue[]): Promise<MessageQueue[] | null> {
    const members = await this.#client.members(this.#group, topic);
    if (members === null) return null;
    this.#members = members;
    return allocateQueues(queues, members, this.#client.clientId);
  }
}
