import type { ClientInstance } from '../../client/client-instance.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import { encodeRequest } from '../../protocol/define-request.ts';
import {
  booleanOf,
  type LooseValue,
  numberOf,
  objectOf,
  parseLooseBody,
  textOf,
} from '../../protocol/loose-json.ts';
import { getAllTopicConfig, getTopicConfig } from '../../protocol/requests/config.ts';
import { isRefusal } from '../each-broker.ts';

/** A topic as one broker has it. Source: TopicConfig.java. */
export interface TopicConfig {
  topic: string;
  readQueueNums: number;
  writeQueueNums: number;
  /** PERM_* bits. */
  perm: number;
  topicFilterType: string;
  topicSysFlag: number;
  order: boolean;
  /** 5.x, as `message.type` to `DELAY`; empty on 4.x. */
  attributes: Record<string, string>;
}

/** Undefined when this broker does not have the topic. 4.x knows only the request for all topics. Throws as ClientInstance.invokeBroker. */
export async function readTopicConfig(
  client: ClientInstance,
  brokerName: string,
  topic: string,
): Promise<TopicConfig | undefined> {
  try {
    const { body } = await client.invokeBroker(brokerName, encodeRequest(getTopicConfig, { topic }));
    return decodeTopicConfig(parseLooseBody(body));
  } catch (error) {
    if (isRefusal(error, RESPONSE.TOPIC_NOT_EXIST)) return undefined;
    if (!isRefusal(error, RESPONSE.REQUEST_CODE_NOT_SUPPORTED)) throw error;
  }
  const { body } = await client.invokeBroker(brokerName, encodeRequest(getAllTopicConfig, {}));
  const config = objectOf(objectOf(parseLooseBody(body)).topicConfigTable)[topic];
  return config === undefined ? undefined : decodeTopicConfig(config);
}

function decodeTopicConfig(value: LooseValue): TopicConfig {
  const config = objectOf(value);
  return {
    topic: textOf(config.topicName),
    readQueueNums: numberOf(config.readQueueNums, 0),
    writeQueueNums: numberOf(config.writeQueueNums, 0),
    perm: numberOf(config.perm, 0),
    topicFilterType: textOf(config.topicFilterType, 'SINGLE_TAG'),
    topicSysFlag: numberOf(config.topicSysFlag, 0),
    order: booleanOf(config.order),
    attributes: Object.fromEntries(
      Object.entries(objectOf(config.attributes)).map(([name, text]) => [name, textOf(text, '')]),
    ),
  };
}
