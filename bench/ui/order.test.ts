import { expect, it } from 'vitest';
import type { MessageRow } from '../../core/model/consume.ts';
import { outOfOrder } from './order.ts';

const at = (queueId: number, queueOffset: number) =>
  ({ brokerName: 'broker-a', queueId, isRetry: false, queueOffset }) as MessageRow;

it('counts rows behind a later offset of the same queue, repeats included, and no gaps', () => {
  expect(outOfOrder([at(0, 1), at(1, 0), at(0, 5), at(1, 1)])).toBe(0);
  expect(outOfOrder([at(0, 1), at(0, 3), at(0, 2), at(0, 3), at(0, 4)])).toBe(2);
});
