import type { HostClock } from '../../clock.ts';
import type { EventMessage, Handlers } from '../../contract/contract.ts';
import type { OrderRunView, orderLabCalls } from '../../contract/order-lab.ts';
import { inputError, stateError } from '../../model/error.ts';
import { checkScenario, type OrderScenario } from '../../model/order/scenario.ts';
import type { ProfileSession } from '../profile-session.ts';
import { connectionPlace, faultyPlace, type OrderPlace } from './order-place.ts';
import { OrderRun, type OrderRunOptions } from './order-run.ts';

/** Names of what runs make; nobody else's begin so. */
const NAME_PREFIX = 'gantry-order-';
/** Runs that stay readable. */
const KEPT = 12;

interface Options {
  clock: HostClock;
  /** Throws STATE unknownId. */
  profileOf: (profileId: string) => ProfileSession;
  emit: (message: EventMessage) => void;
  sandboxWorkerFile: string | undefined;
  recorder?: OrderRunOptions['recorder'];
}

/** All runs of the order lab. One at a time on a connection; a run ends with its window or its connection. */
export class OrderLabs {
  readonly handlers: Pick<Handlers, keyof typeof orderLabCalls>;
  readonly #options: Options;
  readonly #runs = new Map<number, OrderRun>();
  #lastRun = 0;

  constructor(options: Options) {
    this.#options = options;
    this.handlers = {
      'order.run.start': ({ profileId, scenario, keep }, windowId) =>
        this.#start(profileId, scenario, keep, windowId),
      'order.run.stop': ({ runId }) => {
        const run = this.#run(runId);
        run.stop();
        return run.view();
      },
      'order.run.list': () => [...this.#runs.values()].map((run) => run.view()),
      'order.run.lanes': ({ runId }) => this.#run(runId).lanes(),
      'order.run.messages': ({ runId, key, from, count }) => this.#run(runId).messages(key, from, count),
      'order.run.export': ({ runId, part }) => this.#run(runId).exportPart(part),
    };
  }

  windowGone(windowId: string): void {
    for (const run of this.#runs.values()) if (run.options.windowId === windowId) run.stop();
  }

  /** Ends when what they made is deleted, as far as the brokers are there. */
  async closeOfProfile(profileId: string): Promise<void> {
    const theirs = [...this.#runs.values()].filter((run) => run.options.profileId === profileId);
    for (const run of theirs) run.stop();
    await Promise.all(theirs.map(({ ended }) => ended));
  }

  async close(): Promise<void> {
    for (const run of this.#runs.values()) run.stop();
    await Promise.all([...this.#runs.values()].map(({ ended }) => ended));
    for (const run of this.#runs.values()) run.dispose();
  }

  #start(profileId: string, scenario: OrderScenario, keep: boolean, windowId: string): OrderRunView {
    const { clock, emit, profileOf, recorder } = this.#options;
    const profile = profileOf(profileId);
    profile.requireWritable();
    const { environment, kind } = profile.view();
    if (environment === 'production') throw stateError('production');
    if (scenario.fault !== 'none' && kind !== 'sandbox')
      throw inputError('fault', 'unknown', { value: scenario.fault });
    checkScenario(scenario);
    if ([...this.#runs.values()].some((run) => run.running && run.options.profileId === profileId))
      throw stateError('runUnderWay');
    const runId = ++this.#lastRun;
    const run = new OrderRun({
      runId,
      profileId,
      windowId,
      scenario,
      keep,
      name: `${NAME_PREFIX}${clock.now().toString(36)}-${runId}`,
      clock,
      openPlace: () => this.#openPlace(profile, scenario),
      ...(recorder === undefined ? {} : { recorder }),
      onChanged: (view) => emit({ event: 'order.run.changed', data: view }),
    });
    this.#runs.set(runId, run);
    this.#forgetOld();
    return run.view();
  }

  async #openPlace(profile: ProfileSession, { fault }: OrderScenario): Promise<OrderPlace> {
    if (fault === 'none') return connectionPlace(profile.client);
    const { clock, sandboxWorkerFile: workerFile } = this.#options;
    return await faultyPlace({ fault, clock, clockRate: profile.view().clock.rate, workerFile });
  }

  #run(runId: number): OrderRun {
    const run = this.#runs.get(runId);
    if (run === undefined) throw stateError('unknownId', { what: 'run', id: runId });
    return run;
  }

  #forgetOld(): void {
    const ended = [...this.#runs].filter(([, run]) => !run.running);
    for (const [runId, run] of ended.slice(0, Math.max(0, ended.length - KEPT))) {
      run.dispose();
      this.#runs.delete(runId);
    }
  }
}
