import { defineRequest } from '../define-request.ts';

/** `commitOrRollback` of END_TRANSACTION, and the transaction bits of a message's sysFlag. Source: MessageSysFlag.java. */
export const TRANSACTION = { none: 0x0, prepared: 0x4, commit: 0x8, rollback: 0xc } as const;
export const TRANSACTION_BITS = 0xc;

/** What becomes of a half message; one-way from every client. Source: EndTransactionRequestHeader.java. */
export const endTransaction = defineRequest({
  name: 'END_TRANSACTION',
  code: 37,
  to: 'broker',
  header: {
    topic: { type: 'string', optional: true },
    producerGroup: { type: 'string' },
    /** Queue offset of the half message. */
    tranStateTableOffset: { type: 'long' },
    commitLogOffset: { type: 'long' },
    commitOrRollback: { type: 'int' },
    fromTransactionCheck: { type: 'boolean', optional: true },
    /** UNIQ_KEY. */
    msgId: { type: 'string', optional: true },
    transactionId: { type: 'string', optional: true },
  },
});

/** One-way to a producer of the group; body: the half message as it would be stored. Source: CheckTransactionStateRequestHeader.java. */
export const checkTransactionState = defineRequest({
  name: 'CHECK_TRANSACTION_STATE',
  code: 39,
  to: 'client',
  header: {
    topic: { type: 'string', optional: true },
    tranStateTableOffset: { type: 'long' },
    commitLogOffset: { type: 'long' },
    msgId: { type: 'string', optional: true },
    transactionId: { type: 'string', optional: true },
    offsetMsgId: { type: 'string', optional: true },
    brokerName: { wire: 'bname', type: 'string', optional: true },
  },
});
