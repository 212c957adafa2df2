import type { HostClock } from '../clock.ts';
import type { Handlers } from '../contract/contract.ts';
import {
  besideDocumentedCalls,
  type DocumentedDelivery,
  type DocumentedName,
  documentedCalls,
  type SelectorData,
  type SendResultData,
} from '../contract/documented.ts';
import { DocumentedApi, type DocumentedApiOptions } from '../documented-api/documented-api.ts';
import type {
  ConsumerHandle,
  MessageHandle,
  ProducerHandle,
  ReceivedMessageHandle,
} from '../documented-api/handles.ts';
import type { SendResult } from '../documented-api/send-result.ts';
import { type CConsumeStatus, CStatus } from '../model/documented-status.ts';
import { hashIndex, moduloIndex } from '../model/orderly.ts';

/** Calls whose arguments or results differ between a program and a window: functions and objects with methods stay here. */
const ADAPTED = ['SendMessageSync', 'SendMessageOrderly', 'RegisterMessageCallback', 'GetMsgId'] as const;
type AdaptedName = (typeof ADAPTED)[number];
type BesideName = keyof typeof besideDocumentedCalls;
type PlainName = Exclude<DocumentedName, AdaptedName> | 'GetMessageByteBody';
type DocumentedHandlers = Pick<Handlers, DocumentedName | BesideName>;

interface DocumentedSessionOptions extends Pick<DocumentedApiOptions, 'newTransport' | 'mayWrite'> {
  clock: HostClock;
  holdDeadlineMs: () => number;
  onDelivery: (delivery: DocumentedDelivery) => void;
}

interface Held extends Omit<DocumentedDelivery, 'held'> {
  answer: (status: CConsumeStatus) => void;
}

/** The documented API as windows call it: one for the whole host, whose handles outlive any window. */
export class DocumentedSession {
  readonly handlers: DocumentedHandlers;
  readonly #api: DocumentedApi;
  readonly #onDelivery: DocumentedSessionOptions['onDelivery'];
  /** By the handle of the message. */
  readonly #held = new Map<number, Held>();

  constructor({ onDelivery, ...options }: DocumentedSessionOptions) {
    this.#onDelivery = onDelivery;
    this.#api = new DocumentedApi({
      ...options,
      onDeliveryEnded: (message) => this.#ended(message),
    });
    this.handlers = { ...plainHandlers(this.#api), ...this.#adaptedHandlers() };
  }

  async close(): Promise<void> {
    await this.#api.close();
  }

  #adaptedHandlers(): Pick<DocumentedHandlers, AdaptedName | 'documented.answer' | 'documented.handles'> {
    const { RegisterMessageCallback, SendMessageOrderly, SendMessageSync } = this.#api.functions;
    return {
      SendMessageSync: async ({ producer, message }) =>
        resultData(await SendMessageSync(producer as ProducerHandle, message as MessageHandle)),
      SendMessageOrderly: async ({ producer, message, autoRetryTimes, args, queueSelectorCallback }) =>
        resultData(
          await SendMessageOrderly(
            producer as ProducerHandle,
            message as MessageHandle,
            autoRetryTimes,
            args,
            (queueCount) => selectedIndex(queueSelectorCallback, queueCount),
          ),
        ),
      RegisterMessageCallback: ({ consumer, args }) =>
        RegisterMessageCallback(
          consumer as ConsumerHandle,
          (message) => this.#hold(message, consumer, args),
          args,
        ),
      GetMsgId: ({ result }) => result.msgId,
      'documented.answer': ({ delivery, status }) => this.#answer(delivery, status),
      'documented.handles': () => this.#api.handles(),
    };
  }

  #hold(
    delivery: ReceivedMessageHandle,
    consumer: number | null | undefined,
    args: unknown,
  ): Promise<CConsumeStatus> {
    return new Promise((answer) => {
      const held = { delivery, consumer: Number(consumer), args, answer };
      this.#held.set(delivery, held);
      this.#tell(held, true);
    });
  }

  #answer(delivery: number | null | undefined, status: CConsumeStatus): CStatus {
    const held = this.#held.get(Number(delivery));
    if (held === undefined) return CStatus.NULL_POINTER;
    held.answer(status);
    this.#ended(held.delivery);
    return CStatus.OK;
  }

  #ended(delivery: number): void {
    const held = this.#held.get(delivery);
    if (held === undefined) return;
    this.#held.delete(delivery);
    this.#tell(held, false);
  }

  #tell({ answer: _answer, ...delivery }: Held, held: boolean): void {
    this.#onDelivery({ ...delivery, held });
  }
}

/** The same call either way: the input's fields are its arguments, in the order of the document. */
function plainHandlers({ functions }: DocumentedApi): Pick<DocumentedHandlers, PlainName> {
  const { GetMessageByteBody } = besideDocumentedCalls;
  const specs = Object.entries({ ...documentedCalls, GetMessageByteBody });
  const plain = specs.filter(([name]) => !ADAPTED.some((adapted) => adapted === name));
  const handlers = plain.map(([name, { input }]) => {
    const fields = Object.keys(input.shape);
    const run = functions[name as PlainName] as (...values: unknown[]) => unknown;
    return [name, (values: Record<string, unknown>) => run(...fields.map((field) => values[field]))];
  });
  return Object.fromEntries(handlers);
}

function resultData(result: SendResult): SendResultData {
  return { sendStatus: result.sendStatus, offset: result.offset, msgId: result.GetMsgId() };
}

function selectedIndex(selector: SelectorData, queueCount: number): number {
  if (selector.kind === 'hash') return hashIndex(selector.key, queueCount);
  return selector.kind === 'index' ? selector.n : moduloIndex(selector.n, queueCount);
}
