import { z } from 'zod';
import { SEND_STATES } from '../model/send.ts';
import { call } from './call-spec.ts';
import { ofProfile, ofSend } from './inputs.ts';
import type { SendDraft, SentRecord } from './views.ts';

export const MIN_HISTORY_MIB = 1;
export const MAX_HISTORY_MIB = 4_096;
export const MAX_HISTORY_DAYS = 3_650;

/** Which sends are meant: all of `profileId`, or of every connection. `text` is part of a topic, tag, key or message id. */
const filter = z
  .object({
    profileId: z.string().min(1).max(100).optional(),
    text: z.string().max(512),
    state: z.enum(SEND_STATES).optional(),
  })
  .strict();
export type HistoryFilter = z.output<typeof filter>;

const limits = z
  .object({
    maxMebibytes: z.number().int().min(MIN_HISTORY_MIB).max(MAX_HISTORY_MIB),
    maxDays: z.number().int().min(1).max(MAX_HISTORY_DAYS),
    /** Connections whose bodies are not written down. */
    noBodies: z.array(z.string().min(1).max(100)).max(1_000),
  })
  .strict();
export type HistoryLimits = z.output<typeof limits>;
export const historyLimits = limits;

/** The send history: what was sent in this run and the ones before it. */
export const historyCalls = {
  /** The newest 1,000 of a connection, newest first. */
  'history.list': call<SentRecord[]>()(ofProfile),
  /** What was sent, for a new draft. With `bodyKept: false` in its record the body is empty. */
  'history.draft': call<SendDraft>()(ofSend),
  /** Some of the sends that fit, newest first. */
  'history.page': call<HistoryPage>()(
    z.object({ filter, from: z.number().int().min(0), count: z.number().int().min(1).max(400) }).strict(),
  ),
  'history.limits': call<HistoryLimits>()(z.object({}).strict()),
  'history.limits.set': call<HistoryLimits>()(limits.partial()),
  /** Forgets the sends of a connection, or all; answers how many. */
  'history.clear': call<number>()(z.object({ profileId: z.string().min(1).max(100).optional() }).strict()),
};

export interface HistoryPage {
  /** Rises with every change of the history. */
  version: number;
  /** Sends kept, and those of them that fit the filter. */
  total: number;
  matched: number;
  from: number;
  rows: SentRecord[];
  /** Sends that could not be written down, and the system's code: ENOSPC. They are kept until the end of this run. */
  unwritten?: { sends: number; code: string };
}

/** Sent at most four times a second; the window reads the pages it shows again. */
export interface HistoryChanged {
  version: number;
  total: number;
}
