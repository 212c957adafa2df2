import type { ClientInstance } from '../client/client-instance.ts';
import { DELAY_LEVELS, parseDelayLevels } from '../model/delay.ts';
import { encodeRequest } from '../protocol/define-request.ts';
import { getBrokerConfig } from '../protocol/requests/admin.ts';
import { isUnreachable } from '../route/name-servers.ts';
import { brokerProperty } from './broker-property.ts';
import { askAnyMaster } from './masters.ts';

interface DelayLevels {
  levels: { level: number; name: string; ms: number }[];
  /** `assumed`: the default levels, because no broker would say. */
  source: 'broker' | 'assumed';
}

/**
 * The delay levels of a broker's configuration. A broker that refuses to tell, or tells something unreadable, is
 * assumed to have the default ones. Throws CONNECT, TIMEOUT, CLOSED, FRAME. Source: MessageStoreConfig.messageDelayLevel.
 */
export async function readDelayLevels(client: ClientInstance): Promise<DelayLevels> {
  try {
    const answer = await askAnyMaster(client, encodeRequest(getBrokerConfig, {}));
    const text = answer === undefined ? undefined : brokerProperty(answer.body, 'messageDelayLevel');
    if (text !== undefined) return { levels: parseDelayLevels(text), source: 'broker' };
  } catch (error) {
    if (isUnreachable(error)) throw error;
  }
  return { levels: [...DELAY_LEVELS], source: 'assumed' };
}
