import { z } from 'zod';
import { BODY_FORMATS } from '../model/body-format.ts';
import {
  CONSUME_LISTENERS,
  CONSUME_MODELS,
  DECIDE_MODES,
  DECISIONS,
  HOLD_DEFAULTS,
} from '../model/consume.ts';
import { ORDERLY_BY } from '../model/orderly.ts';
import { SEND_MODES } from '../model/send.ts';
import { LOG_LEVELS } from './log.ts';
import { keptRules } from './rules.ts';

/** Schemas of what the window may send. Shape and bounds only: meaning (a legal topic name) is checked by the engine, which names the field. */
const profileId = z.string().min(1).max(100);
const consumerId = z.number().int().positive();
const text = (max: number) => z.string().max(max);

export const nothing = z.object({}).strict();

export const openApp = z.object({ windowId: z.string().min(8).max(64) }).strict();

export const settingsPatch = z
  .object({
    theme: z.enum(['system', 'dark', 'light']),
    language: z.enum(['en', 'zh']),
    density: z.enum(['compact', 'comfortable']),
    rowLimit: z.number().int().min(1_000).max(1_000_000),
    holdDeadlineMs: z
      .number()
      .int()
      .min(1_000)
      .max(14 * 60_000),
    holdDefault: z.enum(HOLD_DEFAULTS),
    undoGraceMs: z.union([z.literal(0), z.literal(2_000), z.literal(5_000)]),
    maxBodyBytes: z
      .number()
      .int()
      .min(1_024)
      .max(16 * 1024 * 1024),
    foldBodyBytes: z
      .number()
      .int()
      .min(1_024)
      .max(16 * 1024 * 1024),
    log: z.enum(LOG_LEVELS),
  })
  .strict()
  .partial();

export const dismissNotice = z.object({ noticeId: z.number().int() }).strict();

export const startSandbox = z
  .object({ clockRate: z.union([z.literal(1), z.literal(10), z.literal(60)]).optional() })
  .strict();
export const setClock = z
  .object({ profileId, rate: z.union([z.literal(0), z.literal(1), z.literal(10), z.literal(60)]) })
  .strict();
export const stepClock = z
  .object({
    profileId,
    ms: z
      .number()
      .int()
      .min(1)
      .max(24 * 3_600_000),
  })
  .strict();

export const ofProfile = z.object({ profileId }).strict();
export const ofTopic = z.object({ profileId, topic: text(512) }).strict();
export const ofGroup = z.object({ profileId, group: text(512) }).strict();

/** Brokers have some twenty levels; a number above their highest is sent as it is. */
export const MAX_DRAFT_LEVEL = 1_000;

export const draft = z
  .object({
    topic: text(512),
    tag: text(4_096),
    keys: z.array(text(4_096)).max(100),
    properties: z.array(z.tuple([text(4_096), text(32_768)])).max(200),
    body: z.instanceof(Uint8Array),
    bodyFormat: z.enum(BODY_FORMATS),
    delayLevel: z.number().int().min(0).max(MAX_DRAFT_LEVEL),
    /** Drafts written before there was a choice have none. */
    mode: z.enum(SEND_MODES).default('sync'),
    orderly: z
      .object({
        by: z.enum(ORDERLY_BY),
        key: text(4_096).optional(),
        number: z.number().int().min(0).optional(),
        retries: z.number().int(),
        retryQueue: z.literal('anotherBroker').optional(),
      })
      .strict()
      .optional(),
  })
  .strict();
/** `seq` is what `{{seq}}` is. `scope`: the draft or library file that asks for the environment. */
export const variables = z
  .object({ seq: z.number().int().min(0), scope: z.string().min(1).max(1_024) })
  .strict();
export type SendVariables = z.output<typeof variables>;
/** Without `variables` the draft is sent as it is, whatever stands in braces. */
export const send = z.object({ profileId, draft, variables: variables.optional() }).strict();
export const ofSend = z.object({ sendId: z.number().int().positive() }).strict();

export const startConsumer = z
  .object({
    profileId,
    group: text(512),
    subscriptions: z
      .array(z.object({ topic: text(512), tagPattern: text(4_096) }).strict())
      .min(1)
      .max(16),
    seats: z.number().int(),
    mode: z.enum(DECIDE_MODES),
    rules: keptRules,
    listener: z.enum(CONSUME_LISTENERS).default('concurrent'),
    model: z.enum(CONSUME_MODELS).default('clustering'),
    /** Only for queues the group never committed. Absent: as every client does, at the end or in small queues at the beginning. */
    startFrom: z
      .union([z.enum(['last', 'first']), z.object({ timestampMs: z.number().int() }).strict()])
      .optional(),
    /** Messages of one queue that are handed over together. */
    batchMaxSize: z.number().int().default(1),
  })
  .strict();
export const ofConsumer = z.object({ consumerId }).strict();
export const setMode = z
  .object({ consumerId, mode: z.enum(DECIDE_MODES), applyToHeld: z.boolean() })
  .strict();
export const decide = z
  .object({
    consumerId,
    decision: z.enum(DECISIONS),
    /** Of Later. */
    level: z.number().int().min(1).max(1_000).optional(),
    seqs: z.array(z.number().int().positive()).min(1).max(10_000),
  })
  .strict();
/** `region` pinned: held, waiting, later from position 0. settled: absolute positions, 0 = the first ever settled. */
export const readRows = z
  .object({
    consumerId,
    region: z.enum(['pinned', 'settled']),
    from: z.number().int().min(0),
    count: z.number().int().min(1).max(400),
  })
  .strict();
export const readMessage = z.object({ consumerId, seq: z.number().int().positive() }).strict();
/** The row a link leads to: its region and position now. */
export const findRow = readMessage;
