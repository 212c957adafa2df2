import type { SendDraft } from '../contract/views.ts';
import type { StoredDetail } from '../model/message-detail.ts';
import { RESERVED_PROPERTIES } from '../model/properties.ts';
import { originTopic } from '../model/resend/original.ts';
import { readBody } from './diff/body.ts';

const FORMATS = { json: 'json', text: 'text', bytes: 'hex' } as const;

/** As stored, blanks separate them. */
export const splitKeys = (keys: string): string[] => keys.split(' ').filter((key) => key !== '');

/**
 * A stored message as a template: its own topic (a dead letter's is the one it was first sent to), body, tag, keys and
 * user properties. Reserved properties stay behind, and so does a delay level: it may be a retry's.
 */
export function templateOf(detail: StoredDetail): SendDraft {
  const { row, body, properties } = detail;
  return {
    topic: originTopic(detail) || row.topic,
    tag: row.tag,
    keys: splitKeys(row.keys),
    properties: properties.filter(([name]) => !RESERVED_PROPERTIES.has(name)),
    body,
    bodyFormat: FORMATS[readBody(body).kind],
    delayLevel: 0,
    mode: 'sync',
  };
}
