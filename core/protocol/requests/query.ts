import { defineRequest } from '../define-request.ts';

/**
 * Reply body: stored messages; 22 when there are none. Looks among keys and unique keys alike, so the asker checks what
 * it gets. Source: QueryMessageRequestHeader.java.
 */
export const queryMessage = defineRequest({
  name: 'QUERY_MESSAGE',
  code: 12,
  to: 'broker',
  header: {
    topic: { type: 'string' },
    key: { type: 'string' },
    maxNum: { type: 'int' },
    /** Store time, ms since epoch, both ends included. */
    beginTimestamp: { type: 'long' },
    endTimestamp: { type: 'long' },
    /** True: `key` is a UNIQ_KEY, and maxNum becomes 32. */
    uniqueKeyQuery: { wire: '_UNIQUE_KEY_QUERY', type: 'boolean', optional: true },
  },
  reply: { indexLastUpdateTimestamp: { type: 'long' }, indexLastUpdatePhyoffset: { type: 'long' } },
});
/** Reply body: one stored message; 1 when there is none at that commit-log offset. */
export const viewMessageById = defineRequest({
  name: 'VIEW_MESSAGE_BY_ID',
  code: 33,
  to: 'broker',
  header: { offset: { type: 'long' }, topic: { type: 'string', optional: true } },
});
