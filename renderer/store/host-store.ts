import { create } from 'zustand';
import type { BrowseView } from '../../core/contract/browse.ts';
import type { SendRunView } from '../../core/contract/compose.ts';
import type { EventMessage } from '../../core/contract/contract.ts';
import type { ResendRunView } from '../../core/contract/resend.ts';
import type { AppView, ProfileView, SentRecord } from '../../core/contract/views.ts';
import type { ConsumerView } from '../../core/model/consume.ts';
import type { DoctorView } from '../../core/model/doctor.ts';

/** Sends shown in History; the host keeps as many drafts. */
const MAX_SENT = 1_000;

/** What the host last said. Views only: rows stay in the host and are read by range. */
export interface HostState {
  app: AppView | undefined;
  /** false: the link to the host is down; what is shown is the last that was known. */
  linkUp: boolean;
  /** Drafts and tabs of the last window stand in this one: nothing moves by itself any more. */
  workIsBack: boolean;
  profiles: Record<string, ProfileView>;
  consumers: Record<number, ConsumerView>;
  /** The last examination of each connection, by profileId. */
  doctors: Record<string, DoctorView>;
  /** Topics that are looked at. */
  browses: Record<number, BrowseView>;
  /** Of all profiles, newest first. */
  sent: SentRecord[];
  /** Runs of several sends, by runId. */
  runs: Record<number, SendRunView>;
  /** Runs of messages sent again, by runId. */
  resends: Record<number, ResendRunView>;
  /** What the host last said of the send history and of the library; what is shown of them is read again. */
  historyVersion: number;
  libraryRevision: number;

  linkChanged(up: boolean): void;
  /** After app.open: everything else that was known is replaced. */
  opened(app: AppView, consumers: ConsumerView[], sent: SentRecord[]): void;
  eventReceived(message: EventMessage): void;
  /** A call answered with the new view before (or without) its event. */
  profileReceived(profile: ProfileView): void;
  consumerReceived(consumer: ConsumerView): void;
  doctorReceived(doctor: DoctorView): void;
  browseReceived(browse: BrowseView): void;
  runReceived(run: SendRunView): void;
  resendReceived(run: ResendRunView): void;
}

export const useHost = create<HostState>()((set, get) => ({
  app: undefined,
  linkUp: true,
  workIsBack: false,
  profiles: {},
  consumers: {},
  doctors: {},
  browses: {},
  sent: [],
  runs: {},
  resends: {},
  historyVersion: 0,
  libraryRevision: 0,

  linkChanged: (linkUp) => set({ linkUp }),
  opened: (app, consumers, sent) =>
    set({
      app,
      profiles: byProfileId(app.profiles),
      consumers: Object.fromEntries(consumers.map((consumer) => [consumer.consumerId, consumer])),
      sent: newestFirst(sent),
    }),
  eventReceived(message) {
    switch (message.event) {
      case 'app.changed':
        set({ app: message.data, profiles: byProfileId(message.data.profiles) });
        break;
      case 'profile.changed':
        get().profileReceived(message.data);
        break;
      case 'profile.closed':
        set({ profiles: without(get().profiles, message.data.profileId) });
        break;
      case 'doctor.changed':
        get().doctorReceived(message.data);
        break;
      case 'consumer.changed':
        get().consumerReceived(message.data);
        break;
      case 'consumer.removed':
        set({ consumers: without(get().consumers, message.data.consumerId) });
        break;
      case 'browse.changed':
        get().browseReceived(message.data);
        break;
      case 'browse.closed':
        set({ browses: without(get().browses, message.data.browseId) });
        break;
      case 'history.changed':
        set({ historyVersion: message.data.version });
        break;
      case 'library.changed':
        set({ libraryRevision: message.data.revision });
        break;
      case 'message.sent':
        set({ sent: withSends(get().sent, [message.data]) });
        break;
      case 'resend.changed': {
        const { run, records } = message.data;
        set({ sent: withSends(get().sent, records) });
        get().resendReceived(run);
        break;
      }
      case 'send.run.changed': {
        const { run, records } = message.data;
        set({ sent: withSends(get().sent, records) });
        get().runReceived(run);
        break;
      }
    }
  },
  resendReceived(run) {
    const known = get().resends[run.runId];
    // An answer may come after an event that is newer.
    if (known === undefined || known.done <= run.done)
      set({ resends: { ...get().resends, [run.runId]: run } });
  },
  runReceived(run) {
    const known = get().runs[run.runId];
    // An answer may come after an event that is newer.
    if (known === undefined || known.done <= run.done) set({ runs: { ...get().runs, [run.runId]: run } });
  },
  profileReceived: (profile) => set({ profiles: { ...get().profiles, [profile.profileId]: profile } }),
  doctorReceived: (doctor) => set({ doctors: { ...get().doctors, [doctor.profileId]: doctor } }),
  consumerReceived: (consumer) => set({ consumers: { ...get().consumers, [consumer.consumerId]: consumer } }),
  browseReceived(browse) {
    const known = get().browses[browse.browseId];
    // An answer may come after an event that is newer.
    if (known !== undefined && known.version > browse.version) return;
    set({ browses: { ...get().browses, [browse.browseId]: browse } });
  },
}));

function byProfileId(profiles: ProfileView[]): Record<string, ProfileView> {
  return Object.fromEntries(profiles.map((profile) => [profile.profileId, profile]));
}

function withSends(sent: SentRecord[], more: SentRecord[]): SentRecord[] {
  const ids = new Set(more.map(({ sendId }) => sendId));
  return newestFirst([...more, ...sent.filter(({ sendId }) => !ids.has(sendId))]).slice(0, MAX_SENT);
}

function newestFirst(sent: SentRecord[]): SentRecord[] {
  return [...sent].sort((a, b) => b.sendId - a.sendId);
}

function without<K extends string | number, V>(record: Record<K, V>, key: K): Record<K, V> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== String(key))) as Record<K, V>;
}
