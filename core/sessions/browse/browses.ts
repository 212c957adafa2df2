import type { HostClock } from '../../clock.ts';
import {
  BROWSE_MAX_BYTES,
  BROWSE_MAX_ROWS,
  type BrowseMessage,
  type BrowseView,
  type browseCalls,
} from '../../contract/browse.ts';
import type { EventMessage, Handlers } from '../../contract/contract.ts';
import { stateError } from '../../model/error.ts';
import type { ProfileSession } from '../profile-session.ts';
import { BrowseSession } from './browse-session.ts';
import { RowExport } from './export/row-export.ts';
import { startSearchWorker } from './search/search-thread.ts';

interface BrowsesOptions {
  clock: HostClock;
  /** Throws STATE unknownId. */
  profileOf: (profileId: string) => ProfileSession;
  emit: (message: EventMessage) => void;
  /** The search worker's bundle; in plain Node its source is found by itself. */
  searchWorkerFile: string | undefined;
}

type BrowseHandlers = Pick<Handlers, keyof typeof browseCalls>;
type ExportCall = Extract<keyof BrowseHandlers, `browse.export${string}`>;

/** All browses of the host. They end with their window or their profile. */
export class Browses {
  readonly handlers: BrowseHandlers;
  readonly #options: BrowsesOptions;
  readonly #sessions = new Map<number, BrowseSession>();
  readonly #exports = new Map<number, { browseId: number; rows: RowExport }>();
  #lastBrowse = 0;
  #lastExport = 0;

  constructor(options: BrowsesOptions) {
    this.#options = options;
    this.handlers = { ...this.#browseHandlers(), ...this.#exportHandlers() };
  }

  /** One row, whole. Throws as BrowseSession.message. */
  async message(browseId: number, seq: number): Promise<BrowseMessage> {
    return await this.#session(browseId).message(seq);
  }

  closeOfWindow(windowId: string): void {
    this.#closeEach((session) => session.options.windowId === windowId);
  }

  closeOfProfile(profileId: string): void {
    this.#closeEach((session) => session.options.profileId === profileId);
  }

  close(): void {
    this.#closeEach(() => true);
  }

  #browseHandlers(): Omit<BrowseHandlers, ExportCall> {
    const change = (browseId: number, run: (session: BrowseSession) => void): BrowseView => {
      const session = this.#session(browseId);
      run(session);
      return session.view();
    };
    return {
      'browse.open': (input, windowId) => this.#open(input, windowId),
      'browse.list': ({ profileId }) =>
        [...this.#sessions.values()]
          .filter((session) => session.options.profileId === profileId)
          .map((session) => session.view()),
      'browse.close': ({ browseId }) => {
        const session = this.#session(browseId);
        this.#closeEach((other) => other === session);
        return null;
      },
      'browse.more': ({ browseId, rows }) => change(browseId, (session) => session.more(rows)),
      'browse.cancel': ({ browseId }) => change(browseId, (session) => session.cancel()),
      'browse.follow': ({ browseId, on }) => change(browseId, (session) => session.follow(on)),
      'browse.sort': ({ browseId, order }) => change(browseId, (session) => session.rows.sort(order)),
      'browse.filter': ({ browseId, text }) => change(browseId, (session) => session.rows.filter(text)),
      'browse.rows': ({ browseId, from, count }) => this.#session(browseId).rows.page(from, count),
      'browse.row.find': ({ browseId, seq }) => this.#session(browseId).rows.positionOf(seq),
      'browse.message': ({ browseId, seq }) => this.message(browseId, seq),
    };
  }

  #exportHandlers(): Pick<BrowseHandlers, ExportCall> {
    return {
      'browse.export': ({ browseId, format, seqs }) => {
        const session = this.#session(browseId);
        const rows = new RowExport(format, seqs ?? session.rows.seqs, (seq) => session.message(seq));
        const exportId = ++this.#lastExport;
        this.#exports.set(exportId, { browseId, rows });
        return { exportId, rows: rows.rows };
      },
      'browse.export.read': async ({ exportId }) => {
        const found = this.#exports.get(exportId);
        if (found === undefined) throw stateError('unknownId', { what: 'export', id: exportId });
        const chunk = await found.rows.next();
        if (chunk.done) this.#exports.delete(exportId);
        return chunk;
      },
      'browse.export.cancel': ({ exportId }) => {
        this.#exports.delete(exportId);
        return null;
      },
    };
  }

  #open(
    { profileId, topic, range, order, follow }: Parameters<BrowseHandlers['browse.open']>[0],
    windowId: string,
  ): BrowseView {
    const { clock, profileOf, emit, searchWorkerFile } = this.#options;
    const browseId = ++this.#lastBrowse;
    const session = new BrowseSession({
      browseId,
      profileId,
      windowId,
      topic,
      range,
      order,
      limits: { maxRows: BROWSE_MAX_ROWS, maxBytes: BROWSE_MAX_BYTES },
      client: profileOf(profileId).client,
      clock,
      startSearch: () => startSearchWorker(searchWorkerFile),
      onChanged: (view) => emit({ event: 'browse.changed', data: view }),
    });
    if (follow) session.follow(true);
    this.#sessions.set(browseId, session);
    session.start();
    return session.view();
  }

  #session(browseId: number): BrowseSession {
    const session = this.#sessions.get(browseId);
    if (session === undefined) throw stateError('unknownId', { what: 'browse', id: browseId });
    return session;
  }

  #closeEach(isMeant: (session: BrowseSession) => boolean): void {
    for (const [browseId, session] of this.#sessions) {
      if (!isMeant(session)) continue;
      session.close();
      this.#sessions.delete(browseId);
      for (const [exportId, running] of this.#exports)
        if (running.browseId === browseId) this.#exports.delete(exportId);
      this.#options.emit({ event: 'browse.closed', data: { browseId } });
    }
  }
}
