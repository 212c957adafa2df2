import type { SendDraft, SentRecord } from '../contract/views.ts';
import { Fifo } from '../fifo.ts';

/** Drafts kept for opening again, by count and bytes; the oldest go first. */
const MAX_SENDS = 1_000;
const MAX_BYTES = 64 * 1024 * 1024;

/** This run's sends, newest last. */
export class Sends {
  readonly #kept = new Fifo<{ record: SentRecord; draft: SendDraft }>();
  #bytes = 0;
  #nextId = 1;

  nextId(): number {
    return this.#nextId++;
  }

  add(record: SentRecord, draft: SendDraft): void {
    this.#kept.push({ record, draft });
    this.#bytes += draft.body.length;
    while (this.#kept.size > MAX_SENDS || (this.#bytes > MAX_BYTES && this.#kept.size > 1)) {
      this.#bytes -= this.#kept.shift()?.draft.body.length ?? 0;
    }
  }

  list(profileId: string): SentRecord[] {
    return this.#all()
      .map(({ record }) => record)
      .filter((record) => record.profileId === profileId)
      .reverse();
  }

  draft(sendId: number): SendDraft | undefined {
    return this.#all().find(({ record }) => record.sendId === sendId)?.draft;
  }

  #all(): { record: SentRecord; draft: SendDraft }[] {
    const all: { record: SentRecord; draft: SendDraft }[] = [];
    for (let position = this.#kept.first; position < this.#kept.first + this.#kept.size; position++) {
      const item = this.#kept.at(position);
      if (item !== undefined) all.push(item);
    }
    return all;
  }
}
