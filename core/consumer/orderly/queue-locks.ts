import { Buffer } from 'node:buffer';
import { decodeQueue } from '../../admin/queue-json.ts';
import type { ClientInstance } from '../../client/client-instance.ts';
import type { MessageQueue } from '../../model/queue.ts';
import type { Command } from '../../protocol/command.ts';
import { encodeRequest } from '../../protocol/define-request.ts';
import { listOf, objectOf, parseLooseBody } from '../../protocol/loose-json.ts';
import { lockBatchMq, unlockBatchMq } from '../../protocol/requests/lock.ts';

/** Source: RebalanceImpl.lock, MQClientAPIImpl.lockBatchMQ. */
const TIMEOUT_MS = 1_000;

export interface LockAnswer {
  asked: MessageQueue[];
  ours: MessageQueue[];
}

/** Locks at the brokers, which live 60 s there unless renewed. Source: RebalanceLockManager.java. */
export class QueueLocks {
  readonly #client: Pick<ClientInstance, 'clientId' | 'invokeBroker'>;
  readonly #group: string;

  constructor(client: Pick<ClientInstance, 'clientId' | 'invokeBroker'>, group: string) {
    this.#client = client;
    this.#group = group;
  }

  /** Takes or renews, each broker asked once. Of a broker that gives no answer there is none here. Never throws. */
  async lock(queues: readonly MessageQueue[]): Promise<LockAnswer[]> {
    const answers = await Promise.all(
      byBroker(queues).map(async (asked): Promise<LockAnswer[]> => {
        try {
          const { body } = await this.#ask(lockBatchMq, asked);
          return [{ asked, ours: listOf(objectOf(parseLooseBody(body)).lockOKMQSet).map(decodeQueue) }];
        } catch {
          return [];
        }
      }),
    );
    return answers.flat();
  }

  /** Never throws: what is not unlocked runs out. */
  async unlock(queues: readonly MessageQueue[]): Promise<void> {
    await Promise.allSettled(byBroker(queues).map((asked) => this.#ask(unlockBatchMq, asked)));
  }

  async #ask(spec: typeof lockBatchMq, queues: readonly MessageQueue[]): Promise<Command> {
    const body = {
      consumerGroup: this.#group,
      clientId: this.#client.clientId,
      mqSet: queues.map(({ topic, brokerName, queueId }) => ({ topic, brokerName, queueId })),
    };
    const request = encodeRequest(spec, {}, Buffer.from(JSON.stringify(body)));
    return await this.#client.invokeBroker(queues[0]?.brokerName ?? '', request, TIMEOUT_MS);
  }
}

function byBroker(queues: readonly MessageQueue[]): MessageQueue[][] {
  const brokers = new Map<string, MessageQueue[]>();
  for (const queue of queues)
    brokers.set(queue.brokerName, [...(brokers.get(queue.brokerName) ?? []), queue]);
  return [...brokers.values()];
}
