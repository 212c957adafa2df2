import { propertyText } from './property-text.ts';
import type { NewMessage } from './stored-record.ts';

/** For tests: a message to store. `properties` by name. */
export function testMessage(
  patch: Partial<Omit<NewMessage, 'properties' | 'body'>> & {
    body?: string;
    properties?: Record<string, string>;
  } = {},
): NewMessage {
  const { body = 'hello', properties = {}, ...rest } = patch;
  return {
    topic: 'T',
    queueId: 0,
    flag: 0,
    sysFlag: 0,
    bornTimestamp: 1_700_000_000_000,
    bornHost: '127.0.0.1:4711',
    reconsumeTimes: 0,
    preparedTransactionOffset: 0,
    body: Buffer.from(body),
    ...rest,
    properties: propertyText(new Map(Object.entries(properties))),
  };
}
