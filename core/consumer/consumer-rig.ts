import { ClientInstance } from '../client/client-instance.ts';
import type { ReleaseReason } from '../model/consume.ts';
import type { ErrorData } from '../model/error.ts';
import { queueKey } from '../model/queue.ts';
import { FakeBroker, type FakeMessage, NAME_SERVER } from './fake-broker.ts';
import { type Delivery, PushConsumer, type PushConsumerOptions, type Settlement } from './push-consumer.ts';
import { SleepWatch } from './sleep-watch.ts';
import { SleepyClock } from './sleepy-clock.ts';

export const TOPIC = 'order-events';
export const GROUP = 'g1';
export const SECOND = 1_000;

/** For tests only: a consumer on a fake broker, with everything its listener heard. */
export class ConsumerRig {
  readonly clock = new SleepyClock();
  readonly broker = new FakeBroker();
  readonly client: ClientInstance;
  readonly sleepWatch = new SleepWatch(this.clock);
  readonly consumer: PushConsumer;
  readonly pulled: number[] = [];
  readonly held: Delivery[] = [];
  readonly settled: (Settlement & { offsets: number[] })[] = [];
  readonly failed: ErrorData[] = [];
  readonly movedAway: number[] = [];
  readonly released: ReleaseReason[] = [];
  readonly renewed: Delivery[] = [];
  onPulled: (deliveries: readonly Delivery[]) => void = () => {};
  /** Called with what gets a seat. */
  onHeld: (deliveries: readonly Delivery[]) => void = () => {};

  constructor(options: Partial<PushConsumerOptions> = {}, queues = 1) {
    this.client = new ClientInstance({
      nameServers: [NAME_SERVER],
      transport: this.broker,
      clock: this.clock,
    });
    this.broker.topics[TOPIC] = queues;
    this.broker.members = [this.client.clientId];
    for (let queueId = 0; queueId < queues; queueId++)
      this.broker.offsets.set(queueKey({ topic: TOPIC, brokerName: 'broker-a', queueId }), 0);
    const subscriptions = [{ topic: TOPIC, tagPattern: '*' }];
    this.consumer = new PushConsumer(
      this.client,
      { group: GROUP, subscriptions, seats: 8, sleepWatch: this.sleepWatch, ...options },
      {
        onPulled: (deliveries) => {
          this.pulled.push(...deliveries.map(offsetOf));
          this.onPulled(deliveries);
        },
        onHeld: (deliveries) => {
          this.held.push(...deliveries);
          this.onHeld(deliveries);
        },
        onSettled: (deliveries, how) => this.settled.push({ ...how, offsets: deliveries.map(offsetOf) }),
        onDecisionFailed: (_, error) => this.failed.push(error),
        onDeadlines: (deliveries) => this.renewed.push(...deliveries),
        onMovedAway: (deliveries, reason) => {
          this.movedAway.push(...deliveries.map(offsetOf));
          this.released.push(reason);
        },
        onChanged: () => {},
      },
    );
  }

  static async started(options: Partial<PushConsumerOptions> = {}, queues = 1): Promise<ConsumerRig> {
    const rig = new ConsumerRig(options, queues);
    await rig.consumer.start();
    await rig.turn();
    return rig;
  }

  /** Lets everything that can go on, go on. */
  async turn(): Promise<void> {
    await this.clock.advance(0);
    await this.clock.advance(0);
  }

  async arrive(
    messages: FakeMessage[],
    next = (messages.at(-1)?.offset ?? -1) + 1,
    queueId = 0,
  ): Promise<void> {
    this.broker.pullOf(TOPIC, queueId).answer(0, next, messages);
    await this.turn();
  }

  /** The held delivery of an offset. */
  at(offset: number): Delivery {
    const delivery = this.held.find((one) => offsetOf(one) === offset);
    if (delivery === undefined) throw new Error(`${offset} is not held`);
    return delivery;
  }

  queue(queueId = 0) {
    const view = this.consumer.view().queues.find(({ queue }) => queue.queueId === queueId);
    if (view === undefined) throw new Error(`no queue ${queueId}`);
    return view;
  }

  ackErrors(...offsets: number[]): unknown[] {
    const results = this.consumer.ack(
      offsets.map((offset) => this.at(offset)),
      'person',
    );
    return results.map(({ error }) => error?.params.rule);
  }
}

export const offsetOf = ({ message }: Delivery): number => message.queueOffset;
export const messages = (...offsets: number[]): FakeMessage[] => offsets.map((offset) => ({ offset }));
export const range = (from: number, count: number): FakeMessage[] =>
  messages(...Array.from({ length: count }, (_, index) => from + index));
