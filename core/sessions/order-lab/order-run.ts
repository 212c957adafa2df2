import type { HostClock } from '../../clock.ts';
import type {
  OrderLanesView,
  OrderMessagesPage,
  OrderRunState,
  OrderRunView,
} from '../../contract/order-lab.ts';
import { type ErrorData, toErrorData } from '../../model/error.ts';
import { firstCause } from '../../model/order/cause.ts';
import { messageCount, type OrderScenario } from '../../model/order/scenario.ts';
import type { MessageQueue } from '../../model/queue.ts';
import { SEND_STATES } from '../../model/send.ts';
import { Producer } from '../../producer/producer.ts';
import type { Recorder } from '../recordings/recorder.ts';
import { Throttle } from '../throttle.ts';
import { exportPart } from './export-run.ts';
import { lanesOf } from './lanes.ts';
import { MessageRows } from './message-rows.ts';
import { OrderListener } from './order-listener.ts';
import { draftOf } from './order-messages.ts';
import type { OrderPlace } from './order-place.ts';
import { RunRecord } from './run-record.ts';
import { deleteAll, makeTopic, readCopies } from './run-topic.ts';
import { sendAll } from './send-all.ts';

const CHANGE_EVERY_MS = 100;
const LOOK_EVERY_MS = 100;
/** Nothing was handled for so long: the rest is not awaited. What comes back by the retry topic takes 10 s and more. */
const IDLE_MS = 20_000;
const IDLE_WITH_RETRIES_MS = 90_000;

export interface OrderRunOptions {
  runId: number;
  profileId: string;
  /** When it is gone for good the run is stopped. */
  windowId: string;
  scenario: OrderScenario;
  /** The topic and the group stay behind. */
  keep: boolean;
  /** Of the topic and the group: nobody else's. */
  name: string;
  clock: HostClock;
  openPlace: () => Promise<OrderPlace>;
  /** What is sent and heard is told to it. */
  recorder?: Pick<Recorder, 'recording' | 'sent' | 'listening'>;
  onChanged: (view: OrderRunView) => void;
}

/** One run, from making its topic to deleting it. What was seen stays readable afterwards. */
export class OrderRun {
  readonly options: OrderRunOptions;
  readonly ended: Promise<void>;
  readonly #changed: Throttle;
  readonly #startedAtMs: number;
  #state: OrderRunState = 'preparing';
  #stopping = false;
  #record: RunRecord | undefined;
  #rows: MessageRows | undefined;
  #storedIsRead = false;
  #verdicts: Pick<OrderRunView, 'storedVerdict' | 'handledVerdict' | 'cause'> = {};
  #error: ErrorData | undefined;
  #endedAtMs: number | undefined;
  #cleanup: Pick<OrderRunView, 'cleanup' | 'cleanupError'> = { cleanup: 'pending' };

  constructor(options: OrderRunOptions) {
    this.options = options;
    this.#startedAtMs = options.clock.now();
    this.#changed = new Throttle(options.clock, CHANGE_EVERY_MS, () => options.onChanged(this.view()));
    this.ended = this.#run();
  }

  get running(): boolean {
    return this.#endedAtMs === undefined;
  }

  /** Sends under way get their answers, then it is judged as it stands. */
  stop(): void {
    this.#stopping = true;
  }

  /** The window is told nothing more. */
  dispose(): void {
    this.#changed.stop();
  }

  view(): OrderRunView {
    const { runId, profileId, scenario, name } = this.options;
    const record = this.#record;
    return {
      runId,
      profileId,
      scenario,
      state: this.#state,
      place: scenario.fault === 'none' ? 'connection' : 'faultyBrokers',
      topic: name,
      group: name,
      ...this.#cleanup,
      queues: record?.queues.map(({ brokerName, queueId }) => ({ brokerName, queueId })) ?? [],
      version: record?.version ?? 0,
      messages: messageCount(scenario),
      sends: record?.sends() ?? NO_SENDS,
      stored: record?.copyCount ?? 0,
      storedSource: record?.storedSource ?? 'receipts',
      handled: record?.handled.length ?? 0,
      failedOnce: record?.failedOnce ?? 0,
      ...this.#verdicts,
      startedAtMs: this.#startedAtMs,
      ...(this.#endedAtMs === undefined ? {} : { endedAtMs: this.#endedAtMs }),
      ...(this.#error === undefined ? {} : { error: this.#error }),
    };
  }

  async lanes(): Promise<OrderLanesView> {
    return this.#record === undefined ? { version: 0, lanes: [], keys: [] } : await lanesOf(this.#record);
  }

  async messages(key: number | undefined, from: number, count: number): Promise<OrderMessagesPage> {
    return (await this.#rows?.page(key, from, count)) ?? { version: 0, total: 0, from, rows: [] };
  }

  exportPart(part: number): Promise<{ text: string; done: boolean }> {
    return exportPart(this.view(), this.#record, this.#rows, part);
  }

  /** Never rejects: what goes wrong is the run's error. */
  async #run(): Promise<void> {
    let place: OrderPlace | undefined;
    try {
      place = await this.options.openPlace();
      await this.#runIn(place);
    } catch (error) {
      this.#error = toErrorData(error);
    }
    await this.#end();
    try {
      if (place !== undefined) await this.#tidy(place);
    } catch (error) {
      this.#cleanup = { cleanup: 'notDeleted', cleanupError: toErrorData(error) };
    }
    this.#changed.mark();
  }

  async #runIn(place: OrderPlace): Promise<void> {
    const { scenario, name, profileId, clock, recorder } = this.options;
    const queues = await makeTopic(place.reader, name, scenario.queues);
    const record = new RunRecord(scenario, queues);
    this.#record = record;
    this.#rows = new MessageRows(record);
    await place.arm(name);
    const onProgress = (): void => this.#changed.mark();
    const listener = new OrderListener({
      client: place.reader,
      clock,
      topic: name,
      group: name,
      record,
      recorded: (heard) => recorder?.listening({ profileId, group: name }, heard) ?? heard,
      onProgress,
    });
    try {
      await listener.start();
      this.#enter('sending');
      await this.#send(place, record);
      this.#enter('handling');
      await this.#readStored(place, record, queues);
      await this.#untilHandled(record);
      // A send without an answer may have been stored after the first look.
      if (record.sends().noAnswer > 0) await this.#readStored(place, record, queues);
    } finally {
      await listener.stop();
    }
  }

  async #send({ sender }: OrderPlace, record: RunRecord): Promise<void> {
    const { scenario, name, profileId, clock, recorder } = this.options;
    const producer = new Producer(sender, { group: name });
    try {
      await sendAll({
        producer,
        topic: name,
        scenario,
        isStopped: () => this.#stopping,
        now: () => clock.now(),
        onSent: (message, outcome, sentAtMs) => {
          record.sent(message, outcome);
          if (recorder?.recording !== undefined)
            recorder.sent([{ profileId, sentAtMs, draft: draftOf(name, message, scenario), outcome }]);
          this.#changed.mark();
        },
      });
    } finally {
      await producer.close();
    }
  }

  async #readStored(place: OrderPlace, record: RunRecord, queues: readonly MessageQueue[]): Promise<void> {
    record.read(await readCopies(place.reader, queues, this.options.scenario));
    this.#storedIsRead = true;
    this.#verdicts = { storedVerdict: (await record.storedLines()).judgement().whole };
    this.#changed.mark();
  }

  /** Every copy was handled, or nothing was for long, or the run is stopped. */
  #untilHandled(record: RunRecord): Promise<void> {
    const { clock, scenario } = this.options;
    const idleMs = scenario.failEvery > 0 ? IDLE_WITH_RETRIES_MS : IDLE_MS;
    let version = record.version;
    let changedAt = clock.monotonic();
    return new Promise((resolve) => {
      const timer = clock.setInterval(() => {
        if (record.version !== version) changedAt = clock.monotonic();
        version = record.version;
        const isOver = this.#stopping || record.allHandled || clock.monotonic() - changedAt > idleMs;
        if (!isOver) return;
        timer.cancel();
        resolve();
      }, LOOK_EVERY_MS);
    });
  }

  #enter(state: OrderRunState): void {
    this.#state = state;
    this.#changed.mark();
  }

  /** Judged for good; before the stored copies were read there is nothing to be judged by. */
  async #end(): Promise<void> {
    const record = this.#record;
    if (record !== undefined && this.#storedIsRead) {
      const stored = (await record.storedLines()).judgement();
      const handled = record.handledLines.judgement();
      const { scenario, copies, handled: events, attempts, failed } = record;
      const queues = record.queues.length;
      this.#verdicts = {
        storedVerdict: stored.whole,
        handledVerdict: handled.whole,
        cause: firstCause({
          scenario,
          queues,
          copies,
          stored,
          handled: events,
          handledAs: handled,
          attempts,
          failed,
        }),
      };
    }
    this.#endedAtMs = this.options.clock.now();
    this.#enter(this.#error !== undefined ? 'failed' : this.#stopping ? 'stopped' : 'done');
  }

  async #tidy(place: OrderPlace): Promise<void> {
    const { keep, name, scenario } = this.options;
    // Brokers of the run's own go with everything on them.
    const isKept = keep && scenario.fault === 'none';
    try {
      if (!isKept && scenario.fault === 'none') await deleteAll(place.reader, name, name);
      this.#cleanup = { cleanup: isKept ? 'kept' : 'deleted' };
    } finally {
      await place.close();
    }
  }
}

const NO_SENDS = Object.fromEntries(SEND_STATES.map((state) => [state, 0])) as OrderRunView['sends'];
