/** How a numbered message was sent, by the word of the producer. */
export interface Sent {
  id: number;
  kind: 'stored' | 'refused' | 'unknown' | 'notSent';
}

/** One stored copy of a numbered message. */
export interface Copy {
  id: number;
  /** As queueKey gives it. */
  queue: string;
  queueOffset: number;
}

export interface Evidence {
  sent: readonly Sent[];
  /** Every copy in the broker at the end. */
  inBroker: readonly Copy[];
  /** Every delivery that was acked, in that order. */
  delivered: readonly Copy[];
}

export interface Verdict {
  stored: number;
  refused: number;
  unknown: number;
  notSent: number;
  /** Of the unknown ones, those in the broker. */
  unknownStored: number;
  /** Different messages delivered. */
  consumed: number;
  /** In the broker and never delivered. */
  lost: number[];
  /** Stored by the producer's word, and not in the broker. */
  missing: number[];
  /** Refused or not sent by the producer's word, and in the broker all the same. */
  untrue: number[];
  /** Deliveries of messages that had been delivered. */
  duplicates: number;
  /** Copies beyond the first of each message: a retry after silence stores another. */
  storedTwice: number;
  /** First deliveries behind a later one of their queue. */
  outOfOrder: number;
}

/** What happened, from what the producer said, what the broker has, and what consumers acked. */
export function judge({ sent, inBroker, delivered }: Evidence): Verdict {
  const found = idsOf(inBroker);
  const consumed = idsOf(delivered);
  const ids = (...kinds: Sent['kind'][]): number[] =>
    sent.flatMap(({ id, kind }) => (kinds.includes(kind) ? id : []));
  const [stored, unknown] = [ids('stored'), ids('unknown')];
  return {
    stored: stored.length,
    refused: ids('refused').length,
    unknown: unknown.length,
    notSent: ids('notSent').length,
    unknownStored: unknown.filter((id) => found.has(id)).length,
    consumed: consumed.size,
    lost: [...found].filter((id) => !consumed.has(id)),
    missing: stored.filter((id) => !found.has(id)),
    untrue: ids('refused', 'notSent').filter((id) => found.has(id)),
    duplicates: delivered.length - consumed.size,
    storedTwice: inBroker.length - found.size,
    outOfOrder: outOfOrder(delivered),
  };
}

/** A message delivered again is a duplicate, wherever it stands in its queue: only first deliveries have an order. */
function outOfOrder(delivered: readonly Copy[]): number {
  const seen = new Set<number>();
  const furthest = new Map<string, number>();
  let count = 0;
  for (const { id, queue, queueOffset } of delivered) {
    if (seen.has(id)) continue;
    seen.add(id);
    if (queueOffset < (furthest.get(queue) ?? 0)) count++;
    else furthest.set(queue, queueOffset);
  }
  return count;
}

/** Why a verdict is none to be content with; none = it is. `orderly` asks for the order as well. */
export function complaints(verdict: Verdict, { orderly }: { orderly: boolean }): string[] {
  const { lost, missing, untrue } = verdict;
  const found = [
    told('lost', lost),
    told('missing in the broker', missing),
    told('stored though said not to be', untrue),
  ];
  if (verdict.stored === 0) found.push('nothing was stored');
  if (orderly && verdict.outOfOrder > 0) found.push(`${verdict.outOfOrder} out of order`);
  return found.filter((text) => text !== '');
}

function told(what: string, ids: readonly number[]): string {
  if (ids.length === 0) return '';
  return `${ids.length} ${what} (first: ${ids.slice(0, 5).join(', ')})`;
}

const idsOf = (copies: readonly Copy[]): Set<number> => new Set(copies.map(({ id }) => id));
