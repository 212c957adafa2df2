import type { Command } from '../protocol/command.ts';
import { EMPTY_BODY } from '../protocol/command.ts';
import { encodeRequest, type Fields, type FieldTable, type RequestSpec } from '../protocol/define-request.ts';
import { encodeHeartbeat, tagSubscription } from '../protocol/heartbeat-json.ts';
import { listOf, numberOf, objectOf, parseLooseBody, textOf } from '../protocol/loose-json.ts';
import { getConsumerListByGroup, heartBeat, unregisterClient } from '../protocol/requests/client.ts';
import { lockBatchMq, unlockBatchMq } from '../protocol/requests/lock.ts';
import { queryConsumerOffset, updateConsumerOffset } from '../protocol/requests/offset.ts';
import { PULL_SUBSCRIPTION, pullMessage } from '../protocol/requests/pull.ts';
import { consumerSendMsgBack } from '../protocol/requests/send.ts';
import type { ServedConnection } from '../remoting/frame-server.ts';
import type { Dispatcher } from './dispatch/dispatcher.ts';
import { placeOf } from './store/stored-record.ts';

export interface Queue {
  topic: string;
  queueId: number;
}
export const nameOf = ({ topic, queueId }: Queue): string => `${topic}/${queueId}`;

/** For tests: a member of a group as Java's rules make one, without sockets: each request is answered at once. */
export class SimulatedMember {
  readonly clientId: string;
  readonly connection: ServedConnection;
  readonly #dispatcher: Dispatcher;
  readonly #group: string;
  readonly #queues: readonly Queue[];
  #answer: Command | undefined;
  /** Queues that are locked for us, and where we are in each. */
  readonly owned = new Map<string, { queue: Queue; next: number }>();

  constructor(dispatcher: Dispatcher, group: string, clientId: string, queues: readonly Queue[]) {
    this.#dispatcher = dispatcher;
    this.#group = group;
    this.clientId = clientId;
    this.#queues = queues;
    // Only these two are used.
    this.connection = {
      remoteAddress: '127.0.0.1:1',
      send: (command: Command) => {
        if (command.flag & 1) this.#answer = command;
      },
    } as unknown as ServedConnection;
  }

  heartbeat(): void {
    const body = encodeHeartbeat({
      clientID: this.clientId,
      producerDataSet: [],
      consumerDataSet: [
        {
          groupName: this.#group,
          consumeType: 'CONSUME_PASSIVELY',
          messageModel: 'CLUSTERING',
          consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET',
          subscriptionDataSet: [...new Set(this.#queues.map(({ topic }) => topic))].map((topic) =>
            tagSubscription(topic, '*', 1),
          ),
          unitMode: false,
        },
      ],
    });
    this.#ask(heartBeat, {}, body);
  }

  /** Takes its share of the queues: those it may lock. Gives back the others. */
  rebalance(): void {
    const { body } = this.#ask(getConsumerListByGroup, { consumerGroup: this.#group });
    const members = listOf(objectOf(parseLooseBody(body)).consumerIdList)
      .map((id) => textOf(id))
      .sort();
    const place = members.indexOf(this.clientId);
    const share = this.#queues.filter((_, index) => index % members.length === place);
    for (const [name, { queue }] of this.owned) {
      if (share.includes(queue)) continue;
      this.owned.delete(name);
      this.#ask(unlockBatchMq, {}, this.#lockBody([queue]));
    }
    const reply = objectOf(parseLooseBody(this.#ask(lockBatchMq, {}, this.#lockBody(share)).body));
    const locked = new Set(
      listOf(reply.lockOKMQSet)
        .map(objectOf)
        .map(({ topic, queueId }) => nameOf({ topic: textOf(topic), queueId: numberOf(queueId) })),
    );
    for (const queue of share) {
      const name = nameOf(queue);
      if (!locked.has(name)) this.owned.delete(name);
      else if (!this.owned.has(name)) this.owned.set(name, { queue, next: this.#committed(queue) });
    }
  }

  /**
   * Reads what is there in its queues, sends back what `isLater` says, and commits. The queue offsets of each pull, in
   * order, go to `onPulled` with the one it asked for.
   */
  consume(
    isLater: () => boolean,
    onPulled: (queue: Queue, asked: number, got: readonly number[]) => void,
  ): void {
    for (const owned of this.owned.values()) {
      const { queue, next } = owned;
      const answer = this.#ask(pullMessage, {
        ...queue,
        consumerGroup: this.#group,
        queueOffset: next,
        maxMsgNums: 32,
        sysFlag: PULL_SUBSCRIPTION,
        commitOffset: 0,
        suspendTimeoutMillis: 0,
        subscription: '*',
        subVersion: 0,
      });
      const places = recordsIn(answer.code === 0 ? answer.body : EMPTY_BODY).map((bytes) => placeOf(bytes));
      onPulled(
        queue,
        next,
        places.map(({ queueOffset }) => queueOffset),
      );
      for (const { commitLogOffset } of places)
        if (isLater())
          this.#ask(consumerSendMsgBack, { offset: commitLogOffset, group: this.#group, delayLevel: 0 });
      owned.next = Number(answer.extFields.nextBeginOffset ?? next);
      if (owned.next > next)
        this.#ask(updateConsumerOffset, { ...queue, consumerGroup: this.#group, commitOffset: owned.next });
    }
  }

  leave(): void {
    this.#ask(unlockBatchMq, {}, this.#lockBody([...this.owned.values()].map(({ queue }) => queue)));
    this.#ask(unregisterClient, { clientID: this.clientId, consumerGroup: this.#group });
    this.owned.clear();
  }

  #committed(queue: Queue): number {
    const answer = this.#ask(queryConsumerOffset, { ...queue, consumerGroup: this.#group });
    return Number(answer.extFields.offset ?? 0);
  }

  #lockBody(queues: readonly Queue[]): Uint8Array {
    const mqSet = queues.map((queue) => ({ ...queue, brokerName: 'sandbox' }));
    return Buffer.from(JSON.stringify({ consumerGroup: this.#group, clientId: this.clientId, mqSet }));
  }

  #ask<H extends FieldTable, R extends FieldTable>(
    spec: RequestSpec<H, R>,
    header: Fields<H>,
    body: Uint8Array = EMPTY_BODY,
  ): Command {
    const { code, extFields } = encodeRequest(spec, header, body);
    this.#answer = undefined;
    this.#dispatcher.receive(this.connection, {
      code,
      opaque: 1,
      flag: 0,
      language: 'JAVA',
      version: 477,
      extFields,
      body,
    });
    if (this.#answer === undefined) throw new Error(`${spec.name} was not answered`);
    return this.#answer;
  }
}

/** The records of a pull's body, as they were stored. */
function recordsIn(body: Uint8Array): Buffer[] {
  const view = Buffer.from(body.buffer, body.byteOffset, body.length);
  const records: Buffer[] = [];
  for (let at = 0; at < view.length; at += view.readInt32BE(at))
    records.push(view.subarray(at, at + view.readInt32BE(at)));
  return records;
}
