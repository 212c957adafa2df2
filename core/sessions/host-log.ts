import type { HostClock } from '../clock.ts';
import type { EventMessage } from '../contract/contract.ts';
import type { LogLevel } from '../contract/log.ts';
import type { ProfileView, SentRecord } from '../contract/views.ts';
import type { ConsumerView } from '../model/consume.ts';
import type { ErrorCode, ErrorData } from '../model/error.ts';
import type { DataFolder } from '../owned-folder.ts';
import { LogFile } from '../workspace/log/log-file.ts';
import { errorFacts, type LogFacts, logLine } from '../workspace/log/log-line.ts';

/** A person typed something that is not right, or changed their mind: it stands on the screen, and nothing failed. */
const NO_FAILURES: readonly ErrorCode[] = ['INPUT', 'CANCELLED', 'NULL_POINTER'];

interface Options {
  folder: DataFolder;
  clock: HostClock;
  level: () => LogLevel;
}

/** Writes down what windows are told of connections, consumers and sends, and calls that failed. Messages are not in it. */
export class HostLog {
  readonly #file: LogFile;
  readonly #level: Options['level'];
  /** What was said last, by thing: it is written when it changes. */
  readonly #states = new Map<string, string>();

  constructor({ folder, clock, level }: Options) {
    this.#file = new LogFile(folder, clock);
    this.#level = level;
  }

  get file(): string {
    return this.#file.file;
  }

  heard({ event, data }: EventMessage): void {
    if (this.#level() === 'off') return;
    if (event === 'app.changed') for (const profile of data.profiles) this.#profile(profile);
    // One that is not open yet is not connected: only what came of it counts.
    if (event === 'profile.changed' && this.#states.has(`profile ${data.profileId}`)) this.#profile(data);
    if (event === 'profile.closed') {
      this.#states.delete(`profile ${data.profileId}`);
      this.event('connection closed', { id: data.profileId });
    }
    if (event === 'consumer.changed') this.#consumer(data);
    if (event === 'consumer.removed') this.#states.delete(`consumer ${data.consumerId}`);
    if (event === 'message.sent') this.#sends([data]);
    if (event === 'send.run.changed' || event === 'resend.changed') this.#sends(data.records);
  }

  /** A call of a window that threw. */
  callFailed(name: string, error: ErrorData): void {
    if (!NO_FAILURES.includes(error.code)) this.#failed(`call ${name}`, error, {});
  }

  event(what: string, facts: LogFacts): void {
    if (this.#level() === 'all') this.#file.add(logLine('event', what, facts));
  }

  /** Writes what is not written yet. */
  close(): void {
    this.#file.flush();
  }

  #profile({ profileId, name, nameServers, state, lastError }: ProfileView): void {
    if (!this.#isNew(`profile ${profileId}`, `${state} ${lastError?.code ?? ''}`)) return;
    const facts = { name, nameServers: nameServers.join(';') };
    if (lastError === undefined) this.event(`connection ${state}`, facts);
    else this.#failed(`connection ${state}`, lastError, facts);
  }

  #consumer({ consumerId, group, state, lastError }: ConsumerView): void {
    if (!this.#isNew(`consumer ${consumerId}`, `${state} ${lastError?.code ?? ''}`)) return;
    if (lastError === undefined) this.event(`consumer ${state}`, { group });
    else this.#failed(`consumer ${state}`, lastError, { group });
  }

  #sends(records: readonly SentRecord[]): void {
    for (const { topic, outcome } of records)
      if ('error' in outcome) this.#failed(`send ${outcome.kind}`, outcome.error, { topic });
  }

  #failed(what: string, error: ErrorData, facts: LogFacts): void {
    if (this.#level() === 'off') return;
    this.#file.add(logLine('error', what, { ...facts, ...errorFacts(error) }));
  }

  #isNew(thing: string, state: string): boolean {
    if (this.#states.get(thing) === state) return false;
    this.#states.set(thing, state);
    return true;
  }
}
