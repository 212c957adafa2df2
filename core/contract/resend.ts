import { z } from 'zod';
import type { ErrorData } from '../model/error.ts';
import type { ResendField } from '../model/resend/explain.ts';
import type { SendState } from '../model/send.ts';
import { type CallSpec, call } from './call-spec.ts';
import { draft } from './inputs.ts';
import { messageRef } from './message-ref.ts';
import type { SendDraft, SentRecord } from './views.ts';

/** Messages of one run at most. */
export const MAX_RESENDS = 10_000;

const refs = z.array(messageRef).min(1).max(MAX_RESENDS);
const runId = z.number().int().positive();

const target = z
  .object({
    profileId: z.string().min(1).max(100),
    /** Absent: each goes to the topic it was first sent to. */
    topic: z.string().max(512).optional(),
    /** Adds a property that names the original. */
    link: z.boolean(),
  })
  .strict();
export type ResendTarget = z.output<typeof target>;

/** Messages that exist, sent again; the bytes stay in the host. */
export const resendCalls = {
  /** What would be sent for one message. Nothing is sent. Throws as what finds the message. */
  'resend.plan': call<ResendPlan>()(z.object({ ref: messageRef, target }).strict()),
  /** Where messages go unless told otherwise. */
  'resend.survey': call<ResendSurvey>()(z.object({ refs }).strict()),
  /** The copy as a draft to be edited. */
  'resend.draft': call<EditedCopy>()(z.object({ ref: messageRef, link: z.boolean() }).strict()),
  /** A message beside what a person made of its copy. */
  'resend.compare': call<ResendField[]>()(z.object({ ref: messageRef, draft }).strict()),

  /** One after the other, in this order; a failure does not stop it. Throws STATE readOnly. */
  'resend.start': call<ResendRunView>()(z.object({ refs, target }).strict()),
  /** After the send that is under way. */
  'resend.stop': call<ResendRunView>()(z.object({ runId }).strict()),
  /** What became of each message so far, in the order of the sends. */
  'resend.outcomes': call<ResendOutcomes>()(
    z
      .object({
        runId,
        which: z.enum(['all', 'failed']),
        from: z.number().int().min(0),
        count: z.number().int().min(1).max(400),
      })
      .strict(),
  ),
} as const satisfies Record<string, CallSpec>;

/** What is known of a message that is sent again. */
export interface ResendOrigin {
  /** How a person tells it: its keys, else its id or file name. */
  title: string;
  /** Where it lies: `%DLQ%payment-worker q0 @1`; '' where it was never stored. */
  place: string;
  /** '' when nothing says where it was sent to first. */
  topic: string;
  /** The group that gave it up; absent unless it is a dead letter. */
  deadLetterOf?: string;
}

export interface ResendPlan extends ResendOrigin {
  fields: ResendField[];
  /** The link was wanted and had no room beside the message's own properties. */
  linkLeftOut: boolean;
  /** Why this copy cannot be sent, as far as that shows before its topic is looked up. */
  problem?: ErrorData;
}

export interface ResendSurvey {
  /** By the topic they go to; '' are those of which nobody knows. The topic of most messages first. */
  topics: { topic: string; messages: number }[];
  deadLetters: number;
  /** Messages that cannot be read, and why the first of them cannot. */
  unreadable: { messages: number; error: ErrorData } | undefined;
}

export interface EditedCopy extends ResendOrigin {
  draft: SendDraft;
  /** As the draft stands: what was left behind is among them. */
  fields: ResendField[];
}

export interface ResendRunView {
  runId: number;
  profileId: string;
  /** stopped: by a person, or with the window. */
  state: 'running' | 'done' | 'stopped';
  total: number;
  done: number;
  /** Messages by what became of them. */
  counts: Record<SendState, number>;
}

/** Outcomes after which nobody can say that a copy is stored. */
export const RESEND_FAILURES: readonly SendState[] = ['noAnswer', 'notStored', 'notSent'];

/** What became of one message. Without a `record` it could not be read or made: `error` says why. */
export interface ResendOutcome {
  /** Its place in `refs`. */
  at: number;
  title: string;
  state: SendState;
  record?: SentRecord;
  error?: ErrorData;
}

export interface ResendOutcomes {
  total: number;
  from: number;
  rows: ResendOutcome[];
}

/** Told at most ten times a second; `records` are the sends since it was told before. */
export interface ResendChanged {
  run: ResendRunView;
  records: SentRecord[];
}

export interface ResendEvents {
  'resend.changed': ResendChanged;
}
