import { z } from 'zod';
import type { CSendStatus, CStatus } from '../model/documented-status.ts';
import { type CallSpec, call } from './call-spec.ts';

/**
 * The documented functions as calls of the contract: each under its documented name, with its documented parameters in
 * their documented order. Types only: bounds are checked where the call is carried out. What each one means, and where it
 * differs from the native library, is told by core/documented-api/operations.ts.
 */
const handle = z.number().int().positive().nullish().describe('handle');
const text = z.string().max(32_768).describe('text');
const body = z.string().describe('text');
const bytes = z.instanceof(Uint8Array).describe('bytes');
const integer = z.number().int().describe('integer');
const anything = z.unknown().optional().describe('any value');
const channel = text.optional().describe("text, 'ALIYUN' when left out");

/** What a selector is where no function can go: an index, the hash of a key, or a number modulo the queue count. */
const selector = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('index'), n: z.number().int() }).strict(),
    z.object({ kind: z.literal('hash'), key: z.string().min(1).max(4_096) }).strict(),
    z.object({ kind: z.literal('modulo'), n: z.number().int() }).strict(),
  ])
  .describe('function (queueCount, message, args) => index');
export type SelectorData = z.output<typeof selector>;

/** What a callback is where no function can go: each message is held until `documented.answer`. */
const callback = z
  .object({ kind: z.literal('hold') })
  .strict()
  .optional()
  .describe('function (message, args) => 0 or 1');

/** A SendResult where no object with methods can go. */
const sendResult = z
  .object({
    sendStatus: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
    offset: z.number().int(),
    msgId: z.string().max(255),
  })
  .strict()
  .describe('SendResult');
export interface SendResultData {
  sendStatus: CSendStatus;
  offset: number;
  msgId: string;
}

const object = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).strict();
const ofMessage = <Shape extends z.ZodRawShape>(more: Shape) => object({ message: handle, ...more });
const ofProducer = <Shape extends z.ZodRawShape>(more: Shape) => object({ producer: handle, ...more });
const ofConsumer = <Shape extends z.ZodRawShape>(more: Shape) => object({ consumer: handle, ...more });
const status = call<CStatus>();
const created = call<number>();
const read = call<string>();
const sent = call<SendResultData>();

/** In the order of the document. */
export const documentedCalls = {
  CreateMessage: created(object({ topic: text })),
  SetByteMessageBody: status(ofMessage({ body: bytes, bytesLength: integer })),
  SetMessageBody: status(ofMessage({ body })),
  SetMessageKeys: status(ofMessage({ key: text })),
  SetDelayTimeLevel: status(ofMessage({ level: integer })),
  SetMessageProperty: status(ofMessage({ key: text, value: text })),
  SetMessageTags: status(ofMessage({ tag: text })),
  SetMessageTopic: status(ofMessage({ topic: text })),
  DestroyMessage: status(ofMessage({})),
  GetMessageBody: read(ofMessage({})),
  GetMessageId: read(ofMessage({})),
  GetMessageKeys: read(ofMessage({})),
  GetMessageProperty: read(ofMessage({ key: text })),
  GetMessageTags: read(ofMessage({})),
  GetMessageTopic: read(ofMessage({})),

  CreateProducer: created(object({ name: text })),
  SetProducerNameServerAddress: status(ofProducer({ namesrv: text })),
  SetProducerNameServerDomain: status(ofProducer({ domain: text })),
  SetProducerInstanceName: status(ofProducer({ name: text })),
  SetProducerSessionCredentials: status(ofProducer({ accessKey: text, secretKey: text, channel })),
  StartProducer: status(ofProducer({})),
  SendMessageOneway: status(ofProducer({ message: handle })),
  SendMessageOrderly: sent(
    ofProducer({
      message: handle,
      autoRetryTimes: integer,
      args: anything,
      queueSelectorCallback: selector,
    }),
  ),
  SendMessageSync: sent(ofProducer({ message: handle })),
  ShutdownProducer: status(ofProducer({})),
  DestroyProducer: status(ofProducer({})),
  GetMsgId: read(object({ result: sendResult })),

  CreatePushConsumer: created(object({ group: text })),
  SetPushConsumerInstanceName: status(ofConsumer({ name: text })),
  SetPushConsumerNameServerAddress: status(ofConsumer({ namesrv: text })),
  SetPushConsumerNameServerDomain: status(ofConsumer({ domain: text })),
  SetPushConsumerMessageBatchMaxSize: status(ofConsumer({ size: integer })),
  SetPushConsumerSessionCredentials: status(ofConsumer({ accessKey: text, secretKey: text, channel })),
  SetPushConsumerThreadCount: status(ofConsumer({ count: integer })),
  Subscribe: status(ofConsumer({ topic: text, tagPattern: text.nullable().describe('text') })),
  RegisterMessageCallback: status(ofConsumer({ callback, args: anything })),
  StartPushConsumer: status(ofConsumer({})),
  ShutdownPushConsumer: status(ofConsumer({})),
  DestroyPushConsumer: status(ofConsumer({})),

  GetVersion: read(object({})),
} as const satisfies Record<string, CallSpec<z.ZodObject>>;

export type DocumentedName = keyof typeof documentedCalls;
export const DOCUMENTED_NAMES = Object.keys(documentedCalls) as DocumentedName[];

/** Calls of our own beside the documented ones. */
export const besideDocumentedCalls = {
  /** The body as it is: GetMessageBody gives text only. */
  GetMessageByteBody: call<Uint8Array>()(ofMessage({})),
  /** What the callback would have returned for a held delivery. NULL_POINTER when it is no longer held. */
  'documented.answer': status(
    object({ delivery: handle, status: z.union([z.literal(0), z.literal(1)]).describe('0 or 1') }),
  ),
  /** Every handle of this host, whichever window made it. */
  'documented.handles': call<DocumentedHandleView[]>()(object({})),
} as const satisfies Record<string, CallSpec<z.ZodObject>>;

export const HANDLE_KINDS = ['message', 'received', 'producer', 'consumer'] as const;
export type HandleKind = (typeof HANDLE_KINDS)[number];

/** How far a producer or consumer is. */
export const LIFE_PHASES = ['new', 'starting', 'running', 'stopping', 'stopped'] as const;
export type LifePhase = (typeof LIFE_PHASES)[number];

export interface DocumentedHandleView {
  handle: number;
  kind: HandleKind;
  /** The topic of a message; the group of a producer or consumer. */
  name: string;
  /** Of a producer or consumer. */
  phase?: LifePhase;
  /** Of one that has them: addresses, or the URL of a domain. */
  nameServers?: string;
  /** Of a received message: whose it is, and host time at which Later strikes. */
  consumer?: number;
  deadlineAtMs?: number;
}

/** A message held for an answer, or no longer: it was answered, its deadline struck, or it is not ours any more. */
export interface DocumentedDelivery {
  /** Handle of the received message; gone once `held` is false. */
  delivery: number;
  consumer: number;
  held: boolean;
  /** As given to RegisterMessageCallback. */
  args?: unknown;
}
