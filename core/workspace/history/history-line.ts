import { z } from 'zod';
import { draft } from '../../contract/inputs.ts';
import type { SendDraft, SentRecord } from '../../contract/views.ts';
import type { ErrorData } from '../../model/error.ts';
import { ERROR_CODES } from '../../model/error.ts';
import { SEND_STATUS } from '../../model/send.ts';

export const writtenQueue = z.object({ topic: z.string(), brokerName: z.string(), queueId: z.number() });
/** An error as it is written down. */
export const writtenError = z.looseObject({
  code: z.enum(ERROR_CODES),
  outcome: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  retry: z.string(),
}) as unknown as z.ZodType<ErrorData>;
const elapsedMs = z.number();
/** What became of a send, as it is written down. */
export const writtenOutcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('stored'),
    receipt: z.object({
      status: z.enum(SEND_STATUS),
      queue: writtenQueue,
      queueOffset: z.number(),
      brokerAddr: z.string(),
      attempts: z.number(),
      unansweredAttempts: z.number(),
      elapsedMs,
      msgId: z.string(),
      offsetMsgId: z.string(),
    }),
  }),
  z.object({ kind: z.literal('refused'), error: writtenError, msgId: z.string(), elapsedMs }),
  z.object({
    kind: z.literal('unknown'),
    error: writtenError,
    msgId: z.string(),
    elapsedMs,
    attempts: z.number(),
  }),
  z.object({ kind: z.literal('notSent'), error: writtenError, elapsedMs }),
  z.object({
    kind: z.literal('oneway'),
    msgId: z.string(),
    queue: writtenQueue,
    brokerAddr: z.string(),
    elapsedMs,
  }),
]);

const { body: _bytes, ...fields } = draft.shape;
/** A draft without its body, as it is written down; without the form's limits, which a copy of a stored message may pass. */
export const writtenDraft = z.object({
  ...fields,
  tag: z.string(),
  keys: z.array(z.string()),
  properties: z.array(z.tuple([z.string(), z.string()])),
});
const line = z.object({
  schema: z.literal(1),
  record: z.object({
    sendId: z.int().positive(),
    profileId: z.string(),
    sentAtMs: z.number(),
    topic: z.string(),
    tag: z.string(),
    keys: z.array(z.string()),
    delayLevel: z.number(),
    bodyBytes: z.number(),
    outcome: writtenOutcome,
    dueAtBrokerMs: z.number().optional(),
    bodyKept: z.literal(false).optional(),
  }),
  draft: writtenDraft,
  /** Base64; absent where bodies are not kept. */
  body: z.string().optional(),
});

export interface HistoryItem {
  record: SentRecord;
  draft: SendDraft;
}

/** One send as a line of NDJSON, with its line break. */
export function writeHistoryLine({ record, draft: { body, ...rest } }: HistoryItem): string {
  const kept = record.bodyKept === undefined;
  const base64 = kept ? Buffer.from(body.buffer, body.byteOffset, body.length).toString('base64') : undefined;
  return `${JSON.stringify({ schema: 1, record, draft: rest, body: base64 })}\n`;
}

/** undefined: the line is damaged. */
export function readHistoryLine(text: string): HistoryItem | undefined {
  try {
    const { record, draft: facts, body = '' } = line.parse(JSON.parse(text));
    return { record: record as SentRecord, draft: { ...facts, body: Buffer.from(body, 'base64') } };
  } catch {
    return undefined;
  }
}
