/** What of a queue is pulled and not yet decided. */
export interface Backlog {
  undecided: number;
  undecidedBytes: number;
  /** From the lowest undecided offset to the next one to pull. */
  span: number;
}

/** Per queue. Sources: DefaultMQPushConsumer.pullThresholdForQueue, pullThresholdSizeForQueue, consumeConcurrentlyMaxSpan. */
const MAX_UNDECIDED = 1_000;
const MAX_UNDECIDED_BYTES = 100 * 1024 * 1024;
const MAX_SPAN = 2_000;

/** Why nothing more is pulled now; undefined when nothing is in the way. */
export function flowStop({
  undecided,
  undecidedBytes,
  span,
}: Backlog): 'count' | 'bytes' | 'span' | undefined {
  if (undecided >= MAX_UNDECIDED) return 'count';
  if (undecidedBytes >= MAX_UNDECIDED_BYTES) return 'bytes';
  return span >= MAX_SPAN ? 'span' : undefined;
}
