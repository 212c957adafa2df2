import type { HostClock } from '../../clock.ts';
import type { SendDraft, SentRecord } from '../../contract/views.ts';
import { GantryError } from '../../model/error.ts';
import { checkOutgoing } from '../../model/outgoing.ts';
import type { ProfileSession } from '../profile-session.ts';
import type { Recorder } from '../recordings/recorder.ts';
import { batchRecords } from './batch-records.ts';

interface Options {
  clock: HostClock;
  profileOf: (profileId: string) => ProfileSession;
  maxBodyBytes: () => number;
  history: {
    nextId(): number;
    add(record: SentRecord, draft: SendDraft): SentRecord;
  };
  recorder: Pick<Recorder, 'sent'>;
}

/** Sends on open connections; whatever was sent is a row of the history. */
export class Sender {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Throws INPUT for what cannot be sent, as far as that shows before its topic is looked up. */
  check(draft: SendDraft): void {
    checkOutgoing(draft, this.#options.maxBodyBytes());
  }

  /** Throws INPUT and STATE; anything else is an outcome. */
  async send(profileId: string, draft: SendDraft): Promise<SentRecord> {
    const { profileOf, maxBodyBytes, history, recorder } = this.#options;
    const record = await profileOf(profileId).send(history.nextId(), draft, maxBodyBytes());
    recorder.sent([{ ...record, draft }]);
    return history.add(record, draft);
  }

  /** All in one request. Throws as send. */
  async sendBatch(profileId: string, drafts: readonly SendDraft[]): Promise<SentRecord[]> {
    const { clock, profileOf, maxBodyBytes, history, recorder } = this.#options;
    const sentAtMs = clock.now();
    const outcome = await profileOf(profileId).sendBatch(drafts, maxBodyBytes());
    if (outcome.kind === 'notSent' && outcome.error.code === 'INPUT')
      throw new GantryError('INPUT', outcome.error);
    const records = batchRecords(outcome, drafts, { profileId, sentAtMs }, () => history.nextId());
    // One outcome may stand for all; each message of the request is recorded with it.
    recorder.sent(
      drafts.flatMap((draft, at) => {
        const of = records[at] ?? records[0];
        return of === undefined ? [] : { profileId, sentAtMs, draft, outcome: of.record.outcome };
      }),
    );
    return records.map(({ record, draft }) => history.add(record, draft));
  }
}
