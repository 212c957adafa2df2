import type { CStatus } from '../model/documented-status.ts';
import { stateError } from '../model/error.ts';
import { checkProducerGroup } from '../model/names.ts';
import { Producer } from '../producer/producer.ts';
import { checkArguments, checkFunction } from './check-arguments.ts';
import { Endpoint } from './endpoint.ts';
import type { Handles, MessageHandle, ProducerHandle } from './handles.ts';
import { Life, type Service } from './life.ts';
import { outgoing } from './messages.ts';
import { resultOf, type SendResult, sendError } from './send-result.ts';
import type { ClientIdentity, ClientLease, SharedClients } from './shared-clients.ts';
import { statusOf, statusOfAsync } from './status.ts';

export interface DocumentedProducer {
  readonly group: string;
  readonly endpoint: Endpoint;
  readonly life: Life<RunningProducer>;
}

/** Gives the place of the queue, 0 to queueCount - 1. `args` is what the caller of the send passed on. */
export type QueueSelectorCallback<Args = unknown> = (
  queueCount: number,
  message: MessageHandle,
  args: Args,
) => number;

/** The functions of producers. */
export function producerFunctions(handles: Handles, clients: SharedClients) {
  function set<Values extends { producer: ProducerHandle }>(
    name: Parameters<typeof checkArguments>[0],
    values: Values,
    change: (endpoint: Endpoint) => void,
  ): CStatus {
    return statusOf(() => {
      checkArguments(name, values);
      const { life, endpoint } = handles.get('producer', values.producer);
      life.checkNew(Object.keys(values)[1] ?? 'producer');
      change(endpoint);
    });
  }

  /** Throws NULL_POINTER, STATE notStarted, stopped. */
  function ready(producer: ProducerHandle, message: MessageHandle) {
    const { life } = handles.get('producer', producer);
    return { message: outgoing(handles.get('message', message)), producer: life.running.producer };
  }

  return {
    /** `name` is the producer group. Throws INPUT. */
    CreateProducer(name: string): ProducerHandle {
      checkArguments('CreateProducer', { name });
      checkProducerGroup(name, 'name');
      return handles.open('producer', { group: name, endpoint: new Endpoint(), life: new Life() });
    },

    SetProducerNameServerAddress(producer: ProducerHandle, namesrv: string): CStatus {
      return set('SetProducerNameServerAddress', { producer, namesrv }, (to) => to.setAddress(namesrv));
    },

    SetProducerNameServerDomain(producer: ProducerHandle, domain: string): CStatus {
      return set('SetProducerNameServerDomain', { producer, domain }, (to) => to.setDomain(domain));
    },

    SetProducerInstanceName(producer: ProducerHandle, name: string): CStatus {
      return set('SetProducerInstanceName', { producer, name }, (to) => to.setInstanceName(name));
    },

    SetProducerSessionCredentials(
      producer: ProducerHandle,
      accessKey: string,
      secretKey: string,
      channel?: string,
    ): CStatus {
      return set('SetProducerSessionCredentials', { producer, accessKey, secretKey, channel }, (to) =>
        to.setCredentials(accessKey, secretKey, channel),
      );
    },

    /** Proves nothing about the network. Rejects with INPUT namesrv, STATE groupInUse, stopped. */
    StartProducer(producer: ProducerHandle): Promise<CStatus> {
      return statusOfAsync(async () => {
        checkArguments('StartProducer', { producer });
        const { endpoint, group, life } = handles.get('producer', producer);
        await life.start(() => new RunningProducer(clients, endpoint.identity(), group));
      });
    },

    /** OK once the message is with the socket: nobody answers it. Rejects as SendMessageSync. */
    SendMessageOneway(producer: ProducerHandle, message: MessageHandle): Promise<CStatus> {
      return statusOfAsync(async () => {
        checkArguments('SendMessageOneway', { producer, message });
        const send = ready(producer, message);
        const outcome = await send.producer.sendOneway(send.message);
        if (outcome.kind !== 'oneway') throw sendError(outcome);
      });
    },

    /** To the selected queue, in autoRetryTimes + 1 attempts, all of them there. Rejects as SendMessageSync. */
    async SendMessageOrderly<Args>(
      producer: ProducerHandle,
      message: MessageHandle,
      autoRetryTimes: number,
      args: Args,
      queueSelectorCallback: QueueSelectorCallback<Args>,
    ): Promise<SendResult> {
      checkArguments('SendMessageOrderly', { producer, message, autoRetryTimes, args });
      const send = ready(producer, message);
      checkFunction('queueSelectorCallback', queueSelectorCallback);
      const outcome = await send.producer.sendOrderly(send.message, {
        selector: ({ length }) => queueSelectorCallback(length, message, args),
        autoRetryTimes,
      });
      return resultOf(outcome);
    },

    /**
     * Rejects unless the message was stored: NULL_POINTER, STATE, INPUT, and the engine's error with code and remark, whose
     * `outcome` says refused, notSent, or unknown.
     */
    async SendMessageSync(producer: ProducerHandle, message: MessageHandle): Promise<SendResult> {
      checkArguments('SendMessageSync', { producer, message });
      const send = ready(producer, message);
      return resultOf(await send.producer.send(send.message));
    },

    /** Sends under way get 1 s for their answer. Also OK before the start, and again. */
    ShutdownProducer(producer: ProducerHandle): Promise<CStatus> {
      return statusOfAsync(async () => {
        checkArguments('ShutdownProducer', { producer });
        await handles.get('producer', producer).life.stop();
      });
    },

    /** Also OK for one that is destroyed. A running one begins to shut down; it is over when ShutdownProducer would be. */
    DestroyProducer(producer: ProducerHandle): CStatus {
      return statusOf(() => {
        checkArguments('DestroyProducer', { producer });
        void handles.end('producer', producer)?.life.stop();
      });
    },
  };
}

class RunningProducer implements Service {
  readonly #lease: ClientLease;
  readonly #group: string;
  #producer: Producer | undefined;
  #stopped = false;

  constructor(clients: SharedClients, identity: ClientIdentity, group: string) {
    this.#lease = clients.take(identity);
    this.#group = group;
  }

  /** For a send. Throws STATE notStarted, and what forbids it. */
  get producer(): Producer {
    if (this.#producer === undefined) throw stateError('notStarted');
    this.#lease.mayWrite();
    return this.#producer;
  }

  async start(): Promise<void> {
    await this.#lease.othersLeft();
    if (this.#stopped) throw stateError('stopped');
    this.#lease.claimProducerGroup(this.#group);
    this.#producer = new Producer(this.#lease.client, { group: this.#group });
  }

  stop(): Promise<void> {
    this.#stopped = true;
    return this.#lease.end(this.#producer?.close() ?? Promise.resolve());
  }
}
