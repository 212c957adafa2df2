import type { MessageQueue } from '../model/queue.ts';

/** Where a consumer's progress is kept: at the brokers, or here for a broadcasting one. */
export interface OffsetStore {
  /** Whether pulls may carry offsets to the broker on their way. */
  readonly atBroker: boolean;
  /** Where the group goes on; undefined when it never was there. Throws when it cannot be told now. */
  read(queue: MessageQueue): Promise<number | undefined>;
  /** Ends when it is kept. Throws when it is not. */
  write(queue: MessageQueue, offset: number): Promise<void>;
  /** As write, without the proof that it is kept. */
  tell(queue: MessageQueue, offset: number): Promise<void>;
}
