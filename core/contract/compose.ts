import { z } from 'zod';
import { BODY_FORMATS } from '../model/body-format.ts';
import type { ErrorData } from '../model/error.ts';
import { MAX_ORDERLY_RETRIES, ORDERLY_BY } from '../model/orderly.ts';
import { SEND_MODES, type SendState } from '../model/send.ts';
import { type CallSpec, call } from './call-spec.ts';
import { draft, MAX_DRAFT_LEVEL, nothing, send, variables } from './inputs.ts';
import type { SentRecord } from './views.ts';

const profileId = z.string().min(1).max(100);
const text = (max: number) => z.string().max(max);
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Drafts kept at most; the one saved longest ago goes first. */
export const MAX_DRAFTS = 200;
export const MAX_RUN_DRAFTS = 200;
export const MAX_REPEATS = 100_000;
export const MAX_PACE_MS = 3_600_000;

/** How often a draft is sent, and how fast. */
export const repeatForm = z
  .object({
    count: z.number().int().min(1).max(MAX_REPEATS),
    /** From one start to the next; 0 = as soon as the one before is answered. */
    everyMs: z.number().int().min(0).max(MAX_PACE_MS),
    stopOnFailure: z.boolean(),
    batch: z.boolean(),
  })
  .strict();
export type RepeatForm = z.output<typeof repeatForm>;

/** A draft as it stands in its form, finished or not: `bodyText` is the editor's text, or Base64 of a file. */
export const draftForm = z
  .object({
    /** The same for as long as the draft lives, over restarts. */
    draftKey: z.string().min(8).max(64),
    topic: text(512),
    tag: text(4_096),
    keys: z.array(text(4_096)).max(100),
    keyTyping: text(4_096),
    properties: z.array(z.tuple([text(4_096), text(32_768)])).max(200),
    bodyText: z.string(),
    bodyFormat: z.enum(BODY_FORMATS),
    fileName: text(1_024).optional(),
    /** The file of the library it was opened from or saved to, as it was then. */
    libraryFile: z
      .object({ path: text(1_024), version: text(64) })
      .strict()
      .optional(),
    delayLevel: z.number().int().min(0).max(MAX_DRAFT_LEVEL),
    mode: z.enum(SEND_MODES),
    orderly: z
      .object({
        by: z.enum(ORDERLY_BY),
        key: text(4_096),
        number: count,
        index: count,
        retries: z.number().int().min(0).max(MAX_ORDERLY_RETRIES),
      })
      .strict(),
    /** Whether `{{...}}` is a variable, or plain text. */
    variables: z.boolean(),
    /** What `{{seq}}` is in the next send. */
    nextSeq: count,
    repeat: repeatForm,
    unsent: z.boolean(),
  })
  .strict();
export type DraftForm = z.output<typeof draftForm>;

export interface SavedDraft {
  form: DraftForm;
  /** Host time. */
  savedAtMs: number;
}

const runItem = z.object({ draft, variables: variables.optional() }).strict();

const startRun = z
  .object({
    profileId,
    /** Sent in this order, and again from the first for each round. */
    items: z.array(runItem).min(1).max(MAX_RUN_DRAFTS),
    /** `count` is the number of rounds. */
    repeat: repeatForm,
  })
  .strict();

/** Writing and sending messages. */
export const composeCalls = {
  /**
   * Ends when it is on the disk, about a second later. null: another Gantry holds the data folder, so nothing is kept.
   * Throws STATE diskRefused: it is kept in memory, and written with the next change.
   */
  'draft.save': call<{ savedAtMs: number } | null>()(z.object({ form: draftForm }).strict()),
  /** Those that no other open window holds, oldest first; they are this window's from now on. */
  'draft.list': call<SavedDraft[]>()(nothing),
  'draft.remove': call<null>()(z.object({ draftKey: z.string().max(64) }).strict()),

  /** Throws INPUT for a draft that cannot be sent; anything else is an outcome. */
  'message.send': call<SentRecord>()(send),
  /** What the next sends would carry: drawn values differ from those that will be sent. */
  'message.preview': call<PreviewedMessage[]>()(
    z.object({ draft, variables, count: z.number().int().min(1).max(10) }).strict(),
  ),
  /** Lets the drafts of `scope` (a draft, or a file of the library) read one variable of the environment in this run. */
  'environment.allow': call<null>()(
    z.object({ scope: z.string().min(1).max(1_024), name: text(256) }).strict(),
  ),

  /** Throws INPUT when the first message cannot be sent; nothing is sent then. */
  'send.run.start': call<SendRunView>()(startRun),
  /** After the send that is under way. */
  'send.run.stop': call<SendRunView>()(z.object({ runId: z.number().int().positive() }).strict()),
  /** Those under way and the last that ended. */
  'send.run.list': call<SendRunView[]>()(nothing),
} as const satisfies Record<string, CallSpec>;

/** A message with its variables filled in; of the body only the beginning. */
export interface PreviewedMessage {
  tag: string;
  keys: string[];
  properties: [name: string, value: string][];
  shardingKey?: string;
  bodyStart: Uint8Array;
  bodyBytes: number;
}

export interface SendRunView {
  runId: number;
  profileId: string;
  /** stopped: by a person. failed: at the first failure, or by `error`. */
  state: 'running' | 'done' | 'stopped' | 'failed';
  total: number;
  done: number;
  /** Messages by what became of them. */
  counts: Record<SendState, number>;
  repeat: RepeatForm;
  startedAtMs: number;
  endedAtMs?: number;
  /** A message that could not be sent at all; it is not counted. */
  error?: ErrorData;
  /** The last that was sent. */
  lastSendId?: number;
}

/** Told at most ten times a second; `records` are the sends since it was told before. */
export interface SendRunChanged {
  run: SendRunView;
  records: SentRecord[];
}

export interface ComposeEvents {
  'send.run.changed': SendRunChanged;
}
