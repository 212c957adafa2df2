import { z } from 'zod';
import { CONSUME_LISTENERS, CONSUME_MODELS, DECIDE_MODES } from '../model/consume.ts';
import { type CallSpec, call } from './call-spec.ts';
import { keptRules } from './rules.ts';

const text = z.string().max(512);

/**
 * What a consumer was, so that it can be started again: it comes back stopped. Where it was to begin is no part of it: the
 * group has its offsets by now.
 */
const keptConsumer = z
  .object({
    /** Absent where an older version kept it: then the person chooses. */
    profileId: text.optional(),
    group: text,
    subscriptions: z.array(z.object({ topic: text, tagPattern: z.string().max(4_096) }).strict()).max(16),
    seats: z.number().int(),
    batchMaxSize: z.number().int().default(1),
    mode: z.enum(DECIDE_MODES),
    rules: keptRules,
    listener: z.enum(CONSUME_LISTENERS),
    model: z.enum(CONSUME_MODELS),
  })
  .strict();
export type KeptConsumer = z.output<typeof keptConsumer>;

const keptTab = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('page'), page: text }).strict(),
  z.object({ kind: z.literal('topic'), profileId: text, topic: text }).strict(),
  z.object({ kind: z.literal('draft'), draftKey: text }).strict(),
  z.object({ kind: z.literal('consumer'), consumer: keptConsumer }).strict(),
]);
export type KeptTab = z.output<typeof keptTab>;

/** Pieces of work a window remembers. */
export const MAX_RECENT = 12;

const recentWork = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('topic'), profileId: text, topic: text }).strict(),
  z.object({ kind: z.literal('draft'), draftKey: text }).strict(),
  /** A file of the library, by its path there. */
  z.object({ kind: z.literal('file'), path: z.string().max(1_024) }).strict(),
]);
export type RecentWork = z.output<typeof recentWork>;

/** How a window stood: its open work in order, and its panels. Drafts themselves are kept by `draft.save`. */
export const windowState = z
  .object({
    tabs: z.array(keptTab).max(200),
    /** Index in `tabs` of the one that is shown. */
    active: z.number().int().min(0),
    navCollapsed: z.boolean().optional(),
    /** What was in front last, newest first. */
    recent: z.array(recentWork).max(MAX_RECENT).default([]),
    inspectorOpen: z.boolean(),
    inspectorWidth: z.number().int().min(0).max(10_000),
  })
  .strict();
export type WindowState = z.output<typeof windowState>;

export const windowStateCalls = {
  'window.state.save': call<null>()(windowState),
  /** How the last window stood; null when there was none, or when it is still open. */
  'window.state.load': call<WindowState | null>()(z.object({}).strict()),
} as const satisfies Record<string, CallSpec>;
