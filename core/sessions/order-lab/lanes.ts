import type { OrderKeyView, OrderLane, OrderLanesView } from '../../contract/order-lab.ts';
import { foldLane, type LaneBead } from '../../model/order/fold-lane.ts';
import { DUPLICATE, type OrderEvent } from '../../model/order/judge.ts';
import { keyName } from '../../model/order/scenario.ts';
import type { RunRecord } from './run-record.ts';

/** What the window draws of a run: a lane for each queue that got messages, folded, and each key's verdicts. */
export function lanesOf(record: RunRecord): OrderLanesView {
  const { stored, handled } = record.judged();
  const { homes } = record.plan;
  const storedLines = linesOf(record, record.copies, stored.after, homes);
  const handledLines = linesOf(record, record.handled, handled.after);
  const lanes = storedLines.flatMap((line, queue): OrderLane[] => {
    const handledLine = handledLines[queue] ?? [];
    if (line.length + handledLine.length === 0) return [];
    return [
      {
        queue,
        ...foldLane({ stored: line, handled: handledLine }),
        storedCount: line.length,
        handledCount: handledLine.length,
        storedInversions: inversionsOn(line),
        handledInversions: inversionsOn(handledLine),
      },
    ];
  });
  return { version: record.version, lanes, keys: keyViews(record) };
}

function linesOf(
  { queues }: RunRecord,
  events: readonly OrderEvent[],
  after: Int32Array,
  homes?: readonly (number | undefined)[],
): LaneBead[][] {
  const lines: LaneBead[][] = queues.map(() => []);
  events.forEach(({ key, seq, queue }, index) => {
    const bead: LaneBead = { key, seq };
    const came = after[index] ?? 0;
    if (came === DUPLICATE) bead.duplicate = true;
    else if (came > 0) bead.after = came;
    const home = homes?.[key];
    if (home !== undefined && home !== queue) bead.away = true;
    lines[queue]?.push(bead);
  });
  return lines;
}

const inversionsOn = (line: readonly LaneBead[]): number =>
  line.reduce((count, { after }) => (after === undefined ? count : count + 1), 0);

/** Each key with the queues it is in and its verdicts, as far as they are known. */
export function keyViews(record: RunRecord): OrderKeyView[] {
  const { stored, handled } = record.judged();
  const queues = stored.keys.map(() => new Set<number>());
  for (const { key, queue } of record.copies) queues[key]?.add(queue);
  return stored.keys.flatMap((verdict, key): OrderKeyView[] => {
    const handledVerdict = handled.keys[key];
    if (handledVerdict === undefined) return [];
    const places = [...(queues[key] ?? [])].sort((a, b) => a - b);
    return [{ key, name: keyName(key), queues: places, stored: verdict, handled: handledVerdict }];
  });
}
