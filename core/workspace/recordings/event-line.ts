import { z } from 'zod';
import {
  DECISION_RESULTS,
  EVENT_KINDS,
  RECORDING_VERSION,
  type RecordedEvent,
} from '../../model/recording/event.ts';
import { writtenDraft, writtenError, writtenOutcome, writtenQueue } from '../history/history-line.ts';

const header = z.looseObject({
  gantry: z.literal('recording'),
  version: z.int().positive(),
  startedAtMs: z.number(),
});
export type RecordingHeader = Pick<z.output<typeof header>, 'version' | 'startedAtMs'>;

const happened = {
  atMs: z.number(),
  brokerMs: z.number().optional(),
  profileId: z.string(),
  connection: z.string(),
};
const body = z
  .string()
  .default('')
  .transform((text): Uint8Array => Buffer.from(text, 'base64'));
const bodyFacts = { bodyBytes: z.number(), bodyKept: z.literal(false).optional() };
const delivered = {
  ...happened,
  group: z.string().optional(),
  topic: z.string(),
  keys: z.string(),
  queue: writtenQueue,
  queueOffset: z.number(),
  attempt: z.number(),
  uniqueKey: z.string(),
};

const event = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('send'),
    ...happened,
    sentMs: z.number(),
    message: z.object({ ...writtenDraft.shape, body }),
    ...bodyFacts,
    batch: z.number().optional(),
    outcome: writtenOutcome,
  }),
  z.object({
    kind: z.literal('delivery'),
    ...delivered,
    tag: z.string(),
    properties: z.array(z.tuple([z.string(), z.string()])),
    body,
    ...bodyFacts,
    storedAtMs: z.number(),
  }),
  z.object({
    kind: z.literal('decision'),
    ...delivered,
    result: z.enum(DECISION_RESULTS),
    by: z.string().optional(),
    level: z.number().optional(),
    error: writtenError.optional(),
  }),
]);

/** Why a recording ended: by a person or with the host, at its size limit, or because the disk took no more of it. */
const END_REASONS = ['stopped', 'full', 'behind', 'disk'] as const;
export type EndReason = (typeof END_REASONS)[number];
/** The last line of a recording that ended by itself or was stopped; after a crash there is none. */
const end = z.object({ kind: z.literal('end'), reason: z.enum(END_REASONS), events: z.number() });
export type RecordingEnd = z.output<typeof end>;

/** A line that is no event: no JSON or not as it should be, or of a kind nobody knows. */
type LineProblem = 'damaged' | 'unknownKind';

export function writeHeaderLine(startedAtMs: number): string {
  return `${JSON.stringify({ gantry: 'recording', version: RECORDING_VERSION, startedAtMs })}\n`;
}

export function writeEndLine(reason: EndReason, events: number): string {
  return `${JSON.stringify({ kind: 'end', reason, events })}\n`;
}

/** Bodies as Base64. */
export function writeEventLine(recorded: RecordedEvent): string {
  return `${JSON.stringify(recorded, function (this: Record<string, unknown>, key, value: unknown) {
    // The holder is read, not the argument: a Node Buffer has already been through its toJSON there.
    const bytes = key === 'body' ? this[key] : undefined;
    return bytes instanceof Uint8Array ? base64(bytes) : value;
  })}\n`;
}

/** undefined: it is none. */
export function readHeaderLine(text: string): RecordingHeader | undefined {
  const parsed = header.safeParse(parseJson(text));
  return parsed.success ? parsed.data : undefined;
}

export function readLine(text: string): RecordedEvent | RecordingEnd | LineProblem {
  const value = parseJson(text);
  const known = event.safeParse(value);
  if (known.success) return known.data as RecordedEvent;
  const ended = end.safeParse(value);
  if (ended.success) return ended.data;
  const kind = (value as { kind?: unknown } | null | undefined)?.kind;
  const isUnknown = typeof kind === 'string' && ![...EVENT_KINDS, 'end'].includes(kind);
  return isUnknown ? 'unknownKind' : 'damaged';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const base64 = ({ buffer, byteOffset, length }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, length).toString('base64');
