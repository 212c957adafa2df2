import type { OutgoingMessage } from '../message.ts';
import type { OrderlyChoice } from '../orderly.ts';
import type { SendMode } from '../send.ts';

/** A message and how it is sent. */
export interface CodeMessage extends OutgoingMessage {
  mode: SendMode;
  orderly?: OrderlyChoice | undefined;
}

/** Where it is sent. Keys are never part of it: code has placeholders instead. */
export interface CodeTarget {
  /** As typed: addresses, or the URL of a name server domain. */
  nameServers: string;
  signed: boolean;
}

export const PRODUCER_GROUP = 'gantry-compose';
export const ACCESS_KEY_PLACEHOLDER = 'YOUR_ACCESS_KEY';
export const SECRET_KEY_PLACEHOLDER = 'YOUR_SECRET_KEY';
