import { parseOffsetMsgId } from '../../protocol/offset-id.ts';

/**
 * What a person's id may be. `uniqueKey`: a producer's UNIQ_KEY, looked up by index on a topic. `offsetId`: possibly the
 * place of a stored copy as well; a producer's pid may look like the zero half of a port, so `uniqueKey` is tried next.
 */
type IdReading =
  | { kind: 'uniqueKey'; id: string }
  | { kind: 'offsetId'; id: string; host: string; commitLogOffset: number };

/**
 * Reads an id without asking anybody. Blanks around it are dropped. Source: MessageDecoder.decodeMessageId, which takes
 * any 32 digits for an offset id.
 */
export function readMessageId(text: string): IdReading {
  const id = text.trim();
  const place = parseOffsetMsgId(id);
  return place === undefined ? { kind: 'uniqueKey', id } : { kind: 'offsetId', id, ...place };
}

/** Whether two ids are the same: hexadecimal ones are pasted in either case. */
export function sameId(a: string, b: string): boolean {
  return a !== '' && a.toUpperCase() === b.toUpperCase();
}
