import { RESPONSE } from '../codes.ts';
import { defineRequest } from '../define-request.ts';

/** Source: PullSysFlag.java. */
export const PULL_COMMIT_OFFSET = 1;
export const PULL_SUSPEND = 2;
export const PULL_SUBSCRIPTION = 4;

const header = {
  consumerGroup: { type: 'string' },
  topic: { type: 'string' },
  queueId: { type: 'int' },
  queueOffset: { type: 'long' },
  maxMsgNums: { type: 'int' },
  sysFlag: { type: 'int' },
  commitOffset: { type: 'long' },
  suspendTimeoutMillis: { type: 'long' },
  subscription: { type: 'string', optional: true },
  subVersion: { type: 'long' },
  expressionType: { type: 'string', optional: true },
  maxMsgBytes: { type: 'int', optional: true },
} as const;

const reply = {
  suggestWhichBrokerId: { type: 'long' },
  nextBeginOffset: { type: 'long' },
  minOffset: { type: 'long' },
  maxOffset: { type: 'long' },
} as const;

const ok = [
  RESPONSE.SUCCESS,
  RESPONSE.PULL_NOT_FOUND,
  RESPONSE.PULL_RETRY_IMMEDIATELY,
  RESPONSE.PULL_OFFSET_MOVED,
];

/** Source: PullMessageRequestHeader.java. */
export const pullMessage = defineRequest({ name: 'PULL_MESSAGE', code: 11, to: 'broker', header, reply, ok });
export const litePullMessage = defineRequest({
  name: 'LITE_PULL_MESSAGE',
  code: 361,
  to: 'broker',
  header,
  reply,
  ok,
});
