import { ManualClock } from '../clock.ts';
import { GantryError } from '../model/error.ts';
import type { OutgoingMessage } from '../model/message.ts';
import { PROPERTY } from '../model/properties.ts';
import type { MessageQueue } from '../model/queue.ts';
import type { Command } from '../protocol/command.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';
import { decodeProperties, propertyOf } from '../protocol/properties-codec.ts';
import { replyCommand } from '../remoting/fake-peer.ts';
import { refusalError } from '../remoting/response-advice.ts';
import type { ProducerClient } from './producer-client.ts';

export const TOPIC = 'order-events';
export const SILENT = 'silent';
export type Answer = number | GantryError | typeof SILENT;

export const message = (more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  topic: TOPIC,
  body: Buffer.from('body'),
  tag: '',
  keys: [],
  delayLevel: 0,
  properties: [],
  ...more,
});

/** `count` queues of each broker. */
export function queuesOf(count: number, ...brokerNames: string[]): MessageQueue[] {
  return brokerNames.flatMap((brokerName) =>
    Array.from({ length: count }, (_, queueId) => ({ topic: TOPIC, brokerName, queueId })),
  );
}

/** For tests only: a client whose brokers answer by script: a response code, an error, or nothing until the time-out. */
export class FakeClient implements ProducerClient {
  readonly clock = new ManualClock();
  readonly sent: { brokerName: string; request: EncodedRequest; timeoutMs: number }[] = [];
  readonly groups = new Set<string>();
  /** One for each attempt; then SUCCESS. */
  answers: Answer[] = [];
  queues = queuesOf(1, 'a', 'b');
  routeError: GantryError | undefined;
  refreshed = 0;
  #keys = 0;

  readonly routes: ProducerClient['routes'] = {
    forPublish: async () => {
      if (this.routeError !== undefined) throw this.routeError;
      return { queues: this.queues, exists: true };
    },
    refresh: async () => {
      this.refreshed++;
      return { brokers: [], queues: [] };
    },
    masterAddress: (brokerName) => `${brokerName}:10911`,
  };
  /** Takes every request, or fails as scripted. */
  readonly transport: ProducerClient['transport'] = {
    oneway: async (address, request, timeoutMs) => {
      this.sent.push({ brokerName: address.replace(/:.*/, ''), request, timeoutMs });
      const answer = this.answers.shift();
      if (answer instanceof GantryError) throw answer;
    },
  };
  readonly nextUniqueKey = (): string => `KEY${++this.#keys}`;
  registerProducer(group: string): void {
    this.groups.add(group);
  }
  async unregisterProducer(group: string): Promise<void> {
    this.groups.delete(group);
  }

  async invokeBroker(brokerName: string, request: EncodedRequest, timeoutMs = 3_000): Promise<Command> {
    this.sent.push({ brokerName, request, timeoutMs });
    const answer = this.answers.shift() ?? 0;
    if (answer === SILENT) {
      await new Promise<void>((resolve) => void this.clock.setTimeout(resolve, timeoutMs));
      throw new GantryError('TIMEOUT', { outcome: 'unknown', params: { timeoutMs } });
    }
    if (answer instanceof GantryError) throw answer;
    const extFields = { msgId: 'OFFSET-ID', queueId: request.extFields.e ?? '', queueOffset: '42' };
    const response = replyCommand(1, { code: answer, extFields });
    if (!request.ok.includes(answer)) throw refusalError(response, request.name, brokerName);
    return response;
  }

  uniqueKeys(): string[] {
    return this.sent.map(({ request }) =>
      propertyOf(decodeProperties(request.extFields.i ?? ''), PROPERTY.uniqueKey),
    );
  }
}
