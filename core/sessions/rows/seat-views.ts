import type { Delivery } from '../../consumer/delivery.ts';
import type { SeatView } from '../../model/consume.ts';
import type { RowStore } from '../row-store.ts';

/** Who sits where; what an operator pushed has no seat. */
export function seatViews(held: readonly Delivery[], rows: RowStore): SeatView[] {
  return held.flatMap((delivery): SeatView | [] => {
    const { seat, message, heldAtMs = 0, deadlineAtMs } = delivery;
    if (seat === undefined) return [];
    const { topic, tag, keys } = message;
    const view: SeatView = { seat, seq: rows.seqOf(delivery) ?? 0, topic, tag, keys, heldAtMs };
    if (deadlineAtMs !== undefined) view.deadlineAtMs = deadlineAtMs;
    return view;
  });
}
