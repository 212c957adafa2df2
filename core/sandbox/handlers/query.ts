import { Buffer } from 'node:buffer';
import { RESPONSE } from '../../protocol/codes.ts';
import { encodeFields } from '../../protocol/define-request.ts';
import { queryMessage, viewMessageById } from '../../protocol/requests/query.ts';
import { type HandlerEntry, handle } from '../dispatch/dispatcher.ts';
import { Refusal } from '../dispatch/reply.ts';
import type { BrokerState } from '../state/broker-state.ts';
import type { StoredRecord } from '../store/stored-record.ts';

/** Source: BrokerConfig.defaultQueryMaxNum, MessageStoreConfig.maxMsgsNumBatch. */
const UNIQUE_KEY_MAX = 32;
const QUERY_MAX = 64;
/** Together with the header this must stay below the longest frame. */
const MAX_REPLY_BYTES = 8 * 1024 * 1024;

/** Source: QueryMessageProcessor.java. */
export function queryHandlers({ store }: BrokerState): HandlerEntry[] {
  return [
    handle(queryMessage, (header) => {
      const { topic, key, beginTimestamp, endTimestamp, uniqueKeyQuery = false } = header;
      const max = uniqueKeyQuery ? UNIQUE_KEY_MAX : Math.min(header.maxNum, QUERY_MAX);
      const records = newestWithin(
        MAX_REPLY_BYTES,
        store.findByKey(topic, key, max, beginTimestamp, endTimestamp),
      );
      const newest = records[records.length - 1];
      const extFields = encodeFields(queryMessage.reply, {
        indexLastUpdateTimestamp: newest === undefined ? 0 : store.lastStoreTimestamp,
        indexLastUpdatePhyoffset: newest === undefined ? 0 : store.maxCommitLogOffset,
      });
      if (newest === undefined)
        throw new Refusal(
          RESPONSE.QUERY_NOT_FOUND,
          'can not find message, maybe time range not correct',
          extFields,
        );
      return { extFields, body: Buffer.concat(records.map(({ bytes }) => bytes)) };
    }),
    handle(viewMessageById, ({ offset }) => {
      const record = store.at(offset);
      if (record === undefined)
        throw new Refusal(RESPONSE.SYSTEM_ERROR, `can not find message by the offset, ${offset}`);
      return { body: record.bytes };
    }),
  ];
}

/** Without the oldest that would be too much. */
function newestWithin(maxBytes: number, records: readonly StoredRecord[]): readonly StoredRecord[] {
  let from = records.length;
  for (let bytes = 0; from > 0; from--) {
    bytes += records[from - 1]?.bytes.length ?? 0;
    if (bytes > maxBytes) break;
  }
  return records.slice(from);
}
