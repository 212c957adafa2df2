import type { ClientInstance } from '../../client/client-instance.ts';
import { searchOffset } from '../offsets.ts';
import { PAGE_MESSAGES, QueueReader } from './queue-reader.ts';

/**
 * The offset of the first message in [minOffset, maxOffset) stored at or after `timestampMs`; maxOffset when there is
 * none. The broker's answer is a hint: 4.x names any one of several with the same time, the nearer of two neighbours,
 * and the last message for a time to come. Throws as searchOffset and pullQueue. Source: ConsumeQueue.getOffsetInQueueByTime.
 */
export async function offsetOfTime(
  client: ClientInstance,
  reader: QueueReader,
  timestampMs: number,
  { minOffset, maxOffset }: { minOffset: number; maxOffset: number },
): Promise<number> {
  if (minOffset >= maxOffset) return maxOffset;
  const unfiltered = new QueueReader(client, reader.queue);
  const hint = await searchOffset(client, reader.queue, timestampMs);
  let offset = Math.min(Math.max(hint, minOffset), maxOffset);
  for (let older = false; offset > minOffset && !older; ) {
    const start = Math.max(minOffset, offset - PAGE_MESSAGES);
    const before = await unfiltered.range(start, offset);
    const first = before.find(({ storeTimestamp }) => storeTimestamp >= timestampMs);
    older = first === undefined || before[0]?.queueOffset !== first.queueOffset;
    offset = first?.queueOffset ?? offset;
  }
  while (offset < maxOffset) {
    const { messages, next } = await unfiltered.page(offset, maxOffset);
    const first = messages.find(({ storeTimestamp }) => storeTimestamp >= timestampMs);
    if (first !== undefined) return first.queueOffset;
    offset = next;
  }
  return maxOffset;
}
