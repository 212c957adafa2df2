import { RESPONSE } from '../codes.ts';
import { defineRequest } from '../define-request.ts';

/** 4.9.3 in MQVersion.java: 5.x brokers leave `_UNIQUE_KEY_QUERY` out of the signature up to here, 4.7 and later always do. */
const UNSIGNED_KEY_QUERY_VERSION = 399;

/**
 * Reply body: stored messages; none with 22, which is a result. Looks among keys and unique keys alike, so the asker
 * checks what it gets. Source: QueryMessageRequestHeader.java.
 */
export const queryMessage = defineRequest({
  name: 'QUERY_MESSAGE',
  code: 12,
  to: 'broker',
  version: UNSIGNED_KEY_QUERY_VERSION,
  header: {
    topic: { type: 'string' },
    key: { type: 'string' },
    maxNum: { type: 'int' },
    /** Store time, ms since epoch, both ends included. */
    beginTimestamp: { type: 'long' },
    endTimestamp: { type: 'long' },
    /** True: `key` is a UNIQ_KEY, and maxNum becomes 32. */
    uniqueKeyQuery: { wire: '_UNIQUE_KEY_QUERY', type: 'boolean', optional: true, unsigned: true },
  },
  reply: { indexLastUpdateTimestamp: { type: 'long' }, indexLastUpdatePhyoffset: { type: 'long' } },
  ok: [RESPONSE.SUCCESS, RESPONSE.QUERY_NOT_FOUND],
});
/** Reply body: one stored message; 1 when there is none at that commit-log offset. */
export const viewMessageById = defineRequest({
  name: 'VIEW_MESSAGE_BY_ID',
  code: 33,
  to: 'broker',
  header: { offset: { type: 'long' }, topic: { type: 'string', optional: true } },
});
