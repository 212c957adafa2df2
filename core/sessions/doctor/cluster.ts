import { clusterInfo, listTopics } from '../../admin/topics.ts';
import { ClientInstance } from '../../client/client-instance.ts';
import { toErrorData } from '../../model/error.ts';
import { ConnectionPool } from '../../remoting/connection-pool.ts';
import { bounded } from './bounded.ts';
import { type Examination, finding, passed, type StepResult, skipped } from './examination.ts';
import { unanswered } from './unanswered.ts';

/** What the name server tells of clusters, brokers and topics. A refusal skips it; a topic's route still names brokers. */
export async function checkCluster(examination: Examination): Promise<StepResult> {
  const { options } = examination;
  const client = openClient(examination);
  try {
    const { clusters, brokers } = await bounded(clusterInfo(client), options);
    examination.brokers = brokers;
    if (brokers.length === 0) return { status: 'failed', finding: finding('noBroker'), remedyKey: 'retry' };
    const topics = await bounded(
      listTopics(client).catch(() => undefined),
      options,
    );
    const params = { clusters: clusters.join(', '), brokers: brokers.length };
    return topics === undefined
      ? passed('clusterUnlisted', params)
      : passed('cluster', { ...params, topics: topics.length });
  } catch (error) {
    const data = toErrorData(error);
    if (data.code === 'CANCELLED') throw error;
    if (data.outcome === 'refused') {
      examination.brokers = await brokersOfTopic(examination, client);
      return skipped('clusterRefused', data);
    }
    const address = examination.answering[0] ?? '';
    return await unanswered(examination, address, data, 'checkAddress');
  }
}

/** Never started: no timers, no heartbeat but the one a new connection gets. */
function openClient(examination: Examination): ClientInstance {
  const { settings, credentials, clock } = examination.options;
  const { tls, addressMap } = settings;
  const transport = new ConnectionPool({
    clock,
    addressMap,
    ...(tls === undefined ? {} : { tls }),
    ...(credentials === undefined ? {} : { credentials }),
  });
  const client = new ClientInstance({ nameServers: examination.answering, transport, clock });
  examination.client = client;
  return client;
}

async function brokersOfTopic({ options }: Examination, client: ClientInstance) {
  if (options.topic === undefined) return [];
  const asking = client.routes.get(options.topic).then(({ brokers }) => brokers);
  return await bounded(
    asking.catch(() => []),
    options,
  );
}
