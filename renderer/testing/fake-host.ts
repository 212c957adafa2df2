import type { Bridge } from '../../core/contract/bridge.ts';
import type { CallInput, CallName, CallOutput, EventMessage } from '../../core/contract/contract.ts';
import type { DecideResult } from '../../core/contract/views.ts';
import type { ConsumerView, DecisionChoice, MessageRow } from '../../core/model/consume.ts';
import { type ErrorData, stateError, toErrorData } from '../../core/model/error.ts';
import { fakeDetail, fakeView } from './fake-views.ts';

type Answers = { [N in CallName]?: (input: CallInput<N>) => CallOutput<N> | Promise<CallOutput<N>> };

/** A host of one consumer for tests: rows in two lists, decisions that move them, and every call written down. */
export class FakeHost implements Bridge {
  readonly host = 'browser';
  readonly calls: { name: CallName; input: unknown }[] = [];
  pinned: MessageRow[] = [];
  /** Oldest first, as positions count. */
  settled: MessageRow[] = [];
  view: ConsumerView = fakeView();
  /** Decisions of these rows fail, with this error. */
  readonly failing = new Map<number, ErrorData>();
  readonly #handlers = new Set<(message: EventMessage) => void>();
  #seq = 0;

  /** Answers that differ from the usual ones. */
  readonly answers: Answers = {};

  readonly #usual: Answers = {
    'consumer.rows': ({ region, from, count }) => ({
      version: this.view.version,
      from,
      rows: (region === 'pinned' ? this.pinned : this.settled).slice(from, from + count).map(copy),
    }),
    'consumer.row.find': ({ seq }) => this.#find(seq),
    'consumer.message': ({ seq }) => {
      const row = [...this.pinned, ...this.settled].find((known) => known.seq === seq);
      if (row === undefined) throw stateError('unknownId', { id: seq });
      return fakeDetail(copy(row));
    },
    'consumer.decide': ({ seqs, ...choice }) => seqs.map((seq) => this.#decide(seq, choice)),
  };

  async call<N extends CallName>(name: N, input: CallInput<N>) {
    this.calls.push({ name, input });
    const answer = this.answers[name] ?? this.#usual[name];
    try {
      if (answer === undefined) throw new Error(`no answer to ${name}`);
      return { ok: true, value: await answer(input) } as const;
    } catch (error) {
      return { ok: false, error: toErrorData(error) } as const;
    }
  }

  listen(handler: (message: EventMessage) => void): () => void {
    this.#handlers.add(handler);
    return () => this.#handlers.delete(handler);
  }

  onLink(): () => void {
    return () => undefined;
  }

  /** New rows on top of those of their state; they are not told yet. */
  add(count: number, state: MessageRow['state'], patch: Partial<MessageRow> = {}): MessageRow[] {
    const rows = Array.from({ length: count }, () => fakeRow(++this.#seq, state, patch));
    for (const row of rows) {
      if (state === 'held' || state === 'waiting' || state === 'later') this.pinned.unshift(row);
      else this.settled.push(row);
    }
    const order = ['held', 'waiting', 'later'];
    this.pinned.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
    return rows;
  }

  /** Sends the view as it is now. */
  tell(patch: Partial<ConsumerView> = {}): void {
    const counted = (state: MessageRow['state']): number =>
      [...this.pinned, ...this.settled].filter((row) => row.state === state).length;
    this.view = {
      ...this.view,
      version: this.view.version + 1,
      pinnedCount: this.pinned.length,
      settledCount: this.settled.length,
      newestSeq: this.#seq,
      keptCount: this.pinned.length + this.settled.length,
      counters: {
        received: [...this.pinned, ...this.settled].filter(({ direct }) => direct !== true).length,
        held: counted('held'),
        waiting: counted('waiting'),
        acked: counted('acked'),
        later: counted('later'),
        deadLetter: counted('deadLetter'),
        movedAway: counted('movedAway'),
      },
      ...patch,
    };
    for (const handler of this.#handlers) handler({ event: 'consumer.changed', data: this.view });
  }

  #decide(seq: number, { decision, level }: DecisionChoice): DecideResult {
    const error = this.failing.get(seq);
    if (error !== undefined) return { seq, error };
    const row = this.pinned.find((known) => known.seq === seq);
    if (row?.state !== 'held') return { seq, error: stateError('notHeld').data };
    this.pinned = this.pinned.filter((known) => known !== row);
    const decided: MessageRow = { ...row, decidedBy: 'person', decidedAtMs: row.receivedAtMs + 1_800 };
    delete decided.deadlineAtMs;
    if (decision === 'later')
      this.pinned.push({ ...decided, state: 'later', returnsAtLevel: level ?? row.attempt + 2 });
    else this.settled.push({ ...decided, state: decision === 'ack' ? 'acked' : 'deadLetter' });
    this.tell();
    return { seq };
  }

  #find(seq: number): { region: 'pinned' | 'settled'; position: number } | null {
    const pinned = this.pinned.findIndex((row) => row.seq === seq);
    if (pinned >= 0) return { region: 'pinned', position: pinned };
    const settled = this.settled.findIndex((row) => row.seq === seq);
    return settled < 0 ? null : { region: 'settled', position: settled };
  }
}

/** A row crosses a process: what arrives is never the same object. */
const copy = (row: MessageRow): MessageRow => ({ ...row });

function fakeRow(seq: number, state: MessageRow['state'], patch: Partial<MessageRow>): MessageRow {
  const receivedAtMs = Date.now() - 60_000 + seq;
  return {
    seq,
    state,
    receivedAtMs,
    topic: 'order-events',
    tag: 'paid',
    keys: `ORD-${seq}`,
    brokerName: 'broker-a',
    queueId: seq % 4,
    isRetry: false,
    queueOffset: 18_000 + seq,
    attempt: 1,
    bodyBytes: 148,
    uniqueKey: `7F00000100002A9F18B4C8D20A41${String(seq).padStart(4, '0')}`,
    ...(state === 'held' ? { deadlineAtMs: Date.now() + 600_000 } : {}),
    ...(state === 'acked' ? { decidedBy: 'autoAck' as const, decidedAtMs: receivedAtMs + 20 } : {}),
    ...patch,
  };
}
