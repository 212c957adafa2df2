import type { EventMessage, EventName, Events } from './contract.ts';
import type { SentRecord } from './views.ts';

interface EventThing<D> {
  /** Its identity among the things that this event is about; '' = there is one only. */
  id(data: D): string | number;
  /** What a newer event would lose of an older one. Default: nothing, it carries the whole view. */
  merged?(older: D, newer: D): D;
}

/** What each event is about: while a window reads slowly, the newest event of a thing takes the place of an older one. */
const EVENT_THINGS: { readonly [N in EventName]: EventThing<Events[N]> } = {
  'app.changed': { id: () => '' },
  'profile.changed': { id: ({ profileId }) => profileId },
  'profile.closed': { id: ({ profileId }) => profileId },
  'doctor.changed': { id: ({ profileId }) => profileId },
  'consumer.changed': { id: ({ consumerId }) => consumerId },
  'consumer.removed': { id: ({ consumerId }) => consumerId },
  'browse.changed': { id: ({ browseId }) => browseId },
  'browse.closed': { id: ({ browseId }) => browseId },
  'message.sent': { id: ({ sendId }) => sendId },
  'send.run.changed': { id: ({ run }) => run.runId, merged: withRecords },
  'resend.changed': { id: ({ run }) => run.runId, merged: withRecords },
  'history.changed': { id: () => '' },
  'library.changed': { id: () => '' },
  'delayLab.changed': { id: ({ runId }) => runId },
  'delayLab.removed': { id: ({ runId }) => runId },
  'order.run.changed': { id: ({ runId }) => runId },
  'recorder.changed': { id: () => '' },
  'replay.changed': { id: ({ replayId }) => replayId },
  'prefs.changed': { id: () => '' },
  'documented.delivery': { id: ({ delivery }) => delivery },
  'documented.entry': { id: ({ seq }) => seq },
};

/** The event and the thing it is about. */
export function eventKey({ event, data }: EventMessage): string {
  return `${event} ${thingOf(event).id(data)}`;
}

/** `newer`, and what it would lose of an `older` one of the same key. */
export function mergedEvent(older: EventMessage, newer: EventMessage): EventMessage {
  const { merged } = thingOf(newer.event);
  return merged === undefined ? newer : ({ ...newer, data: merged(older.data, newer.data) } as EventMessage);
}

/** The table says which data belong to which event; a union of events does not. */
function thingOf(event: EventName): EventThing<unknown> {
  return EVENT_THINGS[event] as EventThing<unknown>;
}

function withRecords<D extends { records: SentRecord[] }>(older: D, newer: D): D {
  return { ...newer, records: [...older.records, ...newer.records] };
}
