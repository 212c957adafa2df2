import { defineRequest } from '../define-request.ts';

/** Kept until it is deleted. Source: PutKVConfigRequestHeader.java. */
export const putKvConfig = defineRequest({
  name: 'PUT_KV_CONFIG',
  code: 100,
  to: 'nameServer',
  header: { namespace: { type: 'string' }, key: { type: 'string' }, value: { type: 'string' } },
});
/** 22 when there is none. */
export const getKvConfig = defineRequest({
  name: 'GET_KV_CONFIG',
  code: 101,
  to: 'nameServer',
  header: { namespace: { type: 'string' }, key: { type: 'string' } },
  reply: { value: { type: 'string', optional: true } },
});
export const deleteKvConfig = defineRequest({
  name: 'DELETE_KV_CONFIG',
  code: 102,
  to: 'nameServer',
  header: { namespace: { type: 'string' }, key: { type: 'string' } },
});
/** Reply body: `{"table":{key:value}}`; 22 for a namespace without any. */
export const getKvListByNamespace = defineRequest({
  name: 'GET_KVLIST_BY_NAMESPACE',
  code: 219,
  to: 'nameServer',
  header: { namespace: { type: 'string' } },
});
/** Reply body: `{"topicList":[...]}`. */
export const getTopicsByCluster = defineRequest({
  name: 'GET_TOPICS_BY_CLUSTER',
  code: 224,
  to: 'nameServer',
  header: { cluster: { type: 'string' } },
});
/** Reply body: Java properties text. */
export const getNamesrvConfig = defineRequest({
  name: 'GET_NAMESRV_CONFIG',
  code: 319,
  to: 'nameServer',
  header: {},
});
