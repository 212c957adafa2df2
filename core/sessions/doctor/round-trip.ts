import { Buffer } from 'node:buffer';
import { QueueReader } from '../../admin/browse/queue-reader.ts';
import type { ClientInstance } from '../../client/client-instance.ts';
import { type ErrorData, GantryError, toErrorData } from '../../model/error.ts';
import { lacksPermission, lacksToolsGroup } from '../../model/permission.ts';
import type { SendReceipt } from '../../model/send.ts';
import { Producer } from '../../producer/producer.ts';
import { bounded } from './bounded.ts';
import { type Examination, failed, finding, passed, type StepResult, skipped } from './examination.ts';

const DOCTOR_GROUP = 'gantry-doctor';
/** What the message carries, so that consumers can pass it over. */
const DOCTOR_TAG = 'gantry-doctor';
/** A stored message can be read once the broker has indexed it. */
const READ_WITHIN_MS = 5_000;
const READ_EVERY_MS = 100;

/** Sends one tagged message and reads it back without a group: the account may do both. */
export async function checkRoundTrip(examination: Examination): Promise<StepResult> {
  const { client, options } = examination;
  const { topic, roundTrip, settings } = options;
  if (settings.readOnly) return skipped('readOnly');
  if (!roundTrip || topic === undefined || client === undefined) return { status: 'notRun' };
  const producer = new Producer(client, { group: DOCTOR_GROUP });
  try {
    const outcome = await bounded(producer.send(messageTo(topic)), options);
    if (outcome.kind !== 'stored') return refused(outcome.error);
    return await readBack(examination, client, outcome.receipt);
  } finally {
    await producer.close();
  }
}

/** Keys that are right are not to be checked again: another topic may be open to them. */
const refused = (error: ErrorData): StepResult =>
  failed(error, lacksPermission(error) ? 'createTopic' : error.remedyKey);

async function readBack(
  { options }: Examination,
  client: ClientInstance,
  { msgId, queue, queueOffset }: SendReceipt,
): Promise<StepResult> {
  const { clock, signal } = options;
  const reader = new QueueReader(client, queue);
  const params = { topic: queue.topic, queue: queue.queueId, offset: queueOffset };
  const until = clock.monotonic() + READ_WITHIN_MS;
  try {
    do {
      const messages = await bounded(reader.range(queueOffset, queueOffset + 1), options);
      if (messages.some(({ uniqueKey }) => uniqueKey === msgId)) return passed('roundTrip', params);
      await bounded(new Promise<void>((resolve) => clock.setTimeout(resolve, READ_EVERY_MS)), {
        clock,
        signal,
      });
    } while (clock.monotonic() < until);
    const late = new GantryError('TIMEOUT', { params: { timeoutMs: READ_WITHIN_MS } });
    return { ...failed(late.data, 'retry'), finding: finding('storedNotRead', params) };
  } catch (error) {
    const data = toErrorData(error);
    if (data.code === 'CANCELLED') throw error;
    if (lacksToolsGroup(data))
      return { ...failed(data, 'retry'), finding: finding('toolsGroupRefused', params) };
    return { ...refused(data), finding: finding('storedNotRead', params) };
  }
}

const messageTo = (topic: string) => ({
  topic,
  tag: DOCTOR_TAG,
  keys: [],
  properties: [],
  delayLevel: 0,
  body: Buffer.from('{"from":"Gantry connection doctor"}'),
});
