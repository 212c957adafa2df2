import { Buffer } from 'node:buffer';
import type { BrowseMessage } from '../../../contract/browse.ts';

/** A message as it is exported; one name a column. */
export interface ExportedMessage {
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
  bodyEncoding: 'text' | 'base64';
  body: string;
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

export function exportedMessage(message: BrowseMessage): ExportedMessage {
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
    ...bodyText(message.body),
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
function bodyText(body: Uint8Array): Pick<ExportedMessage, 'bodyEncoding' | 'body'> {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.length);
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes)
    ? { bodyEncoding: 'text', body: text }
    : { bodyEncoding: 'base64', body: bytes.toString('base64') };
}

/** A producer may have written any number as its time. */
function isoTime(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString();
}
