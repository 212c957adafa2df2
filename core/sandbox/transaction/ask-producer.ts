import { encodeRequest } from '../../protocol/define-request.ts';
import { encodeStoredMessage } from '../../protocol/message-codec.ts';
import { offsetMsgId } from '../../protocol/offset-id.ts';
import { checkTransactionState } from '../../protocol/requests/transaction.ts';
import type { ServedConnection } from '../../remoting/frame-server.ts';
import { sendOneway } from '../dispatch/oneway.ts';
import { HALF_TOPIC } from '../names.ts';
import type { Producers } from '../state/producers.ts';
import type { StoredRecord } from '../store/stored-record.ts';
import { producerGroupOf, realMessageOf } from './half-message.ts';

export interface Asker {
  producers: Producers<ServedConnection>;
  /** `ip:port`. */
  address: string;
  brokerName: string;
}

/**
 * How half messages are asked after: one-way, to the producers of their group in turn. Nobody is asked while none is
 * online. Source: AbstractTransactionalMessageCheckListener.sendCheckMessage.
 */
export function newAsker({ producers, address, brokerName }: Asker): (half: StoredRecord) => void {
  let turn = 0;
  return (half) => {
    const found = producers.of(producerGroupOf(half));
    const producer = found[turn++ % Math.max(1, found.length)];
    if (producer === undefined) return;
    const { queueOffset, commitLogOffset, storeTimestamp, uniqueKey } = half;
    const body = encodeStoredMessage({
      ...realMessageOf(half),
      queueOffset,
      commitLogOffset,
      storeTimestamp,
      storeHost: address,
    });
    const header = {
      topic: HALF_TOPIC,
      tranStateTableOffset: queueOffset,
      commitLogOffset,
      msgId: uniqueKey,
      transactionId: uniqueKey,
      offsetMsgId: offsetMsgId(address, commitLogOffset),
      brokerName,
    };
    sendOneway(producer.connection, encodeRequest(checkTransactionState, header, body));
  };
}
