import type { Answer } from './answer.ts';
import type { CallInput, CallName, CallOutput, EventMessage } from './contract.ts';

/** What a host gives the window: in Electron from the preload, in the browser over a WebSocket. */
export interface Bridge {
  host: 'electron' | 'browser';
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Answer<CallOutput<N>>>;
  /** Delivers every event until the returned function is called. */
  listen(handler: (message: EventMessage) => void): () => void;
  /** The link to the host went away or came back (browser host). */
  onLink(handler: (up: boolean) => void): () => void;
}

/** Name under which the preload exposes its half. */
export const PRELOAD_KEY = 'gantryHost';

/**
 * Set by a host whose answers and events go different ways: from 1, one more for each of either, from app.open on. Absent
 * before that.
 */
export interface Turned {
  turn?: number;
}

/** The preload's half: one function a call name, nothing else. Events arrive on a MessagePort posted to the page. */
export type PreloadApi = {
  [N in CallName]: (input: CallInput<N>) => Promise<Answer<CallOutput<N>> & Turned>;
};

/** `data` of the window message that carries the event port. */
export const EVENT_PORT_MESSAGE = 'gantry:events';
