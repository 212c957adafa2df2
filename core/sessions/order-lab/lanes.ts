import type { OrderKeyView, OrderLane, OrderLanesView } from '../../contract/order-lab.ts';
import { nextTurn } from '../../in-turns.ts';
import { foldLane } from '../../model/order/fold-lane.ts';
import type { JudgedLines } from '../../model/order/judged-lines.ts';
import { keyName } from '../../model/order/scenario.ts';
import type { RunRecord } from './run-record.ts';

/** What the window draws of a run: a lane for each queue that got messages, folded, and each key's verdicts. */
export async function lanesOf(record: RunRecord): Promise<OrderLanesView> {
  const { version } = record;
  const stored = await record.storedLines();
  const lanes: OrderLane[] = [];
  for (const queue of record.queues.keys()) {
    const lane = laneOf(queue, stored, record.handledLines);
    if (lane === undefined) continue;
    lanes.push(lane);
    await nextTurn();
  }
  return { version, lanes, keys: keyViews(stored, record.handledLines) };
}

function laneOf(queue: number, stored: JudgedLines, handled: JudgedLines): OrderLane | undefined {
  const [storedLine, handledLine] = [stored.lines[queue], handled.lines[queue]];
  if (storedLine === undefined || handledLine === undefined) return undefined;
  const [storedCount, handledCount] = [storedLine.beads.length, handledLine.beads.length];
  if (storedCount + handledCount === 0) return undefined;
  return {
    queue,
    // A copy: the line goes on.
    ...foldLane({ stored: storedLine.beads, handled: handledLine.beads.slice() }),
    storedCount,
    handledCount,
    storedInversions: storedLine.inversions,
    handledInversions: handledLine.inversions,
  };
}

/** Each key with the queues it is in and its verdicts, as far as they are known. */
export function keyViews(storedLines: JudgedLines, handledLines: JudgedLines): OrderKeyView[] {
  const stored = storedLines.judgement();
  const handled = handledLines.judgement();
  return stored.keys.flatMap((verdict, key): OrderKeyView[] => {
    const handledVerdict = handled.keys[key];
    if (handledVerdict === undefined) return [];
    const queues = storedLines.queuesOf(key);
    return [{ key, name: keyName(key), queues, stored: verdict, handled: handledVerdict }];
  });
}
