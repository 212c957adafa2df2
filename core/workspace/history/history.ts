import type { HostClock, Timer } from '../../clock.ts';
import type { HistoryChanged, HistoryFilter, HistoryLimits, HistoryPage } from '../../contract/history.ts';
import type { SendDraft, SentRecord } from '../../contract/views.ts';
import type { DataFolder } from '../../owned-folder.ts';
import { historyFilter } from './filter.ts';
import { HistoryFiles } from './history-files.ts';
import { LimitsStore } from './limits.ts';
import type { Place } from './segment.ts';

/** A send is on disk this soon after its answer; a power cut loses no more than that. */
const FLUSH_MS = 250;
/** Bodies that wait to be written; beyond it they are written at once. */
const FLUSH_BYTES = 8 * 1024 * 1024;
/** Where nothing can be written the newest drafts are kept in memory, by their bytes. */
const MEMORY_BYTES = 64 * 1024 * 1024;

/** A send; its draft is in memory until it is written, then in its place. */
interface Entry {
  record: SentRecord;
  draft?: SendDraft;
  place?: Place;
}

export interface HistoryOptions {
  folder: DataFolder;
  clock: HostClock;
  onSetAside(fileName: string): void;
  onChanged(changed: HistoryChanged): void;
}

/** Every send of this run and, as far as the limits keep them, of the ones before. Records are in memory, bodies in files. */
export class History {
  readonly #options: HistoryOptions;
  readonly #files: HistoryFiles;
  readonly #limits: LimitsStore;
  readonly #ready: Promise<void>;
  /** Oldest first. */
  #entries: Entry[] = [];
  #byId = new Map<number, Entry>();
  #pending: Entry[] = [];
  #pendingBytes = 0;
  #memoryBytes = 0;
  #timer: Timer | undefined;
  /** Everything that touches the files, one after the other. */
  #work: Promise<void>;
  #unwritten: { sends: number; code: string } | undefined;
  #version = 1;
  #lastId = 0;
  #filtered: { key: string; version: number; entries: Entry[] } | undefined;

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.#files = new HistoryFiles(options.folder, () => options.clock.now());
    this.#limits = new LimitsStore(options.folder, options.onSetAside);
    let newestRead: () => void = () => undefined;
    this.#ready = new Promise((resolve) => {
      newestRead = resolve;
    });
    this.#work = this.#load(newestRead)
      .catch(() => undefined)
      .then(newestRead);
  }

  /** Microseconds: higher than any id of an earlier run, without knowing them. */
  nextId(): number {
    this.#lastId = Math.max(this.#lastId + 1, this.#options.clock.now() * 1_000);
    return this.#lastId;
  }

  /** Returns the record as it is kept. It is written within a quarter of a second; nobody waits for that. */
  add(record: SentRecord, draft: SendDraft): SentRecord {
    const kept = this.#keeps(record.profileId);
    const entry: Entry = kept
      ? { record, draft }
      : { record: { ...record, bodyKept: false }, draft: { ...draft, body: new Uint8Array() } };
    this.#entries.push(entry);
    this.#byId.set(record.sendId, entry);
    this.#memoryBytes += entry.draft?.body.length ?? 0;
    if (this.#options.folder.writable) {
      this.#pending.push(entry);
      this.#pendingBytes += entry.draft?.body.length ?? 0;
    } else {
      this.#forgetInMemory();
    }
    const waitMs = this.#pendingBytes > FLUSH_BYTES ? 0 : FLUSH_MS;
    if (waitMs === 0) this.#cancelTimer();
    this.#timer ??= this.#options.clock.setTimeout(() => {
      this.#timer = undefined;
      void this.flush();
      this.#changed();
    }, waitMs);
    return entry.record;
  }

  /** The newest of a connection, newest first. */
  async list(profileId: string, count: number): Promise<SentRecord[]> {
    await this.#ready;
    const found: SentRecord[] = [];
    for (let at = this.#entries.length - 1; at >= 0 && found.length < count; at--) {
      const record = this.#entries[at]?.record;
      if (record?.profileId === profileId) found.push(record);
    }
    return found;
  }

  async page(filter: HistoryFilter, from: number, count: number): Promise<HistoryPage> {
    await this.#ready;
    const matching = this.#matching(filter);
    const rows: SentRecord[] = [];
    for (let at = matching.length - 1 - from; at >= 0 && rows.length < count; at--) {
      const entry = matching[at];
      if (entry !== undefined) rows.push(entry.record);
    }
    return {
      version: this.#version,
      total: this.#entries.length,
      matched: matching.length,
      from,
      rows,
      ...(this.#unwritten === undefined ? {} : { unwritten: this.#unwritten }),
    };
  }

  record(sendId: number): SentRecord | undefined {
    return this.#byId.get(sendId)?.record;
  }

  /** undefined: never sent, or forgotten. */
  async draft(sendId: number): Promise<SendDraft | undefined> {
    await this.#ready;
    const entry = this.#byId.get(sendId);
    if (entry?.draft !== undefined) return entry.draft;
    return entry?.place === undefined ? undefined : (await entry.place.segment.read(entry.place))?.draft;
  }

  limits(): HistoryLimits {
    return this.#limits.get();
  }

  setLimits(patch: Partial<HistoryLimits>): HistoryLimits {
    const limits = this.#limits.set(patch);
    this.#then(() => this.#trim());
    return limits;
  }

  /** Forgets the sends of a connection, or all; resolves with how many, once they are gone from the disk. */
  async clear(profileId: string | undefined): Promise<number> {
    this.#cancelTimer();
    const stays = (entry: Entry): boolean => profileId !== undefined && entry.record.profileId !== profileId;
    let cleared = 0;
    this.#then(async () => {
      const before = this.#entries.length;
      this.#replace(this.#entries.filter(stays));
      this.#pending = this.#pending.filter(stays);
      cleared = before - this.#entries.length;
      await this.#files.keepOnly(this.#entries.flatMap(withPlace));
      await this.#writePending();
    });
    await this.#work;
    this.#changed();
    return cleared;
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    this.#then(() => this.#writePending());
    await this.#work;
  }

  async close(): Promise<void> {
    this.#cancelTimer();
    await this.flush();
  }

  async #load(newestRead: () => void): Promise<void> {
    for await (const found of this.#files.earlier(this.#options.onSetAside)) {
      this.#replace([...found, ...this.#entries]);
      for (const { record } of found) this.#lastId = Math.max(this.#lastId, record.sendId);
      newestRead();
      this.#changed();
    }
    await this.#trim();
  }

  async #trim(): Promise<void> {
    const { maxMebibytes, maxDays } = this.#limits.get();
    const gone = await this.#files.trim(maxMebibytes, maxDays);
    if (gone.size === 0) return;
    this.#replace(this.#entries.filter(({ place }) => place === undefined || !gone.has(place.segment)));
    this.#changed();
  }

  async #writePending(): Promise<void> {
    const entries = this.#pending;
    if (entries.length === 0) return;
    this.#pending = [];
    this.#pendingBytes = 0;
    try {
      const places = await this.#files.append(entries.flatMap(withDraft));
      entries.forEach((entry, index) => {
        const place = places[index];
        if (place === undefined) return;
        this.#memoryBytes -= entry.draft?.body.length ?? 0;
        entry.place = place;
        delete entry.draft;
      });
      this.#unwritten = undefined;
      await this.#trim();
    } catch (error) {
      // Kept in memory, and written with the next ones when there is room again.
      this.#pending = [...entries, ...this.#pending];
      const code = (error as NodeJS.ErrnoException).code ?? String(error);
      this.#unwritten = { sends: this.#pending.length, code };
      this.#forgetInMemory();
    }
  }

  /** Where drafts cannot be written, the oldest go when they take too much room. */
  #forgetInMemory(): void {
    for (const entry of this.#entries) {
      if (this.#memoryBytes <= MEMORY_BYTES) return;
      this.#memoryBytes -= entry.draft?.body.length ?? 0;
      if (entry.place === undefined) this.#byId.delete(entry.record.sendId);
    }
    this.#replace(this.#entries.filter(({ record }) => this.#byId.has(record.sendId)));
    this.#pending = this.#pending.filter(({ record }) => this.#byId.has(record.sendId));
  }

  #matching(filter: HistoryFilter): Entry[] {
    const key = JSON.stringify(filter);
    if (this.#filtered?.key !== key || this.#filtered.version !== this.#version) {
      const fits = historyFilter(filter);
      const entries = this.#entries.filter(({ record }) => fits(record));
      this.#filtered = { key, version: this.#version, entries };
    }
    return this.#filtered.entries;
  }

  #replace(entries: Entry[]): void {
    this.#entries = entries;
    this.#byId = new Map(entries.map((entry) => [entry.record.sendId, entry]));
  }

  #keeps(profileId: string): boolean {
    return !this.#limits.get().noBodies.includes(profileId);
  }

  /** A file that cannot be removed or rewritten now is tried again with the next change. */
  #then(task: () => Promise<void>): void {
    this.#work = this.#work.then(task).catch(() => undefined);
  }

  #cancelTimer(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #changed(): void {
    this.#version++;
    this.#options.onChanged({ version: this.#version, total: this.#entries.length });
  }
}

const withPlace = ({ record, place }: Entry) => (place === undefined ? [] : [{ record, place }]);
const withDraft = ({ record, draft }: Entry) => (draft === undefined ? [] : [{ record, draft }]);
