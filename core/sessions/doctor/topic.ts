import type { FindingKey } from '../../model/doctor.ts';
import { toErrorData } from '../../model/error.ts';
import { PERM_READ, PERM_WRITE, type TopicRoute } from '../../model/route.ts';
import { bounded } from './bounded.ts';
import { type Examination, failed, finding, passed, type StepResult, skipped } from './examination.ts';

/** The topic's own flags, as its route tells them. */
export async function checkTopic(examination: Examination): Promise<StepResult> {
  const { client, options } = examination;
  const { topic } = options;
  if (topic === undefined || client === undefined) return skipped('noTopic');
  try {
    const { queues, exists } = await bounded(client.routes.forPublish(topic), options);
    if (!exists) return passed('topicToBe', { topic });
    const closed = closedTo(await client.routes.get(topic));
    return closed === undefined ? passed('topicOpen', { topic, queues: queues.length }) : shut(closed, topic);
  } catch (error) {
    const data = toErrorData(error);
    if (data.code === 'CANCELLED') throw error;
    const route = client.routes.cached(topic);
    // A topic nobody may write to has a route, and no queue to send to.
    return route === undefined ? failed(data) : shut(closedTo(route) ?? 'topicNotWritable', topic);
  }
}

const shut = (key: FindingKey, topic: string): StepResult => ({
  status: 'failed',
  finding: finding(key, { topic }),
  remedyKey: 'createTopic',
});

/** Which way no broker lets anybody go. */
function closedTo({ queues }: TopicRoute): FindingKey | undefined {
  if (queues.every(({ perm }) => (perm & PERM_WRITE) === 0)) return 'topicNotWritable';
  return queues.every(({ perm }) => (perm & PERM_READ) === 0) ? 'topicNotReadable' : undefined;
}
