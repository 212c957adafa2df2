import type { Fifo } from '../../fifo.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import type { StoredRecord } from '../store/stored-record.ts';
import type { MessageFilter } from './message-filter.ts';

/** Source: MessageStoreConfig.maxTransferCountOnMessageInMemory, maxTransferBytesOnMessageInMemory. */
const MAX_PULL_COUNT = 32;
export const MAX_PULL_BYTES = 256 * 1024;
/** Messages looked at for one answer, matching or not. Source: MessageStoreConfig.maxFilterMessageSize / entry size. */
const MAX_SCANNED = 800;

export interface PullQuestion {
  queueOffset: number;
  maxMsgNums: number;
  maxBytes: number;
  filter: MessageFilter;
}

export interface PullDecision {
  /** 0 found, 19 nothing there yet, 20 nothing matched, 21 the offset is outside the queue. */
  code: number;
  /** As in GetMessageStatus.java; the answer's remark. */
  status: string;
  nextBeginOffset: number;
  minOffset: number;
  maxOffset: number;
  records: StoredRecord[];
}

/** What a pull is answered with as things stand. Source: DefaultMessageStore.getMessage, PullMessageProcessor. */
export function decidePull(queue: Fifo<StoredRecord> | undefined, question: PullQuestion): PullDecision {
  const minOffset = queue?.first ?? 0;
  const maxOffset = queue?.end ?? 0;
  const { queueOffset } = question;
  const without = (code: number, status: string, nextBeginOffset: number): PullDecision => ({
    code,
    status,
    nextBeginOffset,
    minOffset,
    maxOffset,
    records: [],
  });
  if (queue === undefined || maxOffset === 0) {
    const code = queueOffset === 0 ? RESPONSE.PULL_NOT_FOUND : RESPONSE.PULL_OFFSET_MOVED;
    return without(code, 'NO_MESSAGE_IN_QUEUE', 0);
  }
  if (queueOffset < minOffset) return without(RESPONSE.PULL_OFFSET_MOVED, 'OFFSET_TOO_SMALL', minOffset);
  if (queueOffset > maxOffset) return without(RESPONSE.PULL_OFFSET_MOVED, 'OFFSET_OVERFLOW_BADLY', maxOffset);
  if (queueOffset === maxOffset) return without(RESPONSE.PULL_NOT_FOUND, 'OFFSET_OVERFLOW_ONE', maxOffset);
  const { records, nextOffset } = collect(queue, question);
  if (records.length === 0) return without(RESPONSE.PULL_RETRY_IMMEDIATELY, 'NO_MATCHED_MESSAGE', nextOffset);
  return {
    ...without(RESPONSE.SUCCESS, 'FOUND', nextOffset),
    records,
  };
}

function collect(
  queue: Fifo<StoredRecord>,
  { queueOffset, maxMsgNums, maxBytes, filter }: PullQuestion,
): { records: StoredRecord[]; nextOffset: number } {
  const maxCount = Math.max(1, Math.min(maxMsgNums, MAX_PULL_COUNT));
  const byteLimit = Math.min(maxBytes, MAX_PULL_BYTES);
  const end = Math.min(queue.end, queueOffset + MAX_SCANNED);
  const records: StoredRecord[] = [];
  let bytes = 0;
  let nextOffset = queueOffset;
  for (; nextOffset < end && records.length < maxCount; nextOffset++) {
    const record = queue.at(nextOffset);
    if (record === undefined || !filter(record)) continue;
    // The first one goes out whatever its size, or a large message would stop its queue for ever.
    if (records.length > 0 && bytes + record.bytes.length > byteLimit) break;
    records.push(record);
    bytes += record.bytes.length;
  }
  return { records, nextOffset };
}
