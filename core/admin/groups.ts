import type { ClientInstance } from '../client/client-instance.ts';
import { DEFAULT_RETRY_MAX_TIMES } from '../model/consume.ts';
import { GantryError } from '../model/error.ts';
import { RESPONSE } from '../protocol/codes.ts';
import type { Command } from '../protocol/command.ts';
import { type EncodedRequest, encodeRequest } from '../protocol/define-request.ts';
import { type LooseObject, numberOf, objectOf, parseLooseBody } from '../protocol/loose-json.ts';
import { getAllSubscriptionGroupConfig, getSubscriptionGroupConfig } from '../protocol/requests/admin.ts';
import { askAnyMaster } from './masters.ts';

interface RetryMaxTimes {
  retryMaxTimes: number;
  source: 'broker' | 'assumed';
}

/**
 * How often a group's messages are retried before they become dead letters; 16 is assumed of a group that no broker
 * tells of. Throws CONNECT, TIMEOUT, CLOSED, FRAME, AUTH.
 */
export async function readRetryMaxTimes(client: ClientInstance, group: string): Promise<RetryMaxTimes> {
  const config = await readGroupConfig((request) => askAnyMaster(client, request), group);
  if (config === undefined) return { retryMaxTimes: DEFAULT_RETRY_MAX_TIMES, source: 'assumed' };
  return { retryMaxTimes: numberOf(config.retryMaxTimes, DEFAULT_RETRY_MAX_TIMES), source: 'broker' };
}

/**
 * A group's SubscriptionGroupConfig, with members unknown to us; undefined when the broker has none or will not tell.
 * 4.x knows only the request for all groups; 5.x creates a group it is asked about. Source: SubscriptionGroupConfig.java.
 */
export async function readGroupConfig(
  ask: (request: EncodedRequest) => Promise<Command | undefined>,
  group: string,
): Promise<LooseObject | undefined> {
  try {
    const one = await ask(encodeRequest(getSubscriptionGroupConfig, { group }));
    return one === undefined ? undefined : objectOf(parseLooseBody(one.body));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (error.data.responseCode === RESPONSE.SUBSCRIPTION_GROUP_NOT_EXIST) return undefined;
  }
  try {
    const all = await ask(encodeRequest(getAllSubscriptionGroupConfig, {}));
    if (all === undefined) return undefined;
    const config = objectOf(objectOf(parseLooseBody(all.body)).subscriptionGroupTable)[group];
    return config === undefined ? undefined : objectOf(config);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return undefined;
  }
}

function isRefusal(error: unknown): error is GantryError {
  return error instanceof GantryError && error.data.code === 'RESPONSE';
}
