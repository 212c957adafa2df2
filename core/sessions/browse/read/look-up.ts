import { lookUpById, lookUpByKey } from '../../../admin/messages/look-up.ts';
import type { ClientInstance } from '../../../client/client-instance.ts';
import type { BrowseLookUp, BrowseRange } from '../../../contract/browse.ts';
import { inputError } from '../../../model/error.ts';
import type { ReceivedMessage } from '../../../model/message.ts';

export type LookUpRange = Extract<BrowseRange, { kind: 'key' | 'id' }>;

export function isLookUp(range: BrowseRange): range is LookUpRange {
  return range.kind === 'key' || range.kind === 'id';
}

/** Throws INPUT (key, id). */
export function checkLookUp(range: LookUpRange): void {
  if (range.kind === 'key' && range.key.trim() === '') throw inputError('key', 'empty');
  if (range.kind === 'id' && range.id.trim() === '') throw inputError('id', 'empty');
}

/** Messages by index, and what is to be said about them. Throws as lookUpByKey and lookUpById. */
export async function lookUp(
  client: ClientInstance,
  topic: string,
  range: LookUpRange,
): Promise<{ messages: ReceivedMessage[]; facts: BrowseLookUp }> {
  if (range.kind === 'id') {
    const { messages, ...facts } = await lookUpById(client, range.id, topic);
    return { messages, facts };
  }
  const { key, fromMs, toMs } = range;
  const { messages, ...facts } = await lookUpByKey(client, topic, key.trim(), {
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(toMs === undefined ? {} : { toMs }),
  });
  return { messages, facts };
}
