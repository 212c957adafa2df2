import { defineRequest } from '../define-request.ts';

/** One-way; body: `{"offsetTable":{queue:offset}}`, or a list of queues with their offsets for C++. Source: ResetOffsetRequestHeader.java. */
export const resetConsumerClientOffset = defineRequest({
  name: 'RESET_CONSUMER_CLIENT_OFFSET',
  code: 220,
  to: 'client',
  header: {
    topic: { type: 'string' },
    group: { type: 'string' },
    timestamp: { type: 'long', optional: true },
    isForce: { type: 'boolean', optional: true },
  },
});
/** Reply body: `{"messageQueueTable":{queue:offset}}`. Source: GetConsumerStatusRequestHeader.java. */
export const getConsumerStatusFromClient = defineRequest({
  name: 'GET_CONSUMER_STATUS_FROM_CLIENT',
  code: 221,
  to: 'client',
  header: { topic: { type: 'string' }, group: { type: 'string' } },
});
