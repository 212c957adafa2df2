import type { OrderKeyView, OrderRunView } from '../../../../core/contract/order-lab.ts';

/** `1`, `0, 2`; with the broker where there are several: `broker-a 1`. */
export function queuesText(
  { queues: places }: Pick<OrderKeyView, 'queues'>,
  queues: OrderRunView['queues'],
): string {
  const alone = queues.every(({ brokerName }) => brokerName === queues[0]?.brokerName);
  return places
    .map((place) => {
      const queue = queues[place];
      if (queue === undefined) return '';
      return alone ? String(queue.queueId) : `${queue.brokerName} ${queue.queueId}`;
    })
    .join(', ');
}
