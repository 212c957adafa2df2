/**
 * What can be made to go wrong with a topic. The three of a send that is stored but not confirmed; an answer that comes
 * late, never, or not before the connection closes (the send is stored all the same); a send refused with 16; and a
 * route that names an address where nobody listens.
 */
export const FAULT_KINDS = [
  'flush-disk-timeout',
  'flush-slave-timeout',
  'slave-not-available',
  'slow',
  'silent',
  'closed',
  'forbidden',
  'unreachable',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Plain data: it is posted to the worker. Without `count` and `share` every request of the topic meets it. */
export interface Fault {
  /** `*` = every topic. */
  topic: string;
  kind: FaultKind;
  /** Host milliseconds by which a `slow` answer is late. */
  delayMs?: number;
  /** Only the next so many. */
  count?: number;
  /** Only so many of all, 0 to 1, by a seeded draw. */
  share?: number;
}

export const FAULT_USAGE = `TOPIC:KIND[:count|share%], KIND one of ${FAULT_KINDS.join(', ')}, slow written slow=MS`;

/** `orders:silent`, `orders:slow=1500:25%`, `*:closed:3`. Throws with a sentence for anything else. */
export function parseFault(text: string): Fault {
  const match = /^([^:]+):([a-z-]+)(?:=(\d+))?(?::(\d+)(%?))?$/.exec(text);
  const [, topic = '', kindText, delayText, amount, percent] = match ?? [];
  const kind = FAULT_KINDS.find((known) => known === kindText);
  if (kind === undefined || (kind === 'slow') !== (delayText !== undefined))
    throw new Error(`${text}: write ${FAULT_USAGE}.`);
  const fault: Fault = { topic, kind };
  if (delayText !== undefined) fault.delayMs = Number(delayText);
  if (amount === undefined) return fault;
  if (percent === '') return { ...fault, count: Number(amount) };
  if (Number(amount) > 100) throw new Error(`${text}: a share is at most 100%.`);
  return { ...fault, share: Number(amount) / 100 };
}
