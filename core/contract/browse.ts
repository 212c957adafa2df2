import { z } from 'zod';
import type { ErrorData } from '../model/error.ts';
import type { FilterProgress } from '../model/filter/progress.ts';
import type { MessageFacts, StoredDetail } from '../model/message-detail.ts';
import type { MessageQueue } from '../model/queue.ts';
import { call } from './call-spec.ts';

const id = z.number().int().positive();
const text = (max: number) => z.string().max(max);
const count = z.number().int().min(0);
/** Broker time, ms since epoch. */
const timestamp = z.number().int().min(0);

/** A browse stops at either, and says so; following, the oldest rows make room. */
export const BROWSE_MAX_ROWS = 200_000;
/** Of inflated bodies and properties. */
export const BROWSE_MAX_BYTES = 256 * 1024 * 1024;
/** What one reading brings unless told otherwise. */
export const BROWSE_ROWS = 500;
const rows = z.number().int().min(1).max(BROWSE_MAX_ROWS).default(BROWSE_ROWS);

/**
 * What is looked at. `newest`: the last rows of all queues. `time`: stored in [fromMs, toMs], oldest first; without `toMs`
 * from there on (jump to a time). `offset`: one queue from an offset on. `key`, `id` (a unique key or an offset id, either
 * is recognised): look-ups by index, which are whole at once. `rows`: how many the first reading brings.
 */
const browseRange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('newest'), rows }).strict(),
  z.object({ kind: z.literal('time'), fromMs: timestamp, toMs: timestamp.optional(), rows }).strict(),
  z
    .object({ kind: z.literal('offset'), brokerName: text(512), queueId: count, fromOffset: count, rows })
    .strict(),
  z
    .object({
      kind: z.literal('key'),
      key: text(4_096),
      fromMs: timestamp.optional(),
      toMs: timestamp.optional(),
    })
    .strict(),
  z.object({ kind: z.literal('id'), id: text(512) }).strict(),
]);
export type BrowseRange = z.output<typeof browseRange>;

export const BROWSE_ORDERS = ['newestFirst', 'oldestFirst', 'queue'] as const;
/** `newestFirst`, `oldestFirst`: by store time. `queue`: by broker, queue and offset. */
export type BrowseOrder = (typeof BROWSE_ORDERS)[number];

export const EXPORT_FORMATS = ['csv', 'json', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const ofBrowse = z.object({ browseId: id }).strict();
const ofRow = z.object({ browseId: id, seq: id }).strict();
const ofExport = z.object({ exportId: id }).strict();
const order = z.enum(BROWSE_ORDERS);

/**
 * Stored messages of a topic, read without a group: nothing is joined, no offset moves. Rows live in the host and end with
 * the window that opened them (30 s after it went) or with their profile. Every call but `browse.message` and
 * `browse.export.read` answers at once; reading and filtering go on and are told by `browse.changed`.
 */
export const browseCalls = {
  /** Throws INPUT for a range that cannot be; what goes wrong while reading is `error` of the view. */
  'browse.open': call<BrowseView>()(
    z
      .object({
        profileId: text(100).min(1),
        topic: text(512),
        range: browseRange,
        /** Default: newestFirst for newest and look-ups, else oldestFirst. */
        order: order.optional(),
        follow: z.boolean().default(false),
      })
      .strict(),
  ),
  'browse.list': call<BrowseView[]>()(z.object({ profileId: text(100).min(1) }).strict()),
  /** Ends it and forgets its rows. */
  'browse.close': call<null>()(ofBrowse),
  /** Goes on where the last reading ended: `newest` to older rows, `time` and `offset` to newer ones. */
  'browse.more': call<BrowseView>()(z.object({ browseId: id, rows }).strict()),
  /** Ends the reading under way; what was read stays. */
  'browse.cancel': call<BrowseView>()(ofBrowse),
  /** Live: reads on from where the newest row is and waits for news. Not what has an end (STATE noFollow). */
  'browse.follow': call<BrowseView>()(z.object({ browseId: id, on: z.boolean() }).strict()),
  'browse.sort': call<BrowseView>()(z.object({ browseId: id, order }).strict()),
  /** '' = none. Throws INPUT (filter, grammar) for a text that does not parse: the filter before stays. */
  'browse.filter': call<BrowseView>()(z.object({ browseId: id, text: text(4_096) }).strict()),
  /** Rows at positions [from, from + count) of the view; see `first` of BrowseView. */
  'browse.rows': call<BrowseRowsPage>()(
    z.object({ browseId: id, from: z.number().int(), count: z.number().int().min(1).max(400) }).strict(),
  ),
  /** Where a row stands now; null when it was dropped or the filter hides it. */
  'browse.row.find': call<number | null>()(ofRow),
  /** The whole message; a body that was not kept is read again. Throws STATE unknownId, and notStored when it is gone. */
  'browse.message': call<BrowseMessage>()(ofRow),

  /** The filtered rows as they are now, in the order of the view, or only those given. */
  'browse.export': call<ExportView>()(
    z
      .object({
        browseId: id,
        format: z.enum(EXPORT_FORMATS),
        seqs: z.array(id).min(1).max(BROWSE_MAX_ROWS).optional(),
      })
      .strict(),
  ),
  /** The next part; asked for until `done`. */
  'browse.export.read': call<ExportChunk>()(ofExport),
  'browse.export.cancel': call<null>()(ofExport),
} as const;

/** `browse.changed` comes at most every 100 ms. */
export interface BrowseEvents {
  'browse.changed': BrowseView;
  'browse.closed': { browseId: number };
}

/** One row; the body stays in the host. */
export interface BrowseRow extends MessageFacts {
  /** Stable for the life of the browse, from 1. */
  seq: number;
  /** ms since epoch, the broker's clock. */
  storedAtMs: number;
  /** ms since epoch, the producer's clock. */
  bornAtMs: number;
  /** The beginning of the body as text, at most 200 characters, control characters as blanks; '' when binary. */
  preview: string;
  /** The body is no UTF-8 text. */
  binary: boolean;
  /** The body is longer than the preview. */
  previewCut: boolean;
  /** Of a dead letter or a retry: the topic it was first sent to. */
  firstTopic?: string;
  /** The body was too large to keep: it is read again when opened, and not searched. */
  bodyNotKept?: true;
}

export interface BrowseRowsPage {
  version: number;
  layout: number;
  /** Position of the first row given; after the one asked for when rows were dropped. */
  from: number;
  rows: BrowseRow[];
}

export type BrowseMessage = StoredDetail<BrowseRow>;

/** What was read of one queue. */
export interface BrowseWindow {
  queue: MessageQueue;
  /** Offsets [from, to) were read. */
  from: number;
  to: number;
  /** The queue's ends as last known; absent when they could not be had. */
  minOffset?: number;
  maxOffset?: number;
  /** Why the rest could not be read. */
  error?: ErrorData;
}

/** Why a reading ended before its range did. `asked`: it brought as many rows as were asked for. */
export type BrowseCutReason = 'asked' | 'rows' | 'bytes' | 'cancelled';

export interface BrowseFilterView extends FilterProgress {
  /** Of the rows looked at. */
  matched: number;
}

/** Facts about a look-up by key or id. */
export interface BrowseLookUp {
  /** Of an id: how it was read in the end. */
  readAs?: 'uniqueKey' | 'offsetId';
  /** The id looks like a place on this broker, which is none of the cluster's: it was not dialled. */
  unknownHost?: string;
  /** That broker has no such message, or does not answer. */
  placeError?: ErrorData;
  /** Brokers that gave as many as they ever give for one key: there may be more. */
  cutAt: string[];
  failures: { brokerName: string; error: ErrorData }[];
}

/** A browse as the window shows it; rows are read by range. */
export interface BrowseView {
  browseId: number;
  profileId: string;
  topic: string;
  range: BrowseRange;
  order: BrowseOrder;
  reading: boolean;
  /** Live is on. What cannot be opened is tried each second, and `error` says why; a queue that fails says so in `windows`. */
  following: boolean;
  /** `browse.follow` is possible: it is no look-up and no range with an end. */
  canFollow: boolean;
  /** `browse.more` would bring rows: the range is not read to its end, and no limit is reached. */
  canReadMore: boolean;
  /** Changes with every change of rows, order or filter. */
  version: number;
  /**
   * The view's rows stand at positions [first, first + filtered), topmost first. A row keeps its position until `layout`
   * changes (another order or filter, a row put in between): new rows on top lower `first`, which may be below 0, older
   * ones below and dropped ones change the end.
   */
  first: number;
  layout: number;
  /** Rows kept, and how many of them the filter shows (all without one). */
  count: number;
  filtered: number;
  /** Of inflated bodies and properties kept. */
  bytes: number;
  maxRows: number;
  maxBytes: number;
  /** Oldest rows dropped while following. */
  dropped: number;
  bodiesNotKept: number;
  /** Messages between the ends of all queues, about; 'newest 500 of 18,412'. Absent for look-ups. */
  stored?: number;
  /** Absent when everything of the range was read. */
  cut?: BrowseCutReason;
  windows: BrowseWindow[];
  filter?: BrowseFilterView;
  lookUp?: BrowseLookUp;
  /** Why nothing, or nothing more, could be read. */
  error?: ErrorData;
  openedAtMs: number;
}

export interface ExportView {
  exportId: number;
  rows: number;
}

export interface ExportChunk {
  bytes: Uint8Array;
  /** Rows written so far, this part included. */
  rowsDone: number;
  rows: number;
  /** The last part. */
  done: boolean;
  /** Rows left out: dropped since, or their body is no longer stored. */
  leftOut: number;
}
