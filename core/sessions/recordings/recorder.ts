import type { HostClock } from '../../clock.ts';
import type { PushConsumerListener } from '../../consumer/push-consumer.ts';
import { MAX_RECORDING_BYTES, type RecorderView } from '../../contract/recordings.ts';
import type { SendDraft } from '../../contract/views.ts';
import { type BrokerClockView, brokerTimeAt } from '../../model/clock.ts';
import type { RecordedEvent } from '../../model/recording/event.ts';
import type { SendOutcome } from '../../model/send.ts';
import { diskError } from '../../workspace/recordings/disk-error.ts';
import { RecordingWriter } from '../../workspace/recordings/recording-writer.ts';
import { Throttle } from '../throttle.ts';
import { decisionEvent, deliveryEvent, type Happened, type Seen, sendEvent } from './recorded-events.ts';

const CHANGE_EVERY_MS = 250;

interface Options {
  clock: HostClock;
  /** Throws STATE folderInUse. */
  newFile: () => { name: string; file: string };
  /** Whether bodies of a connection may be written down. */
  keepsBodies: (profileId: string) => boolean;
  /** undefined: it is not open any more. */
  connectionOf: (profileId: string) => { name: string; clock: BrokerClockView } | undefined;
  onChanged: (view: RecorderView | null) => void;
  maxBytes?: number;
}

/** A send as whoever made it knows it. */
interface MadeSend {
  profileId: string;
  /** Host time. */
  sentAtMs: number;
  draft: SendDraft;
  outcome: SendOutcome;
}

/** Who gets messages: a group, or absent a lab that reads without one. */
interface Receiver {
  profileId: string;
  group?: string;
}

/** Writes down what all benches send and get, while a person wants it. Without that every call costs nothing. */
export class Recorder {
  readonly #options: Options;
  readonly #changed: Throttle;
  #name = '';
  #writer: RecordingWriter | undefined;
  #ended: RecorderView['ended'];
  #lastMs = 0;
  #lastBatch = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#changed = new Throttle(options.clock, CHANGE_EVERY_MS, () => options.onChanged(this.view()));
  }

  /** The name of the file that is being written. */
  get recording(): string | undefined {
    return this.#isOn ? this.#name : undefined;
  }

  view(): RecorderView | null {
    return this.#writer === undefined ? null : this.#viewOf(this.#writer);
  }

  /** Throws STATE folderInUse, diskRefused. */
  start(): RecorderView {
    if (this.#writer?.ended === false) return this.#viewOf(this.#writer);
    this.#ended = undefined;
    this.#lastMs = 0;
    try {
      this.#writer = this.#begin();
    } catch (error) {
      throw diskError(error);
    }
    this.#changed.mark();
    return this.#viewOf(this.#writer);
  }

  /** Resolves when everything is on disk. */
  async stop(): Promise<void> {
    await this.#writer?.stop();
    this.#writer = undefined;
    this.#changed.mark();
  }

  async close(): Promise<void> {
    await this.stop();
    this.#changed.stop();
  }

  /** Several: of one request. */
  sent(sends: readonly MadeSend[]): void {
    const writer = this.#writer;
    if (writer === undefined || writer.ended) return;
    const batch = sends.length > 1 ? ++this.#lastBatch : undefined;
    for (const { profileId, sentAtMs, draft, outcome } of sends) {
      const sentMs = sentAtMs - writer.startedAtMs;
      const happened = this.#happened(profileId);
      this.#add(sendEvent(happened, this.#options.keepsBodies(profileId), { draft, outcome, sentMs, batch }));
    }
  }

  delivered({ profileId, group }: Receiver, messages: readonly Seen[]): void {
    if (!this.#isOn) return;
    const happened = this.#happened(profileId);
    const keepsBodies = this.#options.keepsBodies(profileId);
    for (const seen of messages) this.#add(deliveryEvent(happened, keepsBodies, group, seen));
  }

  decided(
    { profileId, group }: Receiver,
    deliveries: readonly Seen[],
    how: Parameters<typeof decisionEvent>[3],
  ): void {
    if (!this.#isOn) return;
    const happened = this.#happened(profileId);
    for (const seen of deliveries) this.#add(decisionEvent(happened, group, seen, how));
  }

  /** The listener, with everything it hears written down before. */
  listening(receiver: Receiver, listener: PushConsumerListener): PushConsumerListener {
    return {
      ...listener,
      onPulled: (deliveries) => {
        this.delivered(receiver, deliveries);
        listener.onPulled(deliveries);
      },
      onSettled: (deliveries, how) => {
        this.decided(receiver, deliveries, how);
        listener.onSettled(deliveries, how);
      },
      onDecisionFailed: (delivery, error) => {
        this.decided(receiver, [delivery], { result: 'notTaken', error });
        listener.onDecisionFailed(delivery, error);
      },
      onMovedAway: (deliveries, reason) => {
        this.decided(receiver, deliveries, { result: 'movedAway' });
        listener.onMovedAway(deliveries, reason);
      },
    };
  }

  get #isOn(): boolean {
    return this.#writer?.ended === false;
  }

  get #maxBytes(): number {
    return this.#options.maxBytes ?? MAX_RECORDING_BYTES;
  }

  #viewOf({ startedAtMs, events, bytes }: RecordingWriter): RecorderView {
    return {
      name: this.#name,
      startedAtMs,
      events,
      bytes,
      maxBytes: this.#maxBytes,
      ...(this.#ended === undefined ? {} : { ended: this.#ended }),
    };
  }

  #begin(): RecordingWriter {
    const { clock, newFile } = this.#options;
    const { name, file } = newFile();
    this.#name = name;
    return new RecordingWriter({
      file,
      clock,
      maxBytes: this.#maxBytes,
      onEnded: (reason, code) => {
        if (reason !== 'stopped') this.#ended = { reason, ...(code === undefined ? {} : { code }) };
        this.#changed.mark();
      },
    });
  }

  #add(event: RecordedEvent): void {
    this.#writer?.add(event);
    this.#changed.mark();
  }

  #happened(profileId: string): Happened {
    const { clock, connectionOf } = this.#options;
    const nowMs = clock.now();
    // The system's clock may be set back meanwhile; events keep their order.
    this.#lastMs = Math.max(this.#lastMs, nowMs - (this.#writer?.startedAtMs ?? nowMs));
    const connection = connectionOf(profileId);
    const isKnown = connection !== undefined && connection.clock.source !== 'assumed';
    return {
      atMs: this.#lastMs,
      ...(isKnown ? { brokerMs: Math.round(brokerTimeAt(connection.clock, nowMs)) } : {}),
      profileId,
      connection: connection?.name ?? profileId,
    };
  }
}
