import { setTimeout as sleep } from 'node:timers/promises';
import type { StoreOutcome } from '../core/model/send.ts';
import type { Sent } from './judge.ts';

const TICK_MS = 10;
/** After a stall no more than this much of it is made up for. */
const MAX_BURST_MS = 100;

interface SenderOptions {
  /** How many messages each line sends a second. */
  perSecond: number;
  /** Lines that send side by side, from 1. */
  lines: number;
  /** A line waits for the outcome of each message before the next, however long it takes. */
  inTurn: boolean;
  send: (id: number, line: number) => Promise<StoreOutcome>;
}

/** Sends numbered messages at an even pace until stopped, and keeps what became of each. */
export class PacedSender {
  /** In the order of their outcomes. */
  readonly sent: Sent[] = [];
  readonly #options: SenderOptions;
  readonly #underWay = new Set<Promise<void>>();
  readonly #running: Promise<void>[];
  #nextId = 0;
  #stored = 0;
  #stopped = false;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#running = Array.from({ length: options.lines }, (_, line) => this.#run(line));
  }

  /** Messages known to be stored so far. */
  get stored(): number {
    return this.#stored;
  }

  /** Sends no more; resolves when every message has its outcome. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#running);
    await Promise.all(this.#underWay);
  }

  async #run(line: number): Promise<void> {
    const { perSecond, inTurn } = this.#options;
    const perMs = perSecond / 1_000;
    let owed = 0;
    let lastMs = performance.now();
    while (!this.#stopped) {
      const nowMs = performance.now();
      owed = Math.min(owed + (nowMs - lastMs) * perMs, Math.max(1, MAX_BURST_MS * perMs));
      lastMs = nowMs;
      for (; owed >= 1 && !this.#stopped; owed--) {
        const sending = this.#send(line);
        if (inTurn) await sending;
      }
      await sleep(TICK_MS);
    }
  }

  #send(line: number): Promise<void> {
    const id = this.#nextId++;
    const sending = this.#options.send(id, line).then(({ kind }) => {
      this.sent.push({ id, kind });
      if (kind === 'stored') this.#stored++;
      this.#underWay.delete(sending);
    });
    this.#underWay.add(sending);
    return sending;
  }
}
