import type { BodyFormat } from '../body-format.ts';
import type { OutgoingMessage, Properties } from '../message.ts';
import type { OrderlyChoice } from '../orderly.ts';
import { MAX_PROPERTIES_BYTES, propertiesBytes } from '../outgoing.ts';
import { RESERVED_PROPERTIES } from '../properties.ts';
import type { SendMode } from '../send.ts';
import type { Original } from './original.ts';

/** Of a copy: names its original as `topic/unique key`. */
export const LINK_PROPERTY = 'GANTRY_ORIGIN';

export interface CopyOptions {
  /** Default: the original's own. */
  topic?: string | undefined;
  /** Adds the link property where the original was stored and there is room for it. */
  link: boolean;
}

/** The message that is sent. */
export interface Copy extends OutgoingMessage {
  bodyFormat: BodyFormat;
  mode: SendMode;
  orderly?: OrderlyChoice | undefined;
}

/**
 * The same body bytes, tag, keys and user properties in their order. Reserved properties stay behind, and so does a delay
 * level that may be a retry's.
 */
export function copyOf(original: Original, { topic, link }: CopyOptions): Copy {
  const { tag, keys, body, bodyFormat, mode, orderly, delayLevel, delaySetBy, sentBefore } = original;
  const copy: Copy = {
    topic: topic ?? original.topic,
    tag,
    keys: keysOf(keys),
    properties: userProperties(original),
    body,
    bodyFormat,
    delayLevel: delaySetBy === 'person' ? delayLevel : 0,
    mode,
    ...(orderly === undefined ? {} : { orderly }),
    ...(sentBefore ? { verbatim: true } : {}),
  };
  const linked = link ? withLink(copy, original.link) : undefined;
  return linked === undefined ? copy : { ...copy, properties: linked };
}

/** Whether a link was wanted and there was no room for it. */
export function isLinkLeftOut(original: Original, copy: Pick<Copy, 'properties'>, link: boolean): boolean {
  return link && original.link !== undefined && linkOf(copy.properties) !== original.link;
}

export function userProperties({ properties }: Pick<Original, 'properties'>): Properties {
  return properties.filter(([name]) => !RESERVED_PROPERTIES.has(name));
}

export function linkOf(properties: Properties): string | undefined {
  return properties.find(([name]) => name === LINK_PROPERTY)?.[1];
}

/** One key each; joined by blanks they are the same text again, however many blanks there were. */
function keysOf(keys: string): string[] {
  const split = keys.split(' ');
  return split.includes('') ? [keys].filter((key) => key !== '') : split;
}

/** A copy of a copy names the one it was made of. */
function withLink(copy: Copy, link: string | undefined): Properties | undefined {
  if (link === undefined) return undefined;
  const properties: Properties = [
    ...copy.properties.filter(([name]) => name !== LINK_PROPERTY),
    [LINK_PROPERTY, link],
  ];
  return propertiesBytes({ ...copy, properties }) > MAX_PROPERTIES_BYTES ? undefined : properties;
}
