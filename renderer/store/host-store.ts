import { create } from 'zustand';
import type { EventMessage } from '../../core/contract/contract.ts';
import type { AppView, ProfileView, SentRecord } from '../../core/contract/views.ts';
import type { ConsumerView } from '../../core/model/consume.ts';

/** Sends shown in History; the host keeps as many drafts. */
const MAX_SENT = 1_000;

/** What the host last said. Views only: rows stay in the host and are read by range. */
export interface HostState {
  app: AppView | undefined;
  /** false: the link to the host is down; what is shown is the last that was known. */
  linkUp: boolean;
  profiles: Record<string, ProfileView>;
  consumers: Record<number, ConsumerView>;
  /** Of all profiles, newest first. */
  sent: SentRecord[];

  linkChanged(up: boolean): void;
  /** After app.open: everything else that was known is replaced. */
  opened(app: AppView, consumers: ConsumerView[], sent: SentRecord[]): void;
  eventReceived(message: EventMessage): void;
  /** A call answered with the new view before (or without) its event. */
  profileReceived(profile: ProfileView): void;
  consumerReceived(consumer: ConsumerView): void;
}

export const useHost = create<HostState>()((set, get) => ({
  app: undefined,
  linkUp: true,
  profiles: {},
  consumers: {},
  sent: [],

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
      case 'consumer.changed':
        get().consumerReceived(message.data);
        break;
      case 'consumer.removed':
        set({ consumers: without(get().consumers, message.data.consumerId) });
        break;
      case 'message.sent': {
        const { sendId } = message.data;
        const others = get().sent.filter((record) => record.sendId !== sendId);
        set({ sent: newestFirst([message.data, ...others]).slice(0, MAX_SENT) });
        break;
      }
    }
  },
  profileReceived: (profile) => set({ profiles: { ...get().profiles, [profile.profileId]: profile } }),
  consumerReceived: (consumer) => set({ consumers: { ...get().consumers, [consumer.consumerId]: consumer } }),
}));

function byProfileId(profiles: ProfileView[]): Record<string, ProfileView> {
  return Object.fromEntries(profiles.map((profile) => [profile.profileId, profile]));
}

function newestFirst(sent: SentRecord[]): SentRecord[] {
  return [...sent].sort((a, b) => b.sendId - a.sendId);
}

function without<K extends string | number, V>(record: Record<K, V>, key: K): Record<K, V> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== String(key))) as Record<K, V>;
}
