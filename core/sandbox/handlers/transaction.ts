import { endTransaction } from '../../protocol/requests/transaction.ts';
import { type HandlerEntry, handle } from '../dispatch/dispatcher.ts';
import { DONE } from '../dispatch/reply.ts';
import type { BrokerState } from '../state/broker-state.ts';

/** Source: EndTransactionProcessor.java. */
export function transactionHandlers({ transactions }: BrokerState): HandlerEntry[] {
  return [
    handle(endTransaction, (header) => {
      transactions.end(header);
      return DONE;
    }),
  ];
}
