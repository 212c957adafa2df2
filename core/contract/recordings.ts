import { z } from 'zod';
import type { ErrorData } from '../model/error.ts';
import type { Compared, Difference, StoredFact } from '../model/recording/differences.ts';
import type { DecisionResult, RecordedEvent } from '../model/recording/event.ts';
import type { ReplaySpeed } from '../model/recording/pace.ts';
import type { SendState } from '../model/send.ts';
import { type CallSpec, call } from './call-spec.ts';
import { nothing } from './inputs.ts';

/** Rows a page has at most. */
const MAX_RECORDING_ROWS = 400;
/** A recording ends by itself at this size. */
export const MAX_RECORDING_BYTES = 256 * 1024 * 1024;
/** Of one part of a file that goes in or out. */
export const RECORDING_PART_BYTES = 4 * 1024 * 1024;

const name = z.string().min(1).max(200);
const ofRecording = z.object({ name }).strict();
const range = { from: z.number().int().min(0), count: z.number().int().min(1).max(MAX_RECORDING_ROWS) };
const replayId = z.number().int().positive();
const ofReplay = z.object({ replayId }).strict();
const speed = z.union([z.literal(1), z.literal(10)]) satisfies z.ZodType<ReplaySpeed>;
const target = {
  profileId: z.string().min(1).max(100),
  /** Absent: each goes to the topic it was sent to. */
  topic: z.string().max(512).optional(),
};

/** Sends and receipts of all benches as files of the data folder, and their replay. A recording goes by its name. */
export const recordingCalls = {
  /** Of all connections. The same as before when one is under way. Throws STATE folderInUse, diskRefused. */
  'recorder.start': call<RecorderView>()(nothing),
  /** null: none is under way any more. Answers when everything is on disk. */
  'recorder.stop': call<null>()(nothing),
  'recorder.view': call<RecorderView | null>()(nothing),

  /** Newest first. */
  'recording.list': call<RecordingItem[]>()(nothing),
  /** Throws INPUT (name: empty, fileName, tooLong, exists), STATE unknownId, folderInUse, diskRefused. */
  'recording.rename': call<null>()(z.object({ name, to: z.string().max(200) }).strict()),
  'recording.remove': call<null>()(ofRecording),
  /**
   * One part of a file that was made elsewhere, from `at` on; the first makes it, under a name of its own when `name` is
   * taken, and answers that name, which the further parts carry. `last` puts it among the recordings.
   */
  'recording.import': call<string>()(
    z
      .object({ name, at: z.number().int().min(0), bytes: z.instanceof(Uint8Array), last: z.boolean() })
      .strict(),
  ),
  /** The file's bytes from `at` on; empty at its end. */
  'recording.export': call<Uint8Array>()(z.object({ name, at: z.number().int().min(0) }).strict()),

  /** Reads all of it. Throws STATE unknownId, recordingUnderWay for the one that is being recorded. */
  'recording.open': call<RecordingView>()(ofRecording),
  'recording.rows': call<RecordingRows>()(z.object({ name, ...range }).strict()),
  'recording.event': call<RecordedEvent>()(z.object({ name, at: z.number().int().min(0) }).strict()),

  /** What a replay would send where. Throws as recording.open, and STATE unknownId for the connection. */
  'replay.plan': call<ReplayPlan>()(z.object({ name, ...target }).strict()),
  /**
   * Sends everything again. `paused`: the first is sent by a step. Throws STATE readOnly, INPUT (topic). It ends with the
   * window that started it.
   */
  'replay.start': call<ReplayView>()(z.object({ name, ...target, speed, paused: z.boolean() }).strict()),
  'replay.pause': call<ReplayView>()(ofReplay),
  'replay.resume': call<ReplayView>()(ofReplay),
  /** Pauses, and sends the next message now. */
  'replay.step': call<ReplayView>()(ofReplay),
  'replay.speed': call<ReplayView>()(z.object({ replayId, speed }).strict()),
  /** Sends under way get their answers. */
  'replay.stop': call<ReplayView>()(ofReplay),
  'replay.list': call<ReplayView[]>()(nothing),
  /** Of a replay that ended: what differs, message by message. */
  'replay.rows': call<ReplayRows>()(
    z.object({ replayId, which: z.enum(['all', 'different']), ...range }).strict(),
  ),
  /** The report as JSON text, in parts that are to be joined; the first is part 0. */
  'replay.export': call<{ text: string; done: boolean }>()(
    z.object({ replayId, part: z.number().int().min(0) }).strict(),
  ),
} as const satisfies Record<string, CallSpec>;

export interface RecordingEvents {
  /** At most four times a second. */
  'recorder.changed': RecorderView | null;
  /** At most ten times a second. */
  'replay.changed': ReplayView;
}

/** full: at its size limit. behind: events came faster than the disk took them. disk: it refused, with `code`. */
export interface RecorderView {
  name: string;
  /** Host time. */
  startedAtMs: number;
  events: number;
  bytes: number;
  maxBytes: number;
  /** It ended by itself; told until the next one is begun or this is stopped. */
  ended?: { reason: 'full' | 'behind' | 'disk'; code?: string };
}

export interface RecordingItem {
  name: string;
  /** Host time; absent when its first line does not say it. */
  startedAtMs?: number;
  /** As its last line says, or counted lines where it was cut off. */
  events: number;
  bytes: number;
  state: 'recording' | 'whole' | 'cutOff';
}

/** A line that is not shown, and why; from 1. */
export interface RecordingProblem {
  line: number;
  reason: 'header' | 'damaged' | 'unknownKind' | 'torn';
}

export interface RecordingView {
  name: string;
  bytes: number;
  startedAtMs?: number;
  durationMs: number;
  /** Of its format; a higher one than `knownVersion` is read as far as it is known. */
  version?: number;
  knownVersion: number;
  events: number;
  counts: Record<RecordedEvent['kind'], number>;
  /** Absent: it was cut off. */
  ended?: 'stopped' | 'full' | 'behind' | 'disk';
  /** The first hundred. */
  problems: RecordingProblem[];
  problemCount: number;
}

/** One line of the table; its body stays in the file. */
export interface RecordingRow {
  /** From 0. */
  at: number;
  /** Since the beginning; of a send: when it was sent. */
  offsetMs: number;
  kind: RecordedEvent['kind'];
  topic: string;
  key: string;
  outcome: SendState | DecisionResult | 'delivered';
  status?: string;
  attempt?: number;
  place?: StoredFact['place'];
  profileId: string;
  connection: string;
  group?: string;
  bodyBytes?: number;
}

export interface RecordingRows {
  from: number;
  rows: RecordingRow[];
}

export interface ReplayPlan {
  /** That can be sent. */
  messages: number;
  /** That cannot: their bodies were not kept. */
  withoutBody: number;
  /** From the first send to the last, as recorded. */
  durationMs: number;
  topics: {
    topic: string;
    messages: number;
    /** On the target; absent where it could not be asked. */
    exists?: boolean;
    queues?: number;
  }[];
}

type ReplayState = 'running' | 'paused' | 'done' | 'stopped' | 'failed';

export interface ReplayView {
  replayId: number;
  name: string;
  profileId: string;
  topic?: string;
  state: ReplayState;
  speed: ReplaySpeed;
  total: number;
  done: number;
  withoutBody: number;
  counts: Record<SendState, number>;
  /** Host time at which the next is due; absent while paused and at the end. */
  nextAtMs?: number;
  /** Sends that went out later than their pace wanted, by more than 100 ms, and the worst of them. */
  late: { sends: number; maxMs: number };
  startedAtMs: number;
  endedAtMs?: number;
  /** The recording could not be read on. */
  error?: ErrorData;
  /** When it has ended. */
  report?: ReplayReport;
}

export interface ReplayReport {
  /** Messages that were sent again. */
  compared: number;
  /** Messages without any difference. */
  same: number;
  /** Messages with this difference; one may have several. */
  counts: Record<Difference, number>;
  /** Keys with messages out of order. */
  keysOutOfOrder: number;
  /** Names of brokers mean the same then and now; else queues were compared by number. */
  sameBrokers: boolean;
}

export interface ReplayRow extends Compared {
  differences: Difference[];
  /** Why it could not be sent. */
  error?: ErrorData;
}

export interface ReplayRows {
  total: number;
  from: number;
  rows: ReplayRow[];
}
