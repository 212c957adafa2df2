import { z } from 'zod';
import type { LabRow } from '../model/delay-lab/row.ts';
import { type CallSpec, call } from './call-spec.ts';

const profileId = z.string().min(1).max(100);
const runId = z.number().int().positive();

/** A person may try a level above the broker's highest: the broker takes its highest instead. */
export const MAX_LAB_LEVEL = 1_000;
export const MAX_LAB_LEVELS = 64;
export const MAX_PER_LEVEL = 20;

/** Sending delayed messages and watching them come due; joins no group. */
export const delayLabCalls = {
  /** Runs of a connection, newest first; those with messages pending are watched again. */
  'delayLab.list': call<LabRunView[]>()(z.object({ profileId }).strict()),
  /**
   * Sends one message a level, or `perLevel`. Answers when the topic is watched and before the sends are answered: those
   * come as events. Throws INPUT (topic), STATE readOnly, and what listing the topic's queues throws.
   */
  'delayLab.start': call<LabRunView>()(
    z
      .object({
        profileId,
        topic: z.string().max(512),
        levels: z.array(z.number().int().min(1).max(MAX_LAB_LEVEL)).min(1).max(MAX_LAB_LEVELS),
        perLevel: z.number().int().min(1).max(MAX_PER_LEVEL),
      })
      .strict(),
  ),
  /** Watches a delayed message that was sent already, as a run of its own. Throws STATE unknownId for one that is not waiting. */
  'delayLab.follow': call<LabRunView>()(
    z.object({ profileId, sendId: z.number().int().positive() }).strict(),
  ),
  /** Forgets a run; what waits at the broker is delivered all the same. */
  'delayLab.remove': call<null>()(z.object({ runId }).strict()),
  /** The rows as they are now, as CSV. */
  'delayLab.csv': call<{ text: string }>()(z.object({ runId }).strict()),
} as const satisfies Record<string, CallSpec>;

/** One run, whole: at most MAX_LAB_LEVELS times MAX_PER_LEVEL rows. */
export interface LabRunView {
  runId: number;
  profileId: string;
  /** sent: by the lab. followed: sent elsewhere, such as in Compose. */
  kind: 'sent' | 'followed';
  topic: string;
  /** Host time. */
  startedAtMs: number;
  /** Higher with each change. */
  version: number;
  rows: LabRow[];
}

export interface DelayLabEvents {
  'delayLab.changed': LabRunView;
  'delayLab.removed': { runId: number; profileId: string };
}
