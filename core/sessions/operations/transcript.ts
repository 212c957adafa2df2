import type { HostClock } from '../../clock.ts';
import type { Handlers } from '../../contract/contract.ts';
import {
  DOCUMENTED_NAMES,
  type DocumentedDelivery,
  type DocumentedName,
  documentedCalls,
} from '../../contract/documented.ts';
import {
  type CallEntry,
  type DeliveryEntry,
  MASKED_SECRET,
  type TranscriptEntry,
} from '../../contract/operations.ts';
import { toErrorData } from '../../model/error.ts';

/** Entries kept; the oldest go first. */
export const TRANSCRIPT_ENTRIES = 1_000;

type Answerer = Pick<Handlers, DocumentedName | 'documented.answer'>;
type AnyHandler = (input: Record<string, unknown>, windowId: string) => unknown;

/** What was called by documented name in this run, by any window, and what came to callbacks. It holds no secret. */
export class Transcript {
  readonly #clock: HostClock;
  readonly #onEntry: (entry: TranscriptEntry) => void;
  /** By seq; in that order. */
  readonly #entries = new Map<number, TranscriptEntry>();
  readonly #heldBy = new Map<number, DeliveryEntry>();
  #nextSeq = 1;

  constructor(clock: HostClock, onEntry: (entry: TranscriptEntry) => void) {
    this.#clock = clock;
    this.#onEntry = onEntry;
  }

  list(): TranscriptEntry[] {
    return [...this.#entries.values()];
  }

  /** What is under way, and messages that are held, stay. */
  clear(): void {
    for (const entry of this.list()) {
      const open = entry.kind === 'call' ? entry.ended === undefined : entry.held;
      if (!open) this.#entries.delete(entry.seq);
    }
  }

  /** The same handlers, with each call written down. */
  recording<H extends Answerer>(handlers: H): H {
    const recorded = DOCUMENTED_NAMES.map((name) => [
      name,
      this.#recorded(name, handlers[name] as AnyHandler),
    ]);
    const answer: Answerer['documented.answer'] = (input, windowId) => {
      const held = this.#heldBy.get(Number(input.delivery));
      if (held !== undefined) this.#heldBy.set(held.delivery, { ...held, status: input.status });
      return handlers['documented.answer'](input, windowId);
    };
    return { ...handlers, ...Object.fromEntries(recorded), 'documented.answer': answer };
  }

  /** A message is held for an answer, or is no longer. */
  delivered({ delivery, consumer, held }: DocumentedDelivery): void {
    const known = this.#heldBy.get(delivery);
    const entry: DeliveryEntry = known ?? {
      kind: 'delivery',
      seq: this.#nextSeq++,
      atMs: this.#clock.now(),
      delivery,
      consumer,
      held,
    };
    if (held) this.#heldBy.set(delivery, entry);
    else this.#heldBy.delete(delivery);
    this.#put({ ...entry, held });
  }

  #recorded(name: DocumentedName, handler: AnyHandler): AnyHandler {
    return async (input, windowId) => {
      const atMs = this.#clock.now();
      const entry: CallEntry = { kind: 'call', seq: this.#nextSeq++, atMs, name, input: masked(name, input) };
      const ends = (answer: { ok: true; value: unknown } | Failure): void =>
        this.#put({ ...entry, ended: { tookMs: this.#clock.now() - atMs, ...answer } });
      this.#put(entry);
      try {
        const value = await handler(input, windowId);
        ends({ ok: true, value });
        return value;
      } catch (error) {
        ends({ ok: false, error: toErrorData(error) });
        throw error;
      }
    };
  }

  #put(entry: TranscriptEntry): void {
    this.#entries.set(entry.seq, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > TRANSCRIPT_ENTRIES && oldest !== undefined) this.#entries.delete(oldest);
    this.#onEntry(entry);
  }
}

type Failure = { ok: false; error: ReturnType<typeof toErrorData> };

/** The input with every field of the function, in the order of the document, and without its secret. */
function masked(name: DocumentedName, input: Record<string, unknown>): Record<string, unknown> {
  const fields = Object.keys(documentedCalls[name].input.shape).filter((field) => input[field] !== undefined);
  return Object.fromEntries(
    fields.map((field) => [field, field === 'secretKey' ? MASKED_SECRET : input[field]]),
  );
}
