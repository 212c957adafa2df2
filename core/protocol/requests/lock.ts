import { defineRequest } from '../define-request.ts';

/** Body: `{consumerGroup, clientId, mqSet}`; reply body: `{"lockOKMQSet":[...]}`. Source: LockBatchRequestBody.java. */
export const lockBatchMq = defineRequest({ name: 'LOCK_BATCH_MQ', code: 41, to: 'broker', header: {} });
/** Body as LOCK_BATCH_MQ. */
export const unlockBatchMq = defineRequest({ name: 'UNLOCK_BATCH_MQ', code: 42, to: 'broker', header: {} });
