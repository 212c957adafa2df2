/**
 * What can be made to go wrong with a topic. The three of a send that is stored but not confirmed; an answer that comes
 * late, never, or not before the connection closes (the send is stored all the same); a request refused with 16; and a
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

/** Which requests about a topic a fault is about. `offset`: those that ask for one or commit one. */
export const FAULT_REQUESTS = ['send', 'pull', 'offset', 'send-back'] as const;
export type FaultRequests = (typeof FAULT_REQUESTS)[number];
/** What can be said to any request, not to a send alone. */
const ANY_REQUEST: ReadonlySet<FaultKind> = new Set(['slow', 'silent', 'closed', 'forbidden']);

/** Plain data: it is posted to the worker. Without `count` and `share` every request of the topic meets it. */
export interface Fault {
  /** `*` = every topic. */
  topic: string;
  kind: FaultKind;
  /** Default: sends; `unreachable` is about routes. */
  on?: FaultRequests;
  /** Host milliseconds by which a `slow` answer is late. */
  delayMs?: number;
  /** Only the next so many. */
  count?: number;
  /** Only so many of all, 0 to 1, by a seeded draw. */
  share?: number;
}

export const FAULT_USAGE = `TOPIC[/REQUESTS]:KIND[:count|share%], REQUESTS one of ${FAULT_REQUESTS.join(', ')}, KIND one of ${FAULT_KINDS.join(', ')}, slow written slow=MS`;

/** `orders:silent`, `orders/pull:slow=1500:25%`, `*:closed:3`. Throws with a sentence for anything else. */
export function parseFault(text: string): Fault {
  const match = /^([^:/]+)(?:\/([a-z-]+))?:([a-z-]+)(?:=(\d+))?(?::(\d+)(%?))?$/.exec(text);
  const [, topic = '', onText = 'send', kindText, delayText, amount, percent] = match ?? [];
  const on = FAULT_REQUESTS.find((known) => known === onText);
  const kind = FAULT_KINDS.find((known) => known === kindText);
  if (kind === undefined || on === undefined || (kind === 'slow') !== (delayText !== undefined))
    throw new Error(`${text}: write ${FAULT_USAGE}.`);
  if (on !== 'send' && !ANY_REQUEST.has(kind)) throw new Error(`${text}: ${kind} is said to sends alone.`);
  const fault: Fault = { topic, kind, ...(on === 'send' ? {} : { on }) };
  if (delayText !== undefined) fault.delayMs = Number(delayText);
  if (amount === undefined) return fault;
  if (percent === '') return { ...fault, count: Number(amount) };
  if (Number(amount) > 100) throw new Error(`${text}: a share is at most 100%.`);
  return { ...fault, share: Number(amount) / 100 };
}
