import { z } from 'zod';
import { type CallSpec, call } from './call-spec.ts';

/** Topics of one connection that are pinned at most. */
export const MAX_PINNED = 500;
/** Topics whose columns or filters are remembered; the one changed longest ago goes first. */
export const MAX_PLACES = 500;
const MAX_ENTRIES = 1_000;

/** What a newcomer does once, in the order it is told. */
export const TOUR_STEPS = ['send', 'hold', 'later', 'ack', 'delay', 'order'] as const;
export type TourStep = (typeof TOUR_STEPS)[number];

const profileId = z.string().max(100);
const topicNames = z.array(z.string().max(512)).max(MAX_PINNED);
/** Connection and topic, a blank between them. */
const place = z.string().max(700);
const columnId = z.string().max(100);

function byKey<V>(key: z.ZodString, value: z.ZodType<V>) {
  return z.record(key, value).refine((entries) => Object.keys(entries).length <= MAX_ENTRIES);
}

/** What a person made of Gantry's screens: it outlives every window and is the same in all of them. */
const prefs = z
  .object({
    /** Topic names by connection, in the order they were pinned. */
    pinned: byKey(profileId, topicNames),
    /** Newest first. */
    recent: byKey(profileId, topicNames),
    columns: byKey(
      place,
      z
        .object({
          order: z.array(columnId).max(100),
          hidden: z.array(columnId).max(100),
          widths: z.record(columnId, z.number().int()),
        })
        .strict(),
    ),
    /** Saved filters, newest first. */
    filters: byKey(place, z.array(z.string().max(4_096)).max(100)),
    tour: z
      .object({
        open: z.boolean(),
        /** Host time; what happened before is no step. */
        startedAtMs: z.number().int().min(0),
        done: z.array(z.enum(TOUR_STEPS)).max(TOUR_STEPS.length),
      })
      .strict(),
  })
  .strict();
export type Prefs = z.output<typeof prefs>;
export const prefsPatch = prefs.partial();

export const NO_PREFS: Prefs = {
  pinned: {},
  recent: {},
  columns: {},
  filters: {},
  tour: { open: false, startedAtMs: 0, done: [] },
};

export const prefsCalls = {
  'prefs.read': call<Prefs>()(z.object({}).strict()),
  /** Every window is told. */
  'prefs.change': call<null>()(prefsPatch),
} as const satisfies Record<string, CallSpec>;

export interface PrefsEvents {
  'prefs.changed': Prefs;
}
