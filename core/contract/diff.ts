import { z } from 'zod';
import { DIFF_LAYOUTS, type DiffLayout } from '../model/diff/layout.ts';
import { call } from './call-spec.ts';
import { draft } from './inputs.ts';
import { messageRef } from './message-ref.ts';

/** One of two compared messages: one that exists, or what a person is writing. */
export const diffSide = z.union([messageRef, z.object({ kind: z.literal('draft'), draft }).strict()]);
export type DiffSideRef = z.output<typeof diffSide>;

export const COMPARE_AS = ['json', 'bytes'] as const;
/** json: bodies that are both JSON by their values, else by lines of text. */
export type CompareAs = (typeof COMPARE_AS)[number];

const diffId = z.number().int().positive();
const how = { diffId, compareAs: z.enum(COMPARE_AS), layout: z.enum(DIFF_LAYOUTS) };

/** Two messages compared. The host keeps the few opened last; a window opens one again when it is gone. */
export const diffCalls = {
  'diff.open': call<DiffView>()(z.object({ left: diffSide, right: diffSide }).strict()),
  'diff.rows': call<DiffPage>()(
    z.object({ ...how, from: z.number().int().min(0), count: z.number().int().min(1).max(400) }).strict(),
  ),
  /** Position of the first change after a row (-1: from the top), the first of all when none comes after; null: none. */
  'diff.next': call<number | null>()(z.object({ ...how, after: z.number().int().min(-1) }).strict()),
};

/** What is known of one of the two, beside its body. */
export interface DiffSide {
  kind: DiffSideRef['kind'];
  /** How a person tells it: its key, else its id or file name. */
  title: string;
  topic: string;
  /** Where it is stored: `broker-a q0 @1`. */
  place: string;
  bodyBytes: number;
  /** json: valid JSON. text: UTF-8. bytes: neither. */
  body: 'json' | 'text' | 'bytes';
}

/** One fact on both sides; absent where it does not exist. */
export interface DiffField {
  group: 'field' | 'property' | 'timing';
  /** A field's fixed name (DIFF_FIELDS), or a property's own name. */
  name: string;
  left?: string;
  right?: string;
  differs: boolean;
}

/** What a comparison of the bodies found. */
export interface BodyDiff {
  /** Rows of each layout. */
  rows: Record<DiffLayout, number>;
  /** Runs of rows that differ, and lines in them on both sides. */
  changes: number;
  removed: number;
  added: number;
  /** Too different to be matched line by line within the limit: the differing middle is shown as replaced. */
  coarse: boolean;
}

export interface DiffView {
  diffId: number;
  left: DiffSide;
  right: DiffSide;
  sameBytes: boolean;
  fields: DiffField[];
  /** Paths of objects whose keys stand in another order: `channel`; at most 20. */
  reordered: string[];
  body: Record<CompareAs, BodyDiff>;
}

/** One side of a row. `number`: its line, or the offset of its first byte. */
export interface DiffCell {
  number: number;
  text: string;
  /** The text goes on beyond what is sent. */
  cut?: true;
}

/** One row. In the unified layout only one side of a row that differs is filled. */
export interface DiffRow {
  kind: 'same' | 'changed' | 'removed' | 'added';
  left?: DiffCell;
  right?: DiffCell;
}

export interface DiffPage {
  from: number;
  rows: DiffRow[];
}
