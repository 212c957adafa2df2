import { cpus } from 'node:os';
import type { HostClock } from '../clock.ts';
import { PushConsumer } from '../consumer/push-consumer.ts';
import { SleepWatch } from '../consumer/sleep-watch.ts';
import type { CStatus } from '../model/documented-status.ts';
import { inputError, stateError } from '../model/error.ts';
import { checkConsumerGroup, checkTopic } from '../model/names.ts';
import { checkText } from '../model/outgoing.ts';
import { Callbacks, type MessageCallback } from './callbacks.ts';
import { checkArguments, checkFunction, checkRange } from './check-arguments.ts';
import { Endpoint } from './endpoint.ts';
import type { ConsumerHandle, Handles, ReceivedMessageHandle } from './handles.ts';
import { Life, type Service } from './life.ts';
import type { ClientLease, SharedClients } from './shared-clients.ts';
import { statusOf, statusOfAsync } from './status.ts';

const MAX_THREADS = 1_000;
/** Source: DefaultMQPushConsumerImpl.checkConfig. */
const MAX_BATCH = 1_024;

export interface DocumentedConsumer {
  readonly handle: ConsumerHandle;
  readonly group: string;
  readonly endpoint: Endpoint;
  readonly life: Life<RunningConsumer>;
  /** Topic to tag pattern; a topic subscribed to again is replaced. */
  readonly subscriptions: Map<string, string>;
  threadCount: number;
  batchMaxSize: number;
  /** Bound to its args. */
  callback: ((message: ReceivedMessageHandle) => unknown) | undefined;
}

export interface ConsumingOptions {
  clock: HostClock;
  /** Milliseconds, as they are when a consumer starts. */
  holdDeadlineMs: () => number;
  /** See Callbacks. */
  onCallbackFailed: (error: unknown) => void;
  onDeliveryEnded: (message: ReceivedMessageHandle) => void;
}

/** The functions of push consumers: clustering, from the end of a queue where the group never was. */
export function consumerFunctions(handles: Handles, clients: SharedClients, options: ConsumingOptions) {
  function set<Values extends { consumer: ConsumerHandle }>(
    name: Parameters<typeof checkArguments>[0],
    values: Values,
    change: (consumer: DocumentedConsumer) => void,
    field = Object.keys(values)[1] ?? 'consumer',
  ): CStatus {
    return statusOf(() => {
      checkArguments(name, values);
      const consumer = handles.get('consumer', values.consumer);
      consumer.life.checkNew(field);
      change(consumer);
    });
  }

  return {
    /** Throws INPUT. */
    CreatePushConsumer(group: string): ConsumerHandle {
      checkArguments('CreatePushConsumer', { group });
      checkConsumerGroup(group);
      return handles.open('consumer', (handle) => ({
        handle,
        group,
        endpoint: new Endpoint(),
        life: new Life(),
        subscriptions: new Map(),
        threadCount: cpus().length || 1,
        batchMaxSize: 1,
        callback: undefined,
      }));
    },

    SetPushConsumerInstanceName(consumer: ConsumerHandle, name: string): CStatus {
      return set('SetPushConsumerInstanceName', { consumer, name }, ({ endpoint }) =>
        endpoint.setInstanceName(name),
      );
    },

    SetPushConsumerNameServerAddress(consumer: ConsumerHandle, namesrv: string): CStatus {
      return set('SetPushConsumerNameServerAddress', { consumer, namesrv }, ({ endpoint }) =>
        endpoint.setAddress(namesrv),
      );
    },

    SetPushConsumerNameServerDomain(consumer: ConsumerHandle, domain: string): CStatus {
      return set('SetPushConsumerNameServerDomain', { consumer, domain }, ({ endpoint }) =>
        endpoint.setDomain(domain),
      );
    },

    /** How many messages of one queue are handed over together, 1 to 1,024; the callback gets them one by one. Default: 1. */
    SetPushConsumerMessageBatchMaxSize(consumer: ConsumerHandle, size: number): CStatus {
      return set('SetPushConsumerMessageBatchMaxSize', { consumer, size }, (held) => {
        checkRange('size', size, 1, MAX_BATCH);
        held.batchMaxSize = size;
      });
    },

    SetPushConsumerSessionCredentials(
      consumer: ConsumerHandle,
      accessKey: string,
      secretKey: string,
      channel?: string,
    ): CStatus {
      return set(
        'SetPushConsumerSessionCredentials',
        { consumer, accessKey, secretKey, channel },
        ({ endpoint }) => endpoint.setCredentials(accessKey, secretKey, channel),
      );
    },

    /** How many callbacks may be without an answer at once, 1 to 1,000. Default: as many as there are processors. */
    SetPushConsumerThreadCount(consumer: ConsumerHandle, count: number): CStatus {
      return set('SetPushConsumerThreadCount', { consumer, count }, (held) => {
        checkRange('count', count, 1, MAX_THREADS);
        held.threadCount = count;
      });
    },

    /** `tagPattern`: `*`, one tag, or `a || b`; '' and null are `*`. */
    Subscribe(consumer: ConsumerHandle, topic: string, tagPattern: string | null): CStatus {
      return set('Subscribe', { consumer, topic, tagPattern }, ({ subscriptions }) => {
        checkTopic(topic);
        checkText(tagPattern ?? '', 'tagPattern');
        subscriptions.set(topic, tagPattern || '*');
      });
    },

    RegisterMessageCallback<Args>(
      consumer: ConsumerHandle,
      callback: MessageCallback<Args>,
      args: Args,
    ): CStatus {
      const register = (held: DocumentedConsumer): void => {
        checkFunction('callback', callback);
        held.callback = (message) => callback(message, args);
      };
      return set('RegisterMessageCallback', { consumer, args }, register, 'callback');
    },

    /** Rejects with INPUT (namesrv, callback, subscriptions), NO_ROUTE, CONNECT and the like, STATE groupInUse, stopped. */
    StartPushConsumer(consumer: ConsumerHandle): Promise<CStatus> {
      return statusOfAsync(async () => {
        checkArguments('StartPushConsumer', { consumer });
        const held = handles.get('consumer', consumer);
        await held.life.start(() => new RunningConsumer(held, { handles, clients, options }));
      });
    },

    /** Commits, leaves the group, within 3 s; what is unanswered will be delivered again. Also OK before the start, and again. */
    ShutdownPushConsumer(consumer: ConsumerHandle): Promise<CStatus> {
      return statusOfAsync(async () => {
        checkArguments('ShutdownPushConsumer', { consumer });
        await handles.get('consumer', consumer).life.stop();
      });
    },

    /** Also OK for one that is destroyed. A running one begins to shut down; it is over when ShutdownPushConsumer would be. */
    DestroyPushConsumer(consumer: ConsumerHandle): CStatus {
      return statusOf(() => {
        checkArguments('DestroyPushConsumer', { consumer });
        void handles.end('consumer', consumer)?.life.stop();
      });
    },
  };
}

interface Surroundings {
  handles: Handles;
  clients: SharedClients;
  options: ConsumingOptions;
}

class RunningConsumer implements Service {
  readonly #lease: ClientLease;
  readonly #sleepWatch: SleepWatch;
  readonly #callbacks: Callbacks;
  readonly #consumer: PushConsumer;
  #stopped = false;

  /** Throws INPUT. */
  constructor(documented: DocumentedConsumer, { handles, clients, options }: Surroundings) {
    const { batchMaxSize, callback, endpoint, group, handle, subscriptions, threadCount } = documented;
    if (callback === undefined) throw inputError('callback', 'empty');
    if (subscriptions.size === 0) throw inputError('subscriptions', 'empty');
    const { clock, holdDeadlineMs, onCallbackFailed, onDeliveryEnded } = options;
    this.#lease = clients.take(endpoint.identity());
    this.#sleepWatch = new SleepWatch(clock);
    this.#callbacks = new Callbacks({
      clock,
      handles,
      consumer: handle,
      callback,
      decider: {
        ack: (deliveries) => this.#consumer.ack(deliveries, 'autoAck'),
        later: (delivery) => this.#consumer.later(delivery, 'autoAck'),
      },
      onFailed: onCallbackFailed,
      onEnded: onDeliveryEnded,
    });
    this.#consumer = new PushConsumer(
      this.#lease.client,
      {
        group,
        subscriptions: [...subscriptions].map(([topic, tagPattern]) => ({ topic, tagPattern })),
        seats: threadCount,
        batchMaxSize,
        holdDeadlineMs: holdDeadlineMs(),
        sleepWatch: this.#sleepWatch,
      },
      this.#callbacks,
    );
  }

  async start(): Promise<void> {
    await this.#lease.othersLeft();
    if (this.#stopped) throw stateError('stopped');
    await this.#consumer.start();
  }

  stop(): Promise<void> {
    this.#stopped = true;
    this.#sleepWatch.stop();
    const left = this.#consumer.shutdown();
    this.#callbacks.stop();
    return this.#lease.end(left);
  }
}
