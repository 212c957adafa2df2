import { defineRequest } from '../define-request.ts';

/** Reply body: `{dataVersion, topicConfigTable}`. */
export const getAllTopicConfig = defineRequest({
  name: 'GET_ALL_TOPIC_CONFIG',
  code: 21,
  to: 'broker',
  header: {},
});
/** 5.x; 4.9 answers 3. Reply body: one TopicConfig; 17 when the broker does not have it. */
export const getTopicConfig = defineRequest({
  name: 'GET_TOPIC_CONFIG',
  code: 351,
  to: 'broker',
  header: { topic: { type: 'string' } },
});
/** Body: Java properties text with the settings to change. */
export const updateBrokerConfig = defineRequest({
  name: 'UPDATE_BROKER_CONFIG',
  code: 25,
  to: 'broker',
  header: {},
});
