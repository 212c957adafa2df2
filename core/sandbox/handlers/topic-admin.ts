import { Buffer } from 'node:buffer';
import { isSystemTopic } from '../../model/names.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import { deleteTopicInBroker, updateAndCreateTopic } from '../../protocol/requests/admin.ts';
import { getAllTopicConfig, getTopicConfig } from '../../protocol/requests/config.ts';
import { getTopicStatsInfo } from '../../protocol/requests/stats.ts';
import { type HandlerEntry, handle } from '../dispatch/dispatcher.ts';
import { DONE, jsonReply, objectKeyedMap, Refusal, type Reply } from '../dispatch/reply.ts';
import type { BrokerState } from '../state/broker-state.ts';
import { topicNameProblem } from '../state/topics.ts';

/** Source: AdminBrokerProcessor.java. */
export function topicAdminHandlers(state: BrokerState): HandlerEntry[] {
  const { topics } = state;
  return [
    handle(updateAndCreateTopic, (header) => {
      checkName(header.topic);
      topics.put({
        attributes: topics.get(header.topic)?.attributes ?? {},
        order: header.order ?? false,
        perm: header.perm,
        readQueueNums: header.readQueueNums,
        topicFilterType: header.topicFilterType,
        topicName: header.topic,
        topicSysFlag: header.topicSysFlag ?? 0,
        writeQueueNums: header.writeQueueNums,
      });
      return DONE;
    }),
    handle(deleteTopicInBroker, ({ topic }) => {
      checkName(topic);
      topics.delete(topic);
      state.store.deleteTopic(topic);
      state.committed.deleteTopic(topic);
      state.pulled.deleteTopic(topic);
      state.resets.deleteTopic(topic);
      return DONE;
    }),
    handle(getTopicConfig, ({ topic }) => {
      const config = topics.get(topic);
      if (config === undefined)
        throw new Refusal(RESPONSE.TOPIC_NOT_EXIST, `No topic in this broker. topic: ${topic}`);
      return jsonReply(config);
    }),
    handle(getAllTopicConfig, () =>
      jsonReply({
        dataVersion: topics.version,
        topicConfigTable: Object.fromEntries(topics.all().map((config) => [config.topicName, config])),
      }),
    ),
    handle(getTopicStatsInfo, ({ topic }) => topicStats(state, topic)),
  ];
}

function checkName(topic: string): void {
  const problem = topicNameProblem(topic);
  if (problem !== undefined) throw new Refusal(RESPONSE.INVALID_PARAMETER, problem);
  if (isSystemTopic(topic))
    throw new Refusal(RESPONSE.INVALID_PARAMETER, `The topic[${topic}] is conflict with system topic.`);
}

function topicStats({ name, topics, store }: BrokerState, topic: string): Reply {
  const config = topics.get(topic);
  if (config === undefined) throw new Refusal(RESPONSE.TOPIC_NOT_EXIST, `topic[${topic}] not exist`);
  const queues = Math.max(config.readQueueNums, config.writeQueueNums);
  const table = Array.from({ length: queues }, (_, queueId) => {
    const maxOffset = store.maxOffset(topic, queueId);
    return [
      { brokerName: name, queueId, topic },
      {
        lastUpdateTimestamp: store.queue(topic, queueId)?.at(maxOffset - 1)?.storeTimestamp ?? 0,
        maxOffset,
        minOffset: store.minOffset(topic, queueId),
      },
    ] as const;
  });
  return { body: Buffer.from(`{"offsetTable":${objectKeyedMap(table)},"topicPutTps":0.0}`) };
}
