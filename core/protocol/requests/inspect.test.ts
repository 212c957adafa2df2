import { describe, expect, it } from 'vitest';
import { encodeRequest, type RequestSpec } from '../define-request.ts';
import * as config from './config.ts';
import * as inspect from './inspect.ts';
import * as query from './query.ts';
import * as stats from './stats.ts';

const specs: RequestSpec[] = [config, inspect, query, stats].flatMap((tables) =>
  Object.values(tables).filter(
    (value): value is RequestSpec => typeof value === 'object' && 'header' in value,
  ),
);

describe('the request tables of inspection', () => {
  it('name each code once', () => {
    expect(new Set(specs.map(({ code }) => code)).size).toBe(specs.length);
    expect(new Set(specs.map(({ name }) => name)).size).toBe(specs.length);
  });

  it('have the codes of RequestCode.java', () => {
    expect(Object.fromEntries(specs.map(({ name, code }) => [name, code]))).toMatchObject({
      QUERY_MESSAGE: 12,
      VIEW_MESSAGE_BY_ID: 33,
      GET_EARLIEST_MSG_STORETIME: 32,
      GET_TOPIC_STATS_INFO: 202,
      GET_CONSUMER_CONNECTION_LIST: 203,
      GET_CONSUME_STATS: 208,
      INVOKE_BROKER_TO_RESET_OFFSET: 222,
      QUERY_TOPIC_CONSUME_BY_WHO: 300,
      GET_CONSUMER_RUNNING_INFO: 307,
      CONSUME_MESSAGE_DIRECTLY: 309,
      QUERY_SUBSCRIPTION_BY_CONSUMER: 345,
    });
  });

  it('announce another version only where a signature asks for it', () => {
    expect(specs.filter(({ version }) => version !== undefined).map(({ name }) => name)).toEqual([
      'QUERY_MESSAGE',
    ]);
  });

  it('keep the unique-key flag out of signatures, and nothing else', () => {
    const header = { topic: 'T', key: 'K', maxNum: 1, beginTimestamp: 0, endTimestamp: 1 };
    const encoded = encodeRequest(query.queryMessage, { ...header, uniqueKeyQuery: true });
    expect([encoded.version, encoded.unsigned]).toEqual([399, ['_UNIQUE_KEY_QUERY']]);
    expect(encodeRequest(query.viewMessageById, { offset: 1 })).not.toHaveProperty('unsigned');
  });
});
