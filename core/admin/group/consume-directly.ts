import type { ClientInstance } from '../../client/client-instance.ts';
import type { ReceivedMessage } from '../../model/message.ts';
import { encodeRequest } from '../../protocol/define-request.ts';
import { booleanOf, numberOf, objectOf, parseLooseBody, textOf } from '../../protocol/loose-json.ts';
import { consumeMessageDirectly } from '../../protocol/requests/inspect.ts';
import { askMember, type NoAnswer } from './ask-member.ts';

/** What a member's listener made of one message. Source: ConsumeMessageDirectlyResult.java, CMResult.java. */
export interface DirectResult {
  /** CR_SUCCESS, CR_LATER, CR_ROLLBACK, CR_COMMIT, CR_THROW_EXCEPTION, CR_RETURN_NULL. */
  result: string;
  /** The exception's text, for one. */
  remark: string;
  orderly: boolean;
  spentMs: number;
}

/**
 * Has one member handle a stored message now, outside of its queue: its listener really runs. No offset moves and
 * nothing is sent back, whatever the result. The member must be connected to the broker that stores the message. Throws
 * as askMember; a broker that no longer has the message refuses.
 */
export async function consumeDirectly(
  client: ClientInstance,
  group: string,
  clientId: string,
  { queue, offsetMsgId }: Pick<ReceivedMessage, 'queue' | 'offsetMsgId'>,
): Promise<DirectResult | NoAnswer> {
  const { brokerName, topic } = queue;
  const header = { consumerGroup: group, clientId, msgId: offsetMsgId, brokerName, topic };
  const answer = await askMember(client, [brokerName], encodeRequest(consumeMessageDirectly, header));
  if (typeof answer === 'string') return answer;
  const result = objectOf(parseLooseBody(answer));
  return {
    result: textOf(result.consumeResult, ''),
    remark: textOf(result.remark, ''),
    orderly: booleanOf(result.order),
    spentMs: numberOf(result.spentTimeMills, 0),
  };
}
