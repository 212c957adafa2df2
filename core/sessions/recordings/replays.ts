import type { HostClock } from '../../clock.ts';
import type { EventMessage, Handlers } from '../../contract/contract.ts';
import type { ReplayPlan, ReplayView } from '../../contract/recordings.ts';
import { stateError } from '../../model/error.ts';
import { checkTopic } from '../../model/names.ts';
import type { RecordingFile, SendPlace } from '../../workspace/recordings/recording-file.ts';
import type { Sender } from '../compose/sender.ts';
import type { ProfileSession } from '../profile-session.ts';
import { ReplayRun } from './replay-run.ts';

/** Replays whose report can still be read. */
const MAX_REPLAYS = 8;

type ReplayCall = Extract<keyof Handlers, `replay.${string}`>;

interface Options {
  clock: HostClock;
  open: (name: string) => Promise<RecordingFile>;
  profileOf: (profileId: string) => ProfileSession;
  sender: Pick<Sender, 'send' | 'sendBatch'>;
  emit: (message: EventMessage) => void;
}

/** The replays of this run. One ends with the window that started it, or with its connection. */
export class Replays {
  readonly handlers: Pick<Handlers, ReplayCall>;
  readonly #options: Options;
  readonly #runs = new Map<number, { run: ReplayRun; windowId: string }>();
  #lastRun = 0;

  constructor(options: Options) {
    this.#options = options;
    this.handlers = {
      'replay.plan': (input) => this.#plan(input),
      'replay.start': (input, windowId) => this.#start(input, windowId),
      'replay.pause': ({ replayId }) => this.#told(replayId, (run) => run.pause()),
      'replay.resume': ({ replayId }) => this.#told(replayId, (run) => run.resume()),
      'replay.step': ({ replayId }) => this.#told(replayId, (run) => run.step()),
      'replay.speed': ({ replayId, speed }) => this.#told(replayId, (run) => run.setSpeed(speed)),
      'replay.stop': ({ replayId }) => this.#told(replayId, (run) => run.stop()),
      'replay.list': () => [...this.#runs.values()].map(({ run }) => run.view()),
      'replay.rows': ({ replayId, which, from, count }) => this.#of(replayId).report.rows(which, from, count),
      'replay.export': ({ replayId, part }) => {
        const run = this.#of(replayId);
        const { name, profileId, topic, startedAtMs, speed, late } = run.view();
        return run.report.part({ recording: name, profileId, topic, startedAtMs, speed, late }, part);
      },
    };
  }

  windowGone(windowId: string): void {
    for (const known of this.#runs.values()) if (known.windowId === windowId) known.run.stop();
  }

  /** Sends under way get their answers first. */
  async closeOfProfile(profileId: string): Promise<void> {
    await this.#end(({ options }) => options.profileId === profileId);
  }

  async close(): Promise<void> {
    await this.#end(() => true);
    for (const { run } of this.#runs.values()) run.dispose();
  }

  async #end(isMeant: (run: ReplayRun) => boolean): Promise<void> {
    const meant = [...this.#runs.values()].map(({ run }) => run).filter(isMeant);
    for (const run of meant) run.stop();
    await Promise.all(meant.map(({ ended }) => ended));
  }

  async #plan({ name, profileId, topic }: Parameters<Handlers['replay.plan']>[0]): Promise<ReplayPlan> {
    const profile = this.#options.profileOf(profileId);
    const { sends, withoutBody } = sendable(await this.#options.open(name));
    const messages = new Map<string, number>();
    for (const send of sends) {
      const to = topic ?? send.topic;
      messages.set(to, (messages.get(to) ?? 0) + 1);
    }
    const topics = await Promise.all(
      [...messages].map(async ([to, count]) => ({
        topic: to,
        messages: count,
        ...(await routeOf(profile, to)),
      })),
    );
    return {
      messages: sends.length,
      withoutBody,
      durationMs: lastOf(sends) - (sends[0]?.sentMs ?? 0),
      topics: topics.sort((a, b) => b.messages - a.messages),
    };
  }

  async #start(
    { name, profileId, topic, speed, paused }: Parameters<Handlers['replay.start']>[0],
    windowId: string,
  ): Promise<ReplayView> {
    const { clock, open, profileOf, sender, emit } = this.#options;
    profileOf(profileId).requireWritable();
    if (topic !== undefined) checkTopic(topic);
    const recording = await open(name);
    const { sends, withoutBody } = sendable(recording);
    const replayId = ++this.#lastRun;
    const run = new ReplayRun({
      replayId,
      name,
      profileId,
      topic,
      speed,
      paused,
      clock,
      sends,
      withoutBody,
      read: (at) => recording.event(at),
      sender,
      sameBrokers: sends.every((send) => send.profileId === profileId),
      onSent: (record) => emit({ event: 'message.sent', data: record }),
      onChanged: (view) => emit({ event: 'replay.changed', data: view }),
    });
    this.#runs.set(replayId, { run, windowId });
    this.#forgetEnded();
    return run.view();
  }

  #told(replayId: number, tell: (run: ReplayRun) => void): ReplayView {
    const run = this.#of(replayId);
    tell(run);
    return run.view();
  }

  #of(replayId: number): ReplayRun {
    const known = this.#runs.get(replayId);
    if (known === undefined) throw stateError('unknownId', { what: 'replay', id: replayId });
    return known.run;
  }

  #forgetEnded(): void {
    const ended = [...this.#runs].filter(([, { run }]) => !run.running);
    for (const [replayId, { run }] of ended.slice(0, Math.max(0, ended.length - MAX_REPLAYS))) {
      run.dispose();
      this.#runs.delete(replayId);
    }
  }
}

/** What can be sent, and how much cannot: its body was not kept. */
function sendable({ sends: all }: RecordingFile): { sends: SendPlace[]; withoutBody: number } {
  const sends = all.filter(({ bodyKept }) => bodyKept !== false);
  return { sends, withoutBody: all.length - sends.length };
}

const lastOf = (sends: readonly SendPlace[]): number => sends.at(-1)?.sentMs ?? 0;

/** Asked anew: a lab deletes its topic. Nothing of one that cannot be asked for now: its sends will say why. */
async function routeOf(
  profile: ProfileSession,
  topic: string,
): Promise<{ exists?: boolean; queues?: number }> {
  try {
    await profile.client.routes.refresh(topic).catch(() => undefined);
    const { exists, queues } = await profile.topicRoute(topic);
    return { exists, queues };
  } catch {
    return {};
  }
}
