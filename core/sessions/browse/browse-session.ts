import { readMessageAt } from '../../admin/browse/browse.ts';
import { isCancelled, unlessAborted } from '../../admin/browse/merge.ts';
import type { OpenedQueue } from '../../admin/browse/open-queues.ts';
import type { ClientInstance } from '../../client/client-instance.ts';
import type { HostClock, Timer } from '../../clock.ts';
import type {
  BrowseCutReason,
  BrowseLookUp,
  BrowseMessage,
  BrowseOrder,
  BrowseRange,
  BrowseView,
} from '../../contract/browse.ts';
import { type ErrorData, stateError, toErrorData } from '../../model/error.ts';
import { storedDetail } from '../stored-detail.ts';
import { Throttle } from '../throttle.ts';
import { type BrowseLimits, BrowseRows } from './browse-rows.ts';
import { Following } from './read/following.ts';
import { checkLookUp, isLookUp, lookUp } from './read/look-up.ts';
import { TopicReading } from './read/topic-reading.ts';
import type { SearchPort } from './search/search-thread.ts';

const CHANGE_EVERY_MS = 100;
/** What is to be followed and cannot be opened is tried again after this long. */
const OPEN_AGAIN_AFTER_MS = 1_000;

export interface BrowseOptions {
  browseId: number;
  profileId: string;
  /** Whose window opened it: when that is gone for good it ends. */
  windowId: string;
  topic: string;
  range: BrowseRange;
  order?: BrowseOrder | undefined;
  limits: BrowseLimits;
  client: ClientInstance;
  clock: HostClock;
  startSearch: () => SearchPort;
  onChanged: (view: BrowseView) => void;
}

/** Stored messages of one topic as a window looks at them: what is read, how, and the rows. Joins no group, moves no offset. */
export class BrowseSession {
  readonly options: BrowseOptions;
  readonly rows: BrowseRows;
  readonly #changed: Throttle;
  readonly #openedAtMs: number;
  /** Of anything but a look-up. */
  readonly #reading: TopicReading | undefined;
  #isOpen = false;
  #underWay: AbortController | undefined;
  #following: Following | undefined;
  #wantsToFollow = false;
  #again: Timer | undefined;
  #cut: BrowseCutReason | undefined;
  #lookUp: BrowseLookUp | undefined;
  #error: ErrorData | undefined;

  /** Throws INPUT for a range that cannot be. Nothing is read before `start`. */
  constructor(options: BrowseOptions) {
    const { client, topic, range, clock, limits, startSearch } = options;
    if (isLookUp(range)) checkLookUp(range);
    this.options = options;
    this.#openedAtMs = clock.now();
    this.#changed = new Throttle(clock, CHANGE_EVERY_MS, () => options.onChanged(this.view()));
    this.#reading = isLookUp(range) ? undefined : new TopicReading(client, topic, range);
    const usual: BrowseOrder =
      range.kind === 'time' || range.kind === 'offset' ? 'oldestFirst' : 'newestFirst';
    this.rows = new BrowseRows(limits, options.order ?? usual, clock, startSearch, () =>
      this.#changed.mark(),
    );
  }

  /** The first reading; goes on by itself. Nothing while one is under way. */
  start(): void {
    if (this.#underWay !== undefined) return;
    const { range } = this.options;
    void this.#run(isLookUp(range) ? 0 : range.rows);
  }

  /** Nothing while a reading is under way, or when there is nothing more. */
  more(rows: number): void {
    if (!this.#canReadMore) return;
    this.#error = undefined;
    void this.#run(rows);
  }

  /** What is not open yet is not followed any more either. */
  cancel(): void {
    this.#underWay?.abort();
    if (this.#wantsToFollow && !this.#isOpen) this.follow(false);
  }

  /** What is not open is opened, however often it takes. Throws STATE noFollow. */
  follow(on: boolean): void {
    if (!this.#canFollow) throw stateError('noFollow');
    this.#wantsToFollow = on;
    this.#again?.cancel();
    if (on && !this.#isOpen) this.start();
    else this.#follow();
    this.#changed.mark();
  }

  /** Throws STATE unknownId, notStored, and as readMessageAt when the body has to be read again. */
  async message(seq: number): Promise<BrowseMessage> {
    const found = this.rows.message(seq);
    if (found === undefined) throw stateError('unknownId', { what: 'message', id: seq });
    const { row, message } = found;
    if (row.bodyNotKept === undefined) return storedDetail(row, message);
    const { queue, queueOffset, commitLogOffset } = message;
    const again = await readMessageAt(this.options.client, queue, queueOffset);
    if (again?.commitLogOffset !== commitLogOffset) throw stateError('notStored');
    return storedDetail(row, again);
  }

  view(): BrowseView {
    const { browseId, profileId, topic, range } = this.options;
    const reading = this.#reading;
    const filter = this.rows.filterView;
    return {
      browseId,
      profileId,
      topic,
      range,
      order: this.rows.order,
      reading: this.#underWay !== undefined,
      following: this.#wantsToFollow,
      canFollow: this.#canFollow,
      canReadMore: this.#canReadMore,
      ...this.rows.facts,
      ...(reading === undefined || !this.#isOpen ? {} : { stored: reading.stored }),
      ...(this.#cut === undefined ? {} : { cut: this.#cut }),
      windows: reading?.windows ?? [],
      ...(filter === undefined ? {} : { filter }),
      ...(this.#lookUp === undefined ? {} : { lookUp: this.#lookUp }),
      ...(this.#error === undefined ? {} : { error: this.#error }),
      openedAtMs: this.#openedAtMs,
    };
  }

  close(): void {
    this.#changed.stop();
    this.#wantsToFollow = false;
    this.#again?.cancel();
    this.#underWay?.abort();
    this.#following?.stop();
    this.rows.close();
  }

  get #canFollow(): boolean {
    const { range } = this.options;
    return !isLookUp(range) && !(range.kind === 'time' && range.toMs !== undefined);
  }

  get #canReadMore(): boolean {
    if (this.#reading === undefined || this.#underWay !== undefined || this.#wantsToFollow) return false;
    const { rows, bytes } = this.rows.room;
    return rows > 0 && bytes > 0 && !(this.#isOpen && this.#reading.ended);
  }

  async #run(rows: number): Promise<void> {
    const controller = new AbortController();
    this.#underWay = controller;
    try {
      await this.#read(rows, controller.signal);
      this.#error = undefined;
    } catch (error) {
      const cancelled = isCancelled(error);
      if (cancelled) this.#cut = 'cancelled';
      this.#error = cancelled ? undefined : toErrorData(error);
    }
    this.#underWay = undefined;
    if (this.#wantsToFollow && !this.#isOpen)
      this.#again = this.options.clock.setTimeout(() => this.start(), OPEN_AGAIN_AFTER_MS);
    else this.#follow();
    this.#changed.mark();
  }

  async #read(rows: number, signal: AbortSignal): Promise<void> {
    const { client, topic, range } = this.options;
    if (this.#reading === undefined) {
      if (!isLookUp(range)) return;
      const { messages, facts } = await unlessAborted(lookUp(client, topic, range), signal);
      this.#lookUp = facts;
      this.rows.add(messages);
      return;
    }
    if (!this.#isOpen) await unlessAborted(this.#reading.open(), signal);
    this.#isOpen = true;
    this.#cut = await this.#reading.read(
      rows,
      () => this.rows.room,
      (messages) => this.rows.add(messages),
      signal,
    );
  }

  /** Follows once nothing else is read: both would read the same. */
  #follow(): void {
    const reading = this.#reading;
    const can = reading !== undefined && this.#isOpen && this.#underWay === undefined;
    if (!this.#wantsToFollow || !can) {
      this.#following?.stop();
      this.#following = undefined;
      return;
    }
    this.#following ??= new Following(reading.ends, this.options.clock, {
      more: async () => {
        const found = await reading.openRest();
        if (found.length > 0) this.#changed.mark();
        return found;
      },
      onNews: (queue: OpenedQueue, messages, next) => {
        this.#answered();
        reading.readOn(queue, next);
        if (messages.length > 0) this.rows.add(messages, true);
      },
      onError: (queue, error) => {
        reading.readOn(queue, undefined, error);
        this.#changed.mark();
      },
    });
  }

  /** What the reading before could not have is had now; what one queue cannot is told with its window. */
  #answered(): void {
    if (this.#error === undefined) return;
    this.#error = undefined;
    this.#changed.mark();
  }
}
