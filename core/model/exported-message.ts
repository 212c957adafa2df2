import { encodeBase64 } from './base64.ts';
import type { StoredDetail } from './message-detail.ts';
import { utf8Text } from './utf8.ts';

export interface BodyAsText {
  bodyEncoding: 'text' | 'base64';
  body: string;
}

/** A message as it is exported and copied; one name a column. */
export interface ExportedMessage extends BodyAsText {
  /** ISO 8601 in UTC, with milliseconds. */
  stored: string;
  born: string;
  topic: string;
  broker: string;
  queueId: number;
  offset: number;
  tag: string;
  keys: string;
  messageId: string;
  offsetId: string;
  attempt: number;
  bodyBytes: number;
  /** All of them, in stored order. */
  properties: [string, string][];
}

export const EXPORTED_COLUMNS = [
  'stored',
  'born',
  'topic',
  'broker',
  'queueId',
  'offset',
  'tag',
  'keys',
  'messageId',
  'offsetId',
  'attempt',
  'bodyBytes',
  'bodyEncoding',
  'body',
  'properties',
] as const satisfies readonly (keyof ExportedMessage)[];

/** `base64` may be a faster one where there is one. */
export function exportedMessage(message: StoredDetail, base64 = encodeBase64): ExportedMessage {
  const { row, properties } = message;
  return {
    stored: isoTime(message.storeTimestamp),
    born: isoTime(message.bornTimestamp),
    topic: row.topic,
    broker: row.brokerName,
    queueId: row.queueId,
    offset: row.queueOffset,
    tag: row.tag,
    keys: row.keys,
    messageId: row.uniqueKey,
    offsetId: message.offsetMsgId,
    attempt: row.attempt,
    bodyBytes: row.bodyBytes,
    ...bodyAsText(message.body, base64),
    properties,
  };
}

export function exportedCells(message: ExportedMessage): string[] {
  return EXPORTED_COLUMNS.map((name) => {
    const value = message[name];
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}

/** Text only when its bytes come out the same. */
export function bodyAsText(body: Uint8Array, base64 = encodeBase64): BodyAsText {
  const text = utf8Text(body);
  return text === undefined
    ? { bodyEncoding: 'base64', body: base64(body) }
    : { bodyEncoding: 'text', body: text };
}

/** A producer may have written any number as its time. */
function isoTime(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString();
}
