import { eachLimited } from '../../admin/each-broker.ts';
import type { HostClock, Timer } from '../../clock.ts';
import type { EventMessage, Handlers } from '../../contract/contract.ts';
import type { delayLabCalls, LabRunView } from '../../contract/delay-lab.ts';
import type { ProfileView, SendDraft, SentRecord } from '../../contract/views.ts';
import { DELAY_LEVELS } from '../../model/delay.ts';
import { type KnownLevel, knownLevels } from '../../model/delay-lab/levels.ts';
import { GantryError, stateError, toErrorData } from '../../model/error.ts';
import type { DataFolder } from '../../owned-folder.ts';
import type { ProfileSession } from '../profile-session.ts';
import type { Recorder } from '../recordings/recorder.ts';
import { Throttle } from '../throttle.ts';
import { labCsv } from './lab-csv.ts';
import { LabFile } from './lab-file.ts';
import { LAB_TAG, labMessage } from './lab-message.ts';
import { LabRun, type LabRunData } from './lab-run.ts';

/** The oldest go first, whatever waits in them. */
const MAX_RUNS = 20;
const ATTEND_EVERY_MS = 1_000;
const TELL_EVERY_MS = 100;
const WRITE_EVERY_MS = 500;
/** Of a connection, among which one to follow is found. */
const LISTED_SENDS = 1_000;

interface Options {
  clock: HostClock;
  folder: DataFolder;
  onSetAside: (fileName: string) => void;
  /** Throws STATE unknownId. */
  profileOf: (profileId: string) => ProfileSession;
  sender: {
    check(draft: SendDraft): void;
    send(profileId: string, draft: SendDraft): Promise<SentRecord>;
  };
  history: {
    list(profileId: string, count: number): Promise<SentRecord[]>;
  };
  recorder: Pick<Recorder, 'delivered'>;
  emit: (message: EventMessage) => void;
}

/** The runs of the delay lab, of all connections. They outlive windows, and by their file the host. */
export class DelayLab {
  readonly #options: Options;
  readonly #file: LabFile;
  /** Oldest first. */
  readonly #runs = new Map<number, { run: LabRun; told: Throttle }>();
  readonly #write: Throttle;
  #timer: Timer | undefined;

  constructor(options: Options) {
    const { clock, folder, onSetAside } = options;
    this.#options = options;
    this.#file = new LabFile(folder);
    this.#write = new Throttle(clock, WRITE_EVERY_MS, () => this.#writeNow());
    for (const data of this.#file.read(onSetAside)) this.#add(data);
  }

  get handlers(): Pick<Handlers, keyof typeof delayLabCalls> {
    return {
      'delayLab.list': ({ profileId }) => this.#list(profileId),
      'delayLab.start': (input) => this.#start(input),
      'delayLab.follow': ({ profileId, sendId }) => this.#follow(profileId, sendId),
      'delayLab.remove': ({ runId }) => {
        this.#remove(runId);
        return null;
      },
      'delayLab.csv': ({ runId }) => {
        const { run } = this.#run(runId);
        return { text: labCsv(run.data, (row) => run.clockOf(row), this.#options.clock.now()) };
      },
    };
  }

  /** Watches again what waits on a connection that was opened. Cheap when there is nothing of it. */
  profileOpened(profileId: string): void {
    for (const { run } of this.#ofProfile(profileId))
      if (run.isPending && !run.isAttached) void this.#resume(run);
  }

  profileClosed(profileId: string): void {
    for (const { run } of this.#ofProfile(profileId)) run.detach();
  }

  /** What waits at the brokers stays there, and is looked for the next time. */
  close(): void {
    this.#timer?.cancel();
    for (const { run, told } of this.#runs.values()) {
      run.detach();
      told.stop();
    }
    this.#write.stop();
    this.#writeNow();
  }

  #list(profileId: string): LabRunView[] {
    this.profileOpened(profileId);
    return this.#ofProfile(profileId)
      .map(({ run }) => run.view())
      .reverse();
  }

  async #start({
    profileId,
    topic,
    levels,
    perLevel,
  }: Parameters<Handlers['delayLab.start']>[0]): Promise<LabRunView> {
    const { clock, profileOf, sender } = this.#options;
    const profile = profileOf(profileId);
    profile.requireWritable();
    const runId = this.#nextRunId();
    const sentAtMs = clock.now();
    const rows = levels.flatMap((level) => Array.from({ length: perLevel }, () => level));
    const drafts = rows.map((level, index) => labMessage(topic, runId, index + 1, level));
    for (const draft of drafts) sender.check(draft);
    const run = await this.#open(profile, {
      runId,
      profileId,
      kind: 'sent',
      topic,
      tag: LAB_TAG,
      startedAtMs: sentAtMs,
      rows: rows.map((level, index) => ({
        rowId: index + 1,
        level,
        uniqueKey: '',
        sentAtMs,
        send: { kind: 'sending' },
      })),
    });
    void eachLimited(drafts, (draft) => this.#send(run, draft, drafts.indexOf(draft) + 1));
    return run.view();
  }

  async #send(run: LabRun, draft: SendDraft, rowId: number): Promise<void> {
    const answer = await this.#options.sender.send(run.data.profileId, draft).catch(toErrorData);
    if ('sendId' in answer) this.#options.emit({ event: 'message.sent', data: answer });
    run.sent(rowId, answer);
  }

  async #follow(profileId: string, sendId: number): Promise<LabRunView> {
    const { profileOf, history } = this.#options;
    const profile = profileOf(profileId);
    const record = (await history.list(profileId, LISTED_SENDS)).find((sent) => sent.sendId === sendId);
    if (record === undefined || record.delayLevel === 0 || record.outcome.kind === 'notSent')
      throw stateError('unknownId', { what: 'send', id: sendId });
    const { topic, tag, sentAtMs, delayLevel: level } = record;
    const run = await this.#open(profile, {
      runId: this.#nextRunId(),
      profileId,
      kind: 'followed',
      topic,
      tag,
      startedAtMs: sentAtMs,
      rows: [{ rowId: 1, level, uniqueKey: '', sentAtMs, send: { kind: 'sending' } }],
    });
    run.sent(1, record);
    run.lookBack();
    return run.view();
  }

  /** Watched, and only then one of the runs. */
  async #open(profile: ProfileSession, data: LabRunData): Promise<LabRun> {
    const run = this.#add(data);
    try {
      await run.attach(profile);
    } catch (error) {
      run.detach();
      this.#runs.delete(data.runId);
      throw error;
    }
    for (const runId of this.#runs.keys()) if (this.#runs.size > MAX_RUNS) this.#remove(runId);
    this.#attendOn();
    return run;
  }

  #remove(runId: number): void {
    const { run, told } = this.#run(runId);
    run.detach();
    told.stop();
    this.#runs.delete(runId);
    this.#write.mark();
    this.#options.emit({ event: 'delayLab.removed', data: { runId, profileId: run.data.profileId } });
  }

  #add(data: LabRunData): LabRun {
    const told = new Throttle(this.#options.clock, TELL_EVERY_MS, () => {
      this.#options.emit({ event: 'delayLab.changed', data: run.view() });
    });
    const run = new LabRun({
      clock: this.#options.clock,
      data,
      levels: () => this.#levels(data.profileId),
      onLanded: (message) => {
        const attempt = message.reconsumeTimes + 1;
        this.#options.recorder.delivered({ profileId: data.profileId }, [{ message, attempt }]);
      },
      onChanged: () => {
        told.mark();
        this.#write.mark();
      },
    });
    this.#runs.set(data.runId, { run, told });
    return run;
  }

  async #resume(run: LabRun): Promise<void> {
    try {
      await run.attach(this.#options.profileOf(run.data.profileId));
    } catch (error) {
      // Not open yet, or out of reach: the next try is made with the next look.
      if (!(error instanceof GantryError)) throw error;
    }
    await run.attend();
    this.#attendOn();
  }

  /** Every second, while anything is watched. */
  #attendOn(): void {
    this.#timer ??= this.#options.clock.setInterval(() => {
      const attached = [...this.#runs.values()].filter(({ run }) => run.isAttached);
      for (const { run } of attached) void run.attend();
      if (attached.length > 0) return;
      this.#timer?.cancel();
      this.#timer = undefined;
    }, ATTEND_EVERY_MS);
  }

  #levels(profileId: string): KnownLevel[] {
    const { delayLevels, delayLevelsSource } = this.#levelsTold(profileId);
    const rows = this.#ofProfile(profileId).flatMap(({ run }) => run.data.rows);
    return knownLevels(delayLevels, delayLevelsSource, rows);
  }

  /** Of a connection that closed while sends were under way: the usual ones. */
  #levelsTold(profileId: string): Pick<ProfileView, 'delayLevels' | 'delayLevelsSource'> {
    try {
      return this.#options.profileOf(profileId).view();
    } catch (error) {
      if (!(error instanceof GantryError)) throw error;
      return { delayLevels: [...DELAY_LEVELS], delayLevelsSource: 'assumed' };
    }
  }

  #ofProfile(profileId: string): { run: LabRun; told: Throttle }[] {
    return [...this.#runs.values()].filter(({ run }) => run.data.profileId === profileId);
  }

  #run(runId: number): { run: LabRun; told: Throttle } {
    const known = this.#runs.get(runId);
    if (known === undefined) throw stateError('unknownId', { what: 'run', id: runId });
    return known;
  }

  #nextRunId(): number {
    return Math.max(0, ...this.#runs.keys()) + 1;
  }

  #writeNow(): void {
    this.#file.write([...this.#runs.values()].map(({ run }) => run.data));
  }
}
