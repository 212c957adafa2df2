import type { z } from 'zod';
import type { ConsumerView, MessageDetail, StopPreview } from '../model/consume.ts';
import type { DoctorView } from '../model/doctor.ts';
import { ackViewCalls } from './ack-view.ts';
import { type BrowseEvents, browseCalls } from './browse.ts';
import { type CallSpec, call } from './call-spec.ts';
import { type ComposeEvents, composeCalls } from './compose.ts';
import { type DelayLabEvents, delayLabCalls } from './delay-lab.ts';
import { diffCalls } from './diff.ts';
import { besideDocumentedCalls, type DocumentedDelivery, documentedCalls } from './documented.ts';
import { type HistoryChanged, historyCalls } from './history.ts';
import * as inputs from './inputs.ts';
import { type LibraryChanged, libraryCalls } from './library.ts';
import { logCalls } from './log.ts';
import { messageCalls } from './message.ts';
import { operationsCalls, type TranscriptEntry } from './operations.ts';
import { type OrderLabEvents, orderLabCalls } from './order-lab.ts';
import { type PrefsEvents, prefsCalls } from './prefs.ts';
import { profileCalls } from './profiles.ts';
import { type RecordingEvents, recordingCalls } from './recordings.ts';
import { type ResendEvents, resendCalls } from './resend.ts';
import { rulesCalls } from './rules.ts';
import { topicCalls } from './topics.ts';
import type {
  AppView,
  DecideResult,
  GroupView,
  ProfileView,
  RowsPage,
  SentRecord,
  Settings,
  TopicRouteView,
} from './views.ts';
import { windowStateCalls } from './window-state.ts';

/**
 * Every call from a window to its host, in one table. The host's handlers, the preload's allow-list and the window's
 * typed client derive from it: a new operation is one entry here and one handler in console.ts.
 */
export const calls = {
  'app.open': call<AppView>()(inputs.openApp),
  'app.settings.set': call<Settings>()(inputs.settingsPatch),
  'app.notice.dismiss': call<null>()(inputs.dismissNotice),
  /** Shows the data folder in the system's own program for files, where the host has one. */
  'app.folder.open': call<null>()(inputs.nothing),

  'sandbox.start': call<ProfileView>()(inputs.startSandbox),
  'sandbox.clock.set': call<ProfileView>()(inputs.setClock),
  'sandbox.clock.step': call<ProfileView>()(inputs.stepClock),
  'profile.retry': call<ProfileView>()(inputs.ofProfile),
  'profile.close': call<null>()(inputs.ofProfile),
  ...profileCalls,

  ...topicCalls,
  'topic.route': call<TopicRouteView>()(inputs.ofTopic),
  'group.members': call<GroupView>()(inputs.ofGroup),
  ...browseCalls,

  ...composeCalls,
  ...messageCalls,
  ...historyCalls,
  ...libraryCalls,
  ...diffCalls,
  ...delayLabCalls,
  ...resendCalls,
  ...recordingCalls,

  'consumer.list': call<ConsumerView[]>()(inputs.nothing),
  'consumer.start': call<ConsumerView>()(inputs.startConsumer),
  'consumer.restart': call<ConsumerView>()(inputs.ofConsumer),
  'consumer.mode.set': call<ConsumerView>()(inputs.setMode),
  'consumer.stop.preview': call<StopPreview>()(inputs.ofConsumer),
  'consumer.stop': call<ConsumerView>()(inputs.ofConsumer),
  'consumer.remove': call<null>()(inputs.ofConsumer),
  'consumer.decide': call<DecideResult[]>()(inputs.decide),
  'consumer.rows': call<RowsPage>()(inputs.readRows),
  'consumer.row.find': call<{ region: 'pinned' | 'settled'; position: number } | null>()(inputs.findRow),
  'consumer.message': call<MessageDetail>()(inputs.readMessage),
  ...ackViewCalls,
  ...rulesCalls,

  ...documentedCalls,
  ...besideDocumentedCalls,
  ...operationsCalls,
  ...orderLabCalls,
  ...windowStateCalls,
  ...logCalls,
  ...prefsCalls,
} as const satisfies Record<string, CallSpec>;

export type CallName = keyof typeof calls;
export type CallInput<N extends CallName> = z.input<(typeof calls)[N]['input']>;
export type CallOutput<N extends CallName> =
  | NonNullable<(typeof calls)[N]['output']>
  | Extract<(typeof calls)[N]['output'], null>;

export const CALL_NAMES = Object.keys(calls) as CallName[];

/**
 * Every event from host to window. Each carries the whole new view of its thing: a lost event is healed by the next.
 * event-things.ts says what each is about, and what of one is more than a view.
 */
export interface Events
  extends BrowseEvents,
    ComposeEvents,
    ResendEvents,
    DelayLabEvents,
    OrderLabEvents,
    RecordingEvents,
    PrefsEvents {
  'app.changed': AppView;
  'profile.changed': ProfileView;
  'profile.closed': { profileId: string };
  'doctor.changed': DoctorView;
  'consumer.changed': ConsumerView;
  'consumer.removed': { consumerId: number };
  'message.sent': SentRecord;
  'history.changed': HistoryChanged;
  'library.changed': LibraryChanged;
  'documented.delivery': DocumentedDelivery;
  'documented.entry': TranscriptEntry;
}
export type EventName = keyof Events;
export type EventMessage = { [N in EventName]: { event: N; data: Events[N] } }[EventName];

/** What console.ts implements. `windowId` says who asks. */
export type Handlers = {
  [N in CallName]: (
    input: z.output<(typeof calls)[N]['input']>,
    windowId: string,
  ) => CallOutput<N> | Promise<CallOutput<N>>;
};
