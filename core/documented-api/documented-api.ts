import { type HostClock, systemClock } from '../clock.ts';
import type { DocumentedHandleView } from '../contract/documented.ts';
import { DEFAULT_HOLD_DEADLINE_MS } from '../model/consume.ts';
import { ConnectionPool } from '../remoting/connection-pool.ts';
import type { Credentials } from '../remoting/credentials.ts';
import type { Transport } from '../remoting/transport.ts';
import { type NameServerOrigin, nameServerText } from '../route/name-server-source.ts';
import { consumerFunctions, type DocumentedConsumer } from './consumers.ts';
import { Handles, type ReceivedMessageHandle } from './handles.ts';
import { messageFunctions } from './messages.ts';
import { type DocumentedProducer, producerFunctions } from './producers.ts';
import { receivedMessageFunctions } from './received-messages.ts';
import { SharedClients } from './shared-clients.ts';

export interface DocumentedApiOptions {
  /** Default: the system's. */
  clock?: HostClock;
  /** Default: sockets. */
  newTransport?: (credentials: Credentials | undefined) => Transport;
  /** Asked before a producer or consumer starts, and before each send: what it throws refuses that. Default: all may. */
  mayWrite?: (nameServers: NameServerOrigin) => void;
  /** How long a callback may stay without an answer. Default: 10 min. */
  holdDeadlineMs?: () => number;
  /** A message callback threw, or returned neither 0 nor 1: its message comes back later. */
  onCallbackFailed?: (error: unknown) => void;
  /** The handle of a received message ended: answered, its deadline struck, moved away, or its consumer shut down. */
  onDeliveryEnded?: (message: ReceivedMessageHandle) => void;
}

/** The version of the API that is followed, as the document has it; Gantry's own is another matter. */
const VERSION = 'PYTHON_CLIENT_VERSION: 1.2.0, BUILD DATE: 04-12-2018';

/**
 * The documented API of librocketmqclientpython 1.2.0: its functions under their names, over handles of its own. Where
 * it differs from the native library, docs/operations.md says so and why.
 */
export class DocumentedApi {
  /** May be taken apart: none needs a `this`. */
  readonly functions: ReturnType<typeof allFunctions>;
  readonly #handles = new Handles();
  readonly #clients: SharedClients;

  constructor(options: DocumentedApiOptions = {}) {
    const {
      clock = systemClock,
      newTransport = (credentials) =>
        new ConnectionPool({ clock, ...(credentials === undefined ? {} : { credentials }) }),
      mayWrite = () => {},
      holdDeadlineMs = () => DEFAULT_HOLD_DEADLINE_MS,
      onCallbackFailed = () => {},
      onDeliveryEnded = () => {},
    } = options;
    this.#clients = new SharedClients(clock, newTransport, mayWrite);
    this.functions = allFunctions(this.#handles, this.#clients, {
      clock,
      holdDeadlineMs,
      onCallbackFailed,
      onDeliveryEnded,
    });
  }

  /** Everything that has a handle, by kind. */
  handles(): DocumentedHandleView[] {
    const handles = this.#handles;
    return [
      ...handles
        .all('message')
        .map(([handle, { topic }]) => ({ handle, kind: 'message' as const, name: topic })),
      ...handles
        .all('producer')
        .map(([handle, producer]) => ({ handle, kind: 'producer' as const, ...endFacts(producer) })),
      ...handles
        .all('consumer')
        .map(([handle, consumer]) => ({ handle, kind: 'consumer' as const, ...endFacts(consumer) })),
      ...handles.all('received').map(([handle, { consumer, delivery }]) => ({
        handle,
        kind: 'received' as const,
        name: delivery.message.topic,
        consumer,
        ...(delivery.deadlineAtMs === undefined ? {} : { deadlineAtMs: delivery.deadlineAtMs }),
      })),
    ];
  }

  /** Shuts down whatever runs, within 3 s, brokers there or not. */
  async close(): Promise<void> {
    const running = [...this.#handles.all('producer'), ...this.#handles.all('consumer')];
    await Promise.all(running.map(([, { life }]) => life.stop()));
    await this.#clients.settle();
  }
}

/** What a window is told of a producer or consumer. */
function endFacts({ group, life, endpoint: { nameServers } }: DocumentedProducer | DocumentedConsumer) {
  return {
    name: group,
    phase: life.phase,
    ...(nameServers === undefined ? {} : { nameServers: nameServerText(nameServers) }),
  };
}

function allFunctions(
  handles: Handles,
  clients: SharedClients,
  consuming: Parameters<typeof consumerFunctions>[2],
) {
  return {
    ...messageFunctions(handles),
    ...receivedMessageFunctions(handles),
    ...producerFunctions(handles, clients),
    ...consumerFunctions(handles, clients, consuming),
    GetVersion: (): string => VERSION,
  };
}
