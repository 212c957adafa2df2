import { Buffer } from 'node:buffer';
import { PROPERTY } from '../../model/properties.ts';
import { HALF_DONE_TOPIC } from '../names.ts';
import { propertyText } from '../store/property-text.ts';
import type { NewMessage, StoredRecord } from '../store/stored-record.ts';

const DONE_TAG = 'd';

/** The record that a half message is done with: its offset on the half topic. Source: TransactionalMessageServiceImpl.getOpMessage. */
export function doneMessage({ queueOffset }: StoredRecord, nowMs: number, brokerHost: string): NewMessage {
  return {
    topic: HALF_DONE_TOPIC,
    queueId: 0,
    flag: 0,
    sysFlag: 0,
    bornTimestamp: nowMs,
    bornHost: brokerHost,
    reconsumeTimes: 0,
    preparedTransactionOffset: 0,
    body: Buffer.from(`${queueOffset},`),
    properties: propertyText(new Map([[PROPERTY.tags, DONE_TAG]])),
  };
}
